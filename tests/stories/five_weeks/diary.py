"""What people did in these weeks, as somebody beside them would note it: nothing of ours is asked.

Weeks count from 0. A check-in opens on Monday at nine and closes on Tuesday at nine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

MONDAY = date(2026, 11, 16)
DIMENSIONS = ("schedule", "budget", "risks")
BADNESS = ("green", "amber", "red")


def monday(week: int) -> date:
    """When the round of that week opens."""
    return MONDAY + timedelta(weeks=week)


def tuesday(week: int) -> date:
    """When it closes and digests come."""
    return monday(week) + timedelta(days=1)


def day(on: date) -> str:
    """As cards write a day: "2 Nov", with its year when that is another one."""
    return f"{on.day} {on.strftime('%b')}{'' if on.year == MONDAY.year else f' {on.year}'}"


def weekday(on: date) -> str:
    """As cards write a day with its name: "Mon 2 Nov"."""
    return f"{on.strftime('%a')} {day(on)}"


@dataclass(frozen=True)
class Words:
    """An item or a quote, and the day on which its person said it first without a break."""

    text: str
    since: date


@dataclass(frozen=True)
class Entry:
    """An answer: what it says, and the day on which that was really said."""

    week: int
    colours: Mapping[str, str]
    reasons: Mapping[str, str]
    said: date
    item: Words | None = None
    quote: Words | None = None
    done: int | None = None
    finish: date | None = None
    mood: int | None = None
    recommends: str = ""

    @property
    def repeats(self) -> bool:
        """Whether one press said it once more."""
        return self.said < monday(self.week)


@dataclass
class Voice:
    """One person of a project, with all that they answered, oldest first.

    `until` is how they call the end of a round on its first day, by their own clock.
    """

    name: str
    until: str
    entries: list[Entry] = field(default_factory=list)

    def last(self, week: int) -> Entry | None:
        """What they said last, in that week or before it."""
        return next((each for each in reversed(self.entries) if each.week <= week), None)

    def in_week(self, week: int) -> Entry | None:
        """What they said in that week."""
        found = self.last(week)
        return found if found and found.week == week else None

    def says(self, entry: Entry) -> None:
        """Note an answer out of the form; what they keep on saying stays as old as it is."""
        before = self.entries[-1] if self.entries else None
        item, quote = entry.item, entry.quote
        if before and item and before.item and before.item.text == item.text:
            item = before.item
        if before and quote and before.quote and before.quote.text == quote.text:
            quote = before.quote
        self.entries.append(replace(entry, item=item, quote=quote))

    def repeats(self, week: int) -> None:
        """Note that they pressed that nothing changed."""
        self.entries.append(replace(self.entries[-1], week=week))


@dataclass
class Project:
    """A project with those of its team who answer now and then; `asked` are all that it asks.

    It starts and ends as the office file says. `rulings` are what its leader answered, oldest
    first: words, "yes" or "no", and the day, a Tuesday on which the round was closed already.
    """

    title: str
    asked: int
    starts: date
    ends: date
    voices: list[Voice]
    rulings: list[tuple[str, str, date]] = field(default_factory=list)

    def answers(self, week: int) -> list[Entry]:
        """Who answered in that week."""
        return [found for each in self.voices if (found := each.in_week(week))]

    def heard_before(self, week: int) -> int | None:
        """The last week before this one with an answer."""
        return next((each for each in range(week - 1, -1, -1) if self.answers(each)), None)

    def colour(self, week: int, dimension: str) -> str | None:
        """The worst that was said of it in that week."""
        said = [each.colours[dimension] for each in self.answers(week)]
        return max(said, key=BADNESS.index, default=None)

    def overall(self, week: int) -> str | None:
        """The worst of all."""
        said = [found for each in DIMENSIONS if (found := self.colour(week, each))]
        return max(said, key=BADNESS.index, default=None)

    def row(self, week: int, dimension: str) -> int:
        """For how many weeks in a row it has had this colour, this one included."""
        now, number = self.colour(week, dimension), 1
        while number <= week and self.colour(week - number, dimension) == now:
            number += 1
        return number

    def raised(self, week: int) -> dict[str, date]:
        """What needs attention at the end of that week, by its words, and since when.

        Each person raises what they said last: who is silent takes nothing back, but what was
        answered waits no more. What was open the week before is the same thing, whoever says it
        now.
        """
        before = self.raised(week - 1) if week else {}
        before = {
            words: since
            for words, since in before.items()
            if not (ruling := self.ruling(words, since)) or ruling[1] >= tuesday(week)
        }
        found: dict[str, date] = {}
        for each in self.voices:
            said = each.last(week)
            if said and said.item:
                since = min(said.item.since, before.get(said.item.text, date.max))
                if said.week < week and said.item.text not in before:
                    continue
                found[said.item.text] = min(since, found.get(said.item.text, date.max))
        return found

    def ruling(self, words: str, since: date) -> tuple[str, date] | None:
        """What was answered to it since it was raised."""
        said = ((answer, on) for asked, answer, on in self.rulings if asked == words)
        return next((each for each in said if each[1] >= since), None)

    def recommends(self, week: int, words: str) -> str:
        """What all who raise it and say so would answer; empty where they do not agree."""
        last = [each.last(week) for each in self.voices]
        said = {
            each.recommends for each in last if each and each.item and each.item.text == words
        } - {""}
        return said.pop() if len(said) == 1 else ""

    def quotes(self, week: int) -> set[str]:
        """What was said to be heard, for the first time, in that week."""
        quotes = [each.quote for each in self.answers(week) if each.quote]
        return {each.text for each in quotes if each.since == monday(week)}


def unchanged(entries: list[Entry]) -> date | None:
    """The newest day on which something was really said, where all of them only repeat."""
    if not entries or not all(each.repeats for each in entries):
        return None
    return max(each.said for each in entries)
