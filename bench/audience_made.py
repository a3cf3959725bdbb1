"""Tenants of ten thousand teams as they were read: as most are, and as some people would make them.

The dice are fixed, so that two measures judge the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from core.people.rosters import ChannelKind
from core.standards.facts import Account, Channel, Reading, Team, Tenant, Visibility
from core.standards.organisation import Covers, GroupRules, LifecyclePolicy, Organisation

TEAMS, CHANNELS, MEMBERSHIPS = 10_000, 8, 1_000_000
READ = date(2026, 11, 30)
SETTINGS = {
    "memberSettings": {"allowDeleteChannels": False, "allowAddRemoveApps": True},
}

Roster = set[int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of tenant: its people, and who of them is in which team."""

    people: int
    rosters: Callable[[Random, int], Iterable[Roster]]


def departments(dice: Random, people: int) -> Iterator[Roster]:
    """Most teams are small and of one department; a hundred are exact doubles of another."""
    mean = MEMBERSHIPS / TEAMS
    last: Roster = set()
    for number in range(TEAMS):
        if number < 200 and number % 2:
            yield set(last)
            continue
        size = min(max(int(dice.lognormvariate(0, 1.1) * mean / 1.83), 3), 5_000)
        start = dice.randrange(people // 1_000) * 1_000
        last = set(dice.sample(range(start, start + 1_000), min(size, 900) * 2 // 3))
        while len(last) < size:
            last.add(dice.randrange(people))
        yield last


def in_hundreds(dice: Random, people: int) -> Iterator[Roster]:
    """Everybody is in two hundred teams."""
    return (some(dice, people, MEMBERSHIPS // TEAMS) for _ in range(TEAMS))


def doubles(dice: Random, people: int) -> Iterator[Roster]:
    """Two thousand teams of nearly the same people: two million pairs are alike."""
    for _ in range(2_000):
        yield some(dice, 100, 95) | {dice.randrange(100, people) for _ in range(5)}
    yield from (some(dice, people, 100) for _ in range(TEAMS - 2_000))


def just_not_doubles(dice: Random, people: int) -> Iterator[Roster]:
    """Two thousand teams of which each two are nearly alike enough, and are not."""
    yield from (some(dice, 125, 110) for _ in range(2_000))
    yield from (some(dice, people, 98) for _ in range(TEAMS - 2_000))


def all_company(dice: Random, people: int) -> Iterator[Roster]:
    """One team has everybody."""
    yield set(range(people))
    yield from (some(dice, people, 95) for _ in range(TEAMS - 1))


def vast(dice: Random, people: int) -> Iterator[Roster]:
    """Forty teams have as many people as Teams takes, which is half of them."""
    yield from (some(dice, people, 25_000) for _ in range(36))
    yield from (some(dice, people, 10) for _ in range(TEAMS - 36))


KINDS: Mapping[str, Kind] = {
    "as most are": Kind(50_000, departments),
    "everybody in 200 teams": Kind(5_000, in_hundreds),
    "2,000 doubles": Kind(50_000, doubles),
    "2,000 nearly doubles": Kind(50_000, just_not_doubles),
    "one team of everybody": Kind(50_000, all_company),
    "36 teams of 25,000": Kind(50_000, vast),
}


def some(dice: Random, people: int, size: int) -> Roster:
    """So many of the first so many people."""
    return set(dice.sample(range(people), size))


def reading(kind: Kind) -> Reading:
    """Everything that any rule asks for was read, and an account is one object in all its teams."""
    dice = Random(7)  # noqa: S311 - no secret
    accounts = [_account(number) for number in range(kind.people)]
    teams = [
        _team(number, tuple(accounts[at] for at in sorted(roster)))
        for number, roster in enumerate(kind.rosters(dice, kind.people))
    ]
    company = Organisation(
        people=kind.people,
        names={each.id: each.name for each in accounts},
        rules=GroupRules(),
        policy=LifecyclePolicy("policy", 365, Covers.ALL),
        names_hidden=False,
        versions={},
        read_on=READ,
    )
    return Reading(Tenant("contoso", "Contoso", teams, None, company), True, 0, 0, 0)


def _account(number: int) -> Account:
    guest = number % 50 == 0
    return Account(
        id=f"{number:08x}-0000-4000-8000-000000000000",
        name=f"Person {number}",
        principal=f"person{number}@contoso.example",
        enabled=number % 40 != 0,
        is_guest=guest,
        licensed=number % 30 != 0,
        domain="partner.example" if guest else "",
        invited_at=None,
        department=f"Department {number // 1_000}",
    )


def _team(number: int, members: tuple[Account, ...]) -> Team:
    return Team(
        id=f"{number:08x}-1111-4000-8000-000000000000",
        name=f"PRJ-Team {number}",
        description="What this team is for",
        classification="Internal",
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
        visibility=Visibility.PRIVATE,
        owners=members[:2],
        members=members,
        archived=False,
        settings=SETTINGS,
        channels=tuple(_channel(number, at) for at in range(CHANNELS)),
        labels=(),
        expires_at=None,
        errors=(),
        guests_allowed=None,
        apps=(),
        plans=(),
        active_on=READ,
        archived_since=None,
        read_on=READ,
    )


def _channel(team: int, number: int) -> Channel:
    name = f"Topic {number}" if number else "General"
    id_ = f"19:{team:08x}{number:02}@thread.tacv2"
    return Channel(id_, name, "", ChannelKind.STANDARD, members=(), email="", tabs=())
