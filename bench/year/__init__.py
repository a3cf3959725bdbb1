"""A year of the rehearsal clock, two servers and two workers, with faults and kills on.

Time goes from one due time to the next, a week in about a minute. People answer, decide, ask and
type; processes are killed, the database loses its power, a channel goes and comes back, an hour has
wrong credentials. What had to come is reckoned from weekdays and wall clocks, and looked for in the
tenant's own channels and chats.
"""

from bench.year.measuring import measure

__all__ = ["measure"]
