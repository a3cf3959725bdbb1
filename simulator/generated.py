"""A tenant of any size for benches: the same numbers and seed always give the same tenant."""

from random import Random

from simulator.facts import Channel, Person, Team, TenantFacts, made_id, thread_id

DOMAIN = "generated.example"
GIVEN = (
    "Amara", "Bao", "Carmen", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ines", "Jonas",
    "Keiko", "Luca", "Mina", "Nils", "Olga", "Pilar", "Quentin", "Rosa", "Samir", "Tuva",
)  # fmt: skip
FAMILY = (
    "Abebe", "Berg", "Costa", "Duarte", "Eriksen", "Fofana", "Garcia", "Haddad", "Ito", "Jansen",
    "Kaur", "Lopez", "Moreau", "Novak", "Osei", "Petrov", "Quispe", "Rossi", "Sato", "Tran",
)  # fmt: skip
TOPICS = ("General", "Status", "Planning", "Delivery", "Questions", "Reviews")
SMALLEST, LARGEST = 4, 9


def generate(teams: int, people: int, seed: int, channels: int = 4) -> TenantFacts:
    """`channels` a team, General the first: 750 teams of 4 have 3,000 channels."""
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
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
    upn = f"{given}.{family}.{number}@{DOMAIN}".lower()
    return Person(
        id=made_id("generated", str(seed), "person", str(number)),
        name=f"{given} {family} {number}" if number >= 400 else f"{given} {family}",
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
