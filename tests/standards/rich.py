"""A tenant with every fact there is, whose own words are all unlike any other."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import (
    Account,
    App,
    Channel,
    ChannelMember,
    Label,
    Reading,
    Source,
    Tab,
    Team,
    Tenant,
    Visibility,
)
from core.standards.organisation import Covers, GroupRules, LifecyclePolicy, Organisation
from core.standards.reads import Read
from core.standards.snapshots.snapshot import Snapshot

MOMENT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
TODAY = date(2026, 10, 5)


def id_(number: int) -> str:
    """As Graph writes them."""
    return str(UUID(int=0xABCDEF12_0000_4000_8000_000000000000 + number))


def people(number: int) -> tuple[Account, ...]:
    """So many, among them one who left and a guest who has not come yet."""
    return tuple(
        Account(
            id_(1000 + at),
            f"Ludmilla Quarzstein {at}",
            f"ludmilla.quarzstein{at}@zuffenhausen-werke.example",
            enabled=at != 1,
            is_guest=at == 2,
            licensed=at != 3,
            domain="gastgeber-handel.example" if at == 2 else "",
            invited_at=MOMENT if at == 2 else None,
            department=f"Giesserei Halle {at % 3}",
        )
        for at in range(number)
    )


def team(at: int) -> Team:
    """One with all facts; each third is archived, and each fourth could not be read in part."""
    who = people(3 + at % 5)
    mates = (ChannelMember(who[0], owner=True), ChannelMember(who[2], False, id_(77)))
    tab = Tab(id_(3000 + at), f"Schmelzplan {at}", id_(91), f"https://schmelz{at}.example/plan")
    channels = (
        Channel(
            f"19:allg{at}@thread.tacv2", "Allgemeinplatz", "", ChannelKind.STANDARD, tabs=(tab,)
        ),
        Channel(
            f"19:kern{at}@thread.tacv2",
            f"Kernmacherei {at}",
            f"Wo die Kerne wachsen {at}",
            ChannelKind.SHARED,
            mates,
            f"kern{at}@teams.zuffenhausen-werke.example",
            (),
        ),
    )
    gap = Gap(f"Microsoft Graph says no to “Gussform {at}” of {id_(at)}")
    return Team(
        id=id_(at),
        name=f"Gussform {at}",
        description=gap if at == 5 else f"Alles ueber Gussform {at}",
        classification="Streng geheim",
        created_at=MOMENT,
        visibility=Visibility.PRIVATE if at % 2 else Visibility.PUBLIC,
        owners=who[: 1 + at % 3],
        members=gap if at % 4 == 3 else who,
        archived=at % 3 == 2,
        settings={"memberSettings": {"allowDeleteChannels": at % 2 == 0}},
        channels=channels,
        labels=(Label(id_(55), "Nur fuer Giesser"),),
        expires_at=MOMENT,
        errors=(f"Postfach Gussform {at} fehlt",),
        guests_allowed=None,
        apps=(App(id_(91), "Schmelzkalender", f"ext-schmelz-{at}", "1.2.3", Source.ORGANIZATION),),
        plans=(f"Ofenplan {at}",),
        active_on=TODAY,
        archived_since=date(2026, 1, 2) if at % 3 == 2 else None,
        read_on=TODAY,
    )


def snapshot(teams: int = 12) -> Snapshot:
    """All of it as it was read."""
    organisation = Organisation(
        people=40,
        names={each.id: each.name for each in people(7)},
        rules=GroupRules(False, id_(66), "GRP-[Department]-[GroupName]", ("Schrottplatz",)),
        policy=LifecyclePolicy(id_(67), 180, Covers.SELECTED),
        names_hidden=False,
        versions={id_(91): "1.3.0"},
        read_on=TODAY,
    )
    all_ = [team(at) for at in range(teams)]
    tenant = Tenant(id_(9999), "Zuffenhausener Werke", all_, None, organisation)
    reading = Reading(tenant, True, 12, 345, 1)
    return Snapshot(reading, frozenset(Read), MOMENT, "Zuffenhausener Werke", "Europe/Berlin")


def words(what: object) -> Iterator[str]:
    """Every text of it that is the organisation's own."""
    if isinstance(what, str):
        yield from () if isinstance(what, StrEnum) else (what,)
    else:
        for each in _parts(what):
            yield from words(each)


def _parts(what: object) -> Iterator[object]:
    match what:
        case dict():
            yield from (each for pair in what.items() for each in pair)
        case list() | tuple():
            yield from what
        case Gap():
            pass
        case _ if is_dataclass(what):
            own = (each.name for each in fields(what) if each.name not in ("version", "settings"))
            yield from (getattr(what, name) for name in own)
