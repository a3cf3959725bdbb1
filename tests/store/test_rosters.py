"""Who is where is what Graph told last; what it could not tell replaces nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from core.facts import Gap
from core.people.roles import Role
from core.people.rosters import Channel, ChannelKind, Member, Roster
from core.posting.subjects import Subject
from tests.ground import CHANNEL, DAY, MONDAY, PEOPLE, TEAM, Ground, member, office
from tests.store.cards import arrive, edits, show, unshown
from tests.store.parts import asked as asked_by
from tests.store.parts import those

HIDDEN = "19:hidden@thread.tacv2"
PRIVATE = (Channel(CHANNEL, ChannelKind.STANDARD), Channel(HIDDEN, ChannelKind.PRIVATE))
NOBODY: frozenset[str] = frozenset()
THROTTLED = Gap("throttled")
Members = tuple[Member, ...] | Gap


def members(*names: str) -> tuple[Member, ...]:
    """These people."""
    return tuple(member(each) for each in names)


def roster(
    people: Members,
    channels: tuple[Channel, ...] | Gap = (),
    own: Mapping[str, Members] | None = None,
    *,
    team: str = TEAM,
    owners: frozenset[str] | Gap = NOBODY,
) -> Roster:
    """A team as it was read."""
    return Roster(team, people, channels, own or {}, owners)


UNREAD = roster(THROTTLED, THROTTLED, owners=THROTTLED)


def card(round_id: str) -> Subject:
    """The card of a round."""
    return Subject("round", round_id)


async def asked(inside: Ground, *who: str) -> list[bool | None]:
    """Whether the open round asks them."""
    (round_id,) = await inside.ports.checkins.rounds.open_rounds(None)
    return await asked_by(inside, round_id, *who)


async def older(inside: Ground, hours: float) -> None:
    """Let real time have passed since every roster was read or asked for."""
    await inside.database.run(
        "UPDATE rosters SET read_at = read_at - make_interval(hours => %(hours)s),"
        " asked_at = asked_at - make_interval(hours => %(hours)s)",
        {"hours": int(hours)},
    )


async def test_the_newest_roster_holds(inside: Ground) -> None:
    await inside.open(MONDAY, "ada", "grace")
    await inside.roster("grace", "kim")

    assert await asked(inside, "ada", "grace", "kim") == [False, True, True]


async def test_a_person_of_whom_nothing_is_told_stays_who_they_were(inside: Ground) -> None:
    known = (member("ada"), member("gil", guest=True))
    await inside.ports.people.rosters.save(roster(known))
    await inside.ports.people.rosters.save(
        roster((Member("ada", "", "", guest=True), Member("gil", "Gilda", "", guest=True)))
    )

    told = "SELECT array_agg(concat_ws(' ', name, principal, guest) ORDER BY id) FROM people"
    assert await inside.value(told) == ["Ada ada@contoso.example f", "Gilda gil@contoso.example t"]


async def test_a_gap_replaces_nothing_that_is_known(inside: Ground) -> None:
    await inside.open(MONDAY, "ada")
    await inside.ports.people.rosters.save(UNREAD)

    assert await asked(inside, "ada", "kim") == [True, False]
    assert await inside.value("SELECT gap FROM rosters") == "throttled"
    await inside.roster("kim")
    assert await inside.value("SELECT gap FROM rosters") is None


async def test_where_others_are_in_a_team_now_the_card_of_its_open_round_is_shown_anew(
    inside: Ground,
) -> None:
    opened = await inside.open()
    subject, save = card(opened.round_id), inside.ports.people.rosters.save
    await arrive(inside, subject)
    await save(roster(members("ada"), PRIVATE))
    assert await unshown(inside, subject) == 1
    assert await edits(inside) == [subject]

    await inside.forget_jobs()
    await show(inside, subject)
    await save(roster(members("ada"), PRIVATE))
    await save(roster(members("ada"), team="another"))
    await save(UNREAD)
    assert await unshown(inside, subject) == 0, "nobody came or went"
    await save(roster(members("ada"), (Channel(CHANNEL, ChannelKind.PRIVATE),)))
    assert await unshown(inside, subject) == 1, "its people are others now"

    await inside.close(opened.round_id, MONDAY + DAY)
    await show(inside, subject)
    await save(roster(members("kim"), PRIVATE))
    assert await unshown(inside, subject) == 0, "it has closed"


@pytest.mark.parametrize("kind", [ChannelKind.PRIVATE, ChannelKind.SHARED])
async def test_a_private_or_shared_channel_asks_its_own_members(
    inside: Ground, kind: ChannelKind
) -> None:
    await inside.plan(office().replace(CHANNEL, HIDDEN))
    assert await inside.ports.people.rosters.own_channels([TEAM, "another"]) == [HIDDEN]
    await inside.ports.checkins.rounds.open(None, MONDAY)
    channels = (Channel(HIDDEN, kind),)

    own: dict[str, Members] = {HIDDEN: members("ada")}
    await inside.ports.people.rosters.save(roster(members(*PEOPLE), channels, own))
    assert await asked(inside, "ada", "grace") == [True, False]

    own = {HIDDEN: Gap("not permitted")}
    await inside.ports.people.rosters.save(roster(members(*PEOPLE), channels, own))
    assert await asked(inside, "ada", "grace") == [True, False]


async def test_people_come_and_go_before_the_next_reading(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada")
    rosters, subject = inside.ports.people.rosters, card(opened.round_id)
    await rosters.save(roster(members("ada"), PRIVATE, {HIDDEN: members("ada")}))
    await arrive(inside, subject)

    await rosters.joined(TEAM, ["kim", "grace", "kim"])
    assert await unshown(inside, subject) == 1
    assert await asked(inside, "ada", "kim", "grace") == [True, True, True]
    await show(inside, subject)
    await rosters.left(TEAM, ["ada", "never there"])
    assert await unshown(inside, subject) == 1
    assert await asked(inside, "ada", "kim") == [False, True]
    assert not await inside.value("SELECT count(*) FROM members WHERE place = %(c)s", c=HIDDEN)

    await show(inside, subject)
    await rosters.joined("another", ["ada"])
    await rosters.left("another", ["ada"])
    assert await unshown(inside, subject) == 0


async def test_owners_of_a_team_are_those_whom_its_roster_named_last(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada", "kim")
    rosters, subject = inside.ports.people.rosters, card(opened.round_id)

    async def owners(role: Role = Role.TEAM_OWNER) -> Sequence[str]:
        return await those(inside, subject, role, "ada", "kim", "boss")

    assert (await owners(), await owners(Role.PERHAPS_OWNER)) == ([], ["ada", "kim", "boss"])
    await rosters.save(roster(members("ada", "kim"), owners=frozenset({"ada", "boss"})))
    assert await owners() == ["ada", "boss"], "one may own it and be no member"
    assert await owners(Role.PERHAPS_OWNER) == []
    await rosters.save(roster(members("kim"), team="another", owners=frozenset({"kim"})))
    await rosters.save(UNREAD)
    assert await owners() == ["ada", "boss"], "a gap replaces nothing"

    await rosters.save(roster(members("ada", "kim"), owners=frozenset({"kim", "boss"})))
    assert await owners() == ["kim", "boss"]
    await rosters.left(TEAM, ["boss"])
    assert await owners() == ["kim"]


async def test_a_guest_takes_no_part_and_is_known_as_one(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada")
    guests = (member("ada"), member("eve", guest=True))
    await inside.ports.people.rosters.save(roster(guests))

    assert await those(inside, card(opened.round_id), Role.MEMBER, "ada", "eve") == ["ada"]
    assert await asked(inside, "ada", "eve") == [True, False]
    told = {who: await inside.ports.people.parts.at(CHANNEL, TEAM, who) for who in ("ada", "eve")}
    assert [who for who, each in told.items() if each.guest] == ["eve"]
    assert [who for who, each in told.items() if Role.MEMBER in each.roles] == ["ada"]


async def test_teams_are_read_when_they_are_due_and_not_asked_twice_a_minute(
    inside: Ground,
) -> None:
    rosters, fresh = inside.ports.people.rosters, timedelta(hours=6)
    assert await rosters.to_read(fresh) == []
    await inside.plan(office())
    assert await rosters.to_read(fresh) == [TEAM]

    await rosters.save(UNREAD)
    assert await rosters.to_read(fresh) == []
    await older(inside, 1)
    assert await rosters.to_read(fresh) == [TEAM], "it was never read"

    await inside.roster("ada")
    await older(inside, 5)
    assert await rosters.to_read(fresh) == []
    await older(inside, 2)
    assert await rosters.to_read(fresh) == [TEAM]


async def test_people_are_read_where_something_goes_on_and_where_we_are_installed(
    inside: Ground,
) -> None:
    opened = await inside.open()
    moved = office().replace(CHANNEL, "19:new@thread.tacv2").replace(TEAM, "team-new")
    await inside.plan(moved)
    await inside.ports.posting.addresses.forget_team(TEAM)
    rosters = inside.ports.people.rosters
    assert await rosters.own_channels([TEAM, "team-new"]) == [CHANNEL, "19:new@thread.tacv2"]

    await inside.close(opened.round_id, MONDAY + DAY)
    assert await rosters.own_channels([TEAM]) == []
    await inside.meet("team-met", "19:met@thread.tacv2")
    assert await rosters.own_channels(["team-met"]) == ["19:met@thread.tacv2"]
    assert await rosters.to_read(timedelta(hours=6)) == ["team-met", "team-new"]


async def test_a_forgotten_roster_is_read_again_and_still_known(inside: Ground) -> None:
    await inside.open(MONDAY, "ada")
    for _ in range(3):
        await inside.ports.people.rosters.forget(TEAM)

    assert await inside.ports.people.rosters.to_read(timedelta(hours=6)) == [TEAM]
    assert await asked(inside, "ada", "kim") == [True, False]


async def test_to_forget_a_roster_that_was_never_read_does_not_make_it_known(
    inside: Ground,
) -> None:
    await inside.plan(office())
    await inside.ports.checkins.rounds.open(None, MONDAY)
    await inside.ports.people.rosters.save(UNREAD)
    await inside.ports.people.rosters.forget(TEAM)

    assert await inside.ports.people.rosters.to_read(timedelta(hours=6)) == [TEAM]
    assert await asked(inside, "ada") == [None], "the channel vouches for who is in it"


async def test_teams_that_share_people_are_saved_at_the_same_time(inside: Ground) -> None:
    await inside.plan(office())
    crowd = [f"p{number}" for number in range(60)]
    owners = [frozenset({*crowd[n : n + 9]}) for n in range(8)]
    teams = [
        roster(members(*crowd[n:], *crowd[:n]), team=f"t{n}", owners=owners[n]) for n in range(8)
    ]
    await asyncio.gather(*map(inside.ports.people.rosters.save, teams))

    assert await inside.value("SELECT count(*) FROM people") == 60
    assert await inside.value("SELECT count(*) FROM members") == 480
    assert await inside.value("SELECT count(*) FROM owners") == 72


async def test_the_same_person_or_channel_told_twice_is_one(inside: Ground) -> None:
    await inside.plan(office())
    twice = roster(members("ada", "ada"), PRIVATE + PRIVATE)
    await inside.ports.people.rosters.save(twice)

    assert await inside.value("SELECT count(*) FROM members") == 1
    assert await inside.value("SELECT count(*) FROM channels") == 2
