"""A tenant of any size for benches: the same numbers and seed always give the same tenant."""

from random import Random

from simulator.facts import Channel, Person, Team, TenantFacts, made_id, thread_id
from simulator.mess import messy
from simulator.names import DOMAIN, full_name

TOPICS = ("General", "Status", "Planning", "Delivery", "Questions", "Reviews")
SMALLEST, LARGEST = 4, 9


def generate(
    teams: int, people: int, seed: int, channels: int = 4, *, mess: bool = False
) -> TenantFacts:
    """`channels` a team, General the first: 750 teams of 4 have 3,000 channels.

    With `mess` the tenant is as untidy as real ones are, and each team has channels of its own.
    """
    if mess:
        return messy(teams, people, seed)

    dice = Random(seed)
    everybody = [_person(seed, number) for number in range(max(people, SMALLEST))]
    ids = [person.id for person in everybody]
    return TenantFacts(
        organisation="Generated Company",
        id=made_id("generated", str(seed)),
        domain=DOMAIN,
        time_zone="America/Chicago",
        visitor=ids[0],
        people=tuple(everybody),
        teams=tuple(_team(seed, number, ids, dice, channels) for number in range(teams)),
    )


def _person(seed: int, number: int) -> Person:
    name = full_name(number)
    given, family = name.split()[:2]
    upn = f"{given}.{family}.{number}@{DOMAIN}".lower()
    return Person(
        id=made_id("generated", str(seed), "person", str(number)),
        name=name,
        upn=upn,
        mail=upn,
        title="Colleague",
        department=f"Department {number % 12 + 1}",
    )


def _team(seed: int, number: int, people: list[str], dice: Random, channels: int) -> Team:
    members = dice.sample(people, min(len(people), dice.randint(SMALLEST, LARGEST)))
    name = f"Team {number + 1:04}"
    return Team(
        id=made_id("generated", str(seed), "team", str(number)),
        name=name,
        description=f"{name} of a generated company",
        owners=tuple(members[:2]),
        members=tuple(members),
        channels=tuple(
            Channel(
                thread_id("generated", str(seed), str(number), str(place)),
                TOPICS[place] if place < len(TOPICS) else f"Topic {place}",
            )
            for place in range(channels)
        ),
        visibility=dice.choice(("private", "private", "public")),
        age_days=dice.randint(10, 1500),
    )
