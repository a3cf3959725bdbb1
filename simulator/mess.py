"""A generated tenant as untidy as real ones are, with every kind of trouble in a known share.

All that an auditor could judge is in the facts themselves; `trouble` only says where to look.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from simulator.facts import Group, GroupKind, Person, Team, TenantFacts, Thing, ThingKind, made_id
from simulator.mess_channels import channels
from simulator.mess_estate import settled
from simulator.mess_people import looked_after
from simulator.names import DEPARTMENTS, DOMAIN, full_name, project_name
from simulator.trouble import Trouble, trouble

LEFT, GUESTS = 0.04, 0.06  # of all people
PROJECTS = 0.65  # of all teams; the others belong to departments
PARTNER = "partner.example"
FEWEST_FOR_HUGE = 1_250
HUGE = 2  # the first teams of a tenant that has so many people: more than a page of 999
IN_FAR_TOO_MANY = 40


# What the company sets for every team; loose ones have Graph's own defaults.
HOUSE: dict[str, dict[str, bool | str]] = {
    "memberSettings": {"allowDeleteChannels": False, "allowAddRemoveApps": False},
    "funSettings": {"giphyContentRating": "strict"},
}


def messy(teams: int, people: int, seed: int) -> TenantFacts:
    """The same numbers and seed always give the same tenant; it has ten people at least."""
    dice = Random(seed)
    plain = [_person(seed, number, dice) for number in range(max(people, 10))]
    everybody, troubles = looked_after(plain, seed), trouble(teams, seed)
    company = _Company(seed, dice, everybody, troubles)
    made = company.teams(teams)
    facts = TenantFacts(
        organisation="Generated Company",
        id=made_id("generated", str(seed)),
        domain=DOMAIN,
        time_zone="America/Chicago",
        visitor=company.active[0],
        people=tuple(everybody),
        teams=tuple(made),
        groups=tuple(company.group(number) for number in range(max(3, teams // 8))),
    )
    return settled(facts, troubles, seed)


def _person(seed: int, number: int, dice: Random) -> Person:
    """The first two people of all are there to stay."""
    luck = dice.random() if number > 1 else 1.0
    guest, left = luck < GUESTS, GUESTS <= luck < GUESTS + LEFT
    name = full_name(number)
    local = f"{'.'.join(name.split()[:2])}.{number}".lower()
    mail = f"{local}@{PARTNER if guest else DOMAIN}"
    head = number // 100 * 100
    return Person(
        id=_id(seed, "person", number),
        name=name,
        upn=f"{local}_{PARTNER}#EXT#@{DOMAIN}" if guest else mail,
        mail=mail,
        title="Partner" if guest else "Colleague",
        department="" if guest else DEPARTMENTS[number % len(DEPARTMENTS)],
        manager=None if guest or number == head else _id(seed, "person", head),
        guest=guest,
        enabled=not left,
    )


def _id(seed: int, kind: str, number: int) -> str:
    return made_id("generated", str(seed), kind, str(number))


@dataclass(slots=True)
class _Roster:
    owners: list[str]
    members: list[str]


class _Company:
    """The people by what became of them, and the dice that everything is thrown with."""

    def __init__(
        self,
        seed: int,
        dice: Random,
        people: Sequence[Person],
        troubles: dict[int, frozenset[Trouble]],
    ) -> None:
        self._seed = seed
        self._dice = dice
        self._troubles = troubles
        self.active = [each.id for each in people if each.enabled and not each.guest]
        self._left = [each.id for each in people if not each.enabled] or self.active[-1:]
        self._guests = [each.id for each in people if each.guest] or self.active[-1:]

    def teams(self, count: int) -> list[Team]:
        made: list[Team] = []
        for number in range(count):
            made.append(self._team(number, made[-1] if made else None))
        return self._with_joiners(made)

    def group(self, number: int) -> Group:
        kind = list(GroupKind)[number % len(GroupKind)]
        members = self._some(self.active, self._dice.randint(1, 30))
        name = f"{kind.capitalize()} group {number + 1}"
        return Group(_id(self._seed, "group", number), name, kind, (members[0],), tuple(members))

    def _team(self, number: int, before: Team | None) -> Team:
        dice, ills = self._dice, self._troubles.get(number, frozenset())
        name = self._name(number, ills, before)
        roster = self._roster(number, ills, before)
        return Team(
            id=_id(self._seed, "team", number),
            name=name,
            description=_description(name, ills),
            owners=tuple(roster.owners),
            members=tuple(dict.fromkeys((*roster.owners, *roster.members))),
            channels=channels(f"{self._seed}/{number}", ills, roster.members, self.active, dice),
            visibility=_visibility(ills),
            archived=Trouble.ARCHIVED in ills,
            age_days=dice.randint(10, 1500),
            settings={} if Trouble.LOOSE in ills else HOUSE,
            things=self._things(number) if Trouble.THINGS in ills else (),
        )

    def _name(self, number: int, ills: frozenset[Trouble], before: Team | None) -> str:
        name = project_name(number)
        if Trouble.NEAR_NAME in ills and before is not None:
            return before.name.replace("-", " ").lower()
        if Trouble.ODD_NAME in ills:
            return f"prj_{name.lower()}"
        if self._dice.random() < PROJECTS:
            return f"PRJ-{name}"
        return f"{DEPARTMENTS[number % len(DEPARTMENTS)]} {name}"

    def _roster(self, number: int, ills: frozenset[Trouble], before: Team | None) -> _Roster:
        if Trouble.COPY in ills and before is not None and number > HUGE:
            return _Roster(
                list(before.owners), list(before.members[: max(10, len(before.members) - 1)])
            )
        members = self._some(self.active, self._size(number, ills))
        owners = self._owners(ills, members)
        if Trouble.MEMBER_LEFT in ills:
            members += self._some(self._left, 2)
        if Trouble.GUESTS in ills:
            members += self._some(self._guests, self._dice.randint(1, 4))
        return _Roster(owners, members)

    def _size(self, number: int, ills: frozenset[Trouble]) -> int:
        dice = self._dice
        if number < HUGE and len(self.active) >= FEWEST_FOR_HUGE:
            return min(len(self.active), dice.randint(1_000, 1_400))
        if Trouble.CROWD_OF_OWNERS in ills:
            return dice.randint(40, 60)
        if Trouble.LARGE in ills:
            return dice.randint(61, 300)
        if Trouble.FEW in ills:
            return dice.randint(1, 2)
        return min(60, 3 + int(dice.expovariate(1 / 11)))

    def _owners(self, ills: frozenset[Trouble], members: list[str]) -> list[str]:
        """The worst of several troubles with owners is the one that a team has."""
        dice = self._dice
        if Trouble.NO_OWNER in ills:
            return []
        if Trouble.ALL_OWNERS_LEFT in ills:
            return self._some(self._left, dice.randint(1, 2))
        if Trouble.CROWD_OF_OWNERS in ills:
            return members[: dice.randint(21, 40)]
        if Trouble.TWELVE_OWNERS in ills:
            members += [each for each in self._some(self.active, 12) if each not in members]
            return members[:12]
        owners = members[: 1 if Trouble.ONE_OWNER in ills else dice.choice((2, 2, 2, 3, 3, 4))]
        return owners + (self._some(self._left, 1) if Trouble.OWNER_LEFT in ills else [])

    def _some(self, people: list[str], count: int) -> list[str]:
        return self._dice.sample(people, min(len(people), count))

    def _things(self, number: int) -> tuple[Thing, ...]:
        kinds = self._dice.sample(list(ThingKind), self._dice.randint(1, 3))
        return tuple(
            Thing(_id(self._seed, kind, number), f"{kind} {number}", kind) for kind in kinds
        )

    def _with_joiners(self, teams: list[Team]) -> list[Team]:
        """A few people are in far too many teams."""
        joined: defaultdict[int, list[str]] = defaultdict(list)
        for person in self._some(self.active[2:], max(2, len(self.active) // 500)):
            for place in self._dice.sample(range(len(teams)), min(len(teams), IN_FAR_TOO_MANY)):
                joined[place].append(person)
        return [
            replace(team, members=tuple(dict.fromkeys((*team.members, *joined[place]))))
            if place in joined
            else team
            for place, team in enumerate(teams)
        ]


def _description(name: str, ills: frozenset[Trouble]) -> str:
    if Trouble.NO_DESCRIPTION in ills:
        return ""
    if Trouble.NAME_AS_DESCRIPTION in ills:
        return name
    if Trouble.SHORT_DESCRIPTION in ills:
        return "tbd"
    return f"Where the work of {name} is planned, done and decided"


def _visibility(ills: frozenset[Trouble]) -> str | None:
    if Trouble.NO_VISIBILITY in ills:
        return None
    return "public" if Trouble.PUBLIC in ills else "private"
