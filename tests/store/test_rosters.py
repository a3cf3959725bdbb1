"""Who is where is what Graph told last; what it could not tell replaces nothing."""

import asyncio
from datetime import date, timedelta

import pytest

from core.facts import Gap
from core.people.rosters import Channel, Kind, Member, Roster
from core.ports import Opened
from core.posting import subjects as shown
from core.posting.subjects import Subject
from tests.ground import CHANNEL, DAY, MONDAY, PEOPLE, TEAM, Ground, answer, member, office

HIDDEN = "19:hidden@thread.tacv2"
PRIVATE = (Channel(CHANNEL, Kind.STANDARD), Channel(HIDDEN, Kind.PRIVATE))


def members(*names: str) -> tuple[Member, ...]:
    """These people."""
    return tuple(member(each) for each in names)


def card_of(opened: Opened) -> Subject:
    """Whose card is to be shown anew."""
    return Subject(shown.Kind.ROUND, opened.round_id)


async def asked(inside: Ground, *who: str) -> list[bool | None]:
    """Whether the open round asks them."""
    (round_id,) = await inside.ports.checkins.open_rounds(None)
    answers = inside.ports.answers
    return [(await answers.sitting(round_id, each, MONDAY)).asked for each in who]


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


async def test_a_gap_replaces_nothing_that_is_known(inside: Ground) -> None:
    await inside.open(MONDAY, "ada")
    await inside.ports.rosters.save(Roster(TEAM, Gap("throttled"), Gap("throttled"), {}))

    assert await asked(inside, "ada", "kim") == [True, False]
    assert await inside.value("SELECT gap FROM rosters") == "throttled"
    await inside.roster("kim")
    assert await inside.value("SELECT gap FROM rosters") is None


async def test_saving_raises_the_cards_of_the_team_s_open_rounds(inside: Ground) -> None:
    opened = await inside.open()
    before = (await inside.ports.checkins.showing(opened.round_id, MONDAY)).version
    raised = await inside.ports.rosters.save(Roster(TEAM, members("ada"), PRIVATE, {}))
    other = await inside.ports.rosters.save(Roster("another", members("ada"), (), {}))

    assert (raised, other) == ([card_of(opened)], [])
    assert (await inside.ports.checkins.showing(opened.round_id, MONDAY)).version == before + 1
    await inside.close(opened.round_id, MONDAY + DAY)
    assert await inside.ports.rosters.save(Roster(TEAM, members("ada"), PRIVATE, {})) == []


@pytest.mark.parametrize("kind", [Kind.PRIVATE, Kind.SHARED])
async def test_a_private_or_shared_channel_asks_its_own_members(inside: Ground, kind: Kind) -> None:
    await inside.plan(office().replace(CHANNEL, HIDDEN))
    assert await inside.ports.rosters.own_channels([TEAM, "another"]) == [HIDDEN]
    await inside.ports.checkins.open(None, MONDAY)
    channels = (Channel(HIDDEN, kind),)

    own: dict[str, tuple[Member, ...] | Gap] = {HIDDEN: members("ada")}
    await inside.ports.rosters.save(Roster(TEAM, members(*PEOPLE), channels, own))
    assert await asked(inside, "ada", "grace") == [True, False]

    own = {HIDDEN: Gap("not permitted")}
    await inside.ports.rosters.save(Roster(TEAM, members(*PEOPLE), channels, own))
    assert await asked(inside, "ada", "grace") == [True, False]


async def test_people_come_and_go_before_the_next_reading(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada")
    rosters = inside.ports.rosters
    own: dict[str, tuple[Member, ...] | Gap] = {HIDDEN: members("ada")}
    await rosters.save(Roster(TEAM, members("ada"), PRIVATE, own))

    assert await rosters.joined(TEAM, ["kim", "grace", "kim"]) == [card_of(opened)]
    assert await asked(inside, "ada", "kim", "grace") == [True, True, True]
    assert await rosters.left(TEAM, ["ada", "never there"]) == [card_of(opened)]
    assert await asked(inside, "ada", "kim") == [False, True]
    assert not await inside.value("SELECT count(*) FROM members WHERE place = %(c)s", c=HIDDEN)


async def test_teams_are_read_when_they_are_due_and_not_asked_twice_a_minute(
    inside: Ground,
) -> None:
    rosters, fresh = inside.ports.rosters, timedelta(hours=6)
    assert await rosters.to_read(fresh) == []
    await inside.plan(office())
    assert await rosters.to_read(fresh) == [TEAM]

    await rosters.save(Roster(TEAM, Gap("throttled"), Gap("throttled"), {}))
    assert await rosters.to_read(fresh) == []
    await older(inside, 1)
    assert await rosters.to_read(fresh) == [TEAM], "it was never read"

    await inside.roster("ada")
    await older(inside, 5)
    assert await rosters.to_read(fresh) == []
    await older(inside, 2)
    assert await rosters.to_read(fresh) == [TEAM]


async def test_a_forgotten_roster_is_read_again_and_still_known(inside: Ground) -> None:
    await inside.open(MONDAY, "ada")
    for _ in range(3):
        await inside.ports.rosters.forget(TEAM)

    assert await inside.ports.rosters.to_read(timedelta(hours=6)) == [TEAM]
    assert await asked(inside, "ada", "kim") == [True, False]


async def test_to_forget_a_roster_that_was_never_read_does_not_make_it_known(
    inside: Ground,
) -> None:
    await inside.plan(office())
    await inside.ports.checkins.open(None, MONDAY)
    await inside.ports.rosters.save(Roster(TEAM, Gap("not permitted"), Gap("not permitted"), {}))
    await inside.ports.rosters.forget(TEAM)

    assert await inside.ports.rosters.to_read(timedelta(hours=6)) == [TEAM]
    assert await asked(inside, "ada") == [None], "the channel vouches for who is in it"


async def test_the_staff_are_those_whom_the_office_names(inside: Ground) -> None:
    rosters = inside.ports.rosters
    assert not await rosters.is_staff("pat")
    await inside.plan(office())
    assert not await rosters.is_staff("pat")
    assert await rosters.is_staff("pat@contoso.example")

    await rosters.resolve({"pat@contoso.example": member("pat")})
    assert await rosters.is_staff("pat")
    assert not await rosters.is_staff("ada")


async def test_an_office_without_staff_has_none(inside: Ground) -> None:
    await inside.plan(office().replace(", staff: [pat@contoso.example]", ""))

    assert not await inside.ports.rosters.is_staff("pat")


async def test_names_are_looked_up_until_they_are_known_but_not_all_the_time(
    inside: Ground,
) -> None:
    rosters = inside.ports.rosters
    await inside.plan(office())
    assert await rosters.unresolved() == ["ada@contoso.example", "pat@contoso.example"]

    gap = Gap("There is nobody of this name.")
    await rosters.resolve({"ada@contoso.example": member("ada"), "pat@contoso.example": gap})
    assert await rosters.unresolved() == []
    await inside.database.run("UPDATE named_people SET asked_at = now() - interval '11 minutes'")
    assert await rosters.unresolved() == ["pat@contoso.example"]


async def test_who_is_asked_sees_the_open_rounds_that_wait_for_them(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada", "kim")
    rosters, answers = inside.ports.rosters, inside.ports.answers
    await answers.keep(opened.round_id, "ada", "n" * 8, answer(), "Saved.", MONDAY)

    told = {who: await rosters.asked(who, MONDAY) for who in ("ada", "kim", "grace")}
    assert [(each.project, each.answered) for each in told["ada"]] == [("Apollo", True)]
    assert [each.answered for each in told["kim"]] == [False]
    assert told["grace"] == []
    assert await rosters.asked("kim", MONDAY + DAY) == []
    await rosters.away("kim", "Kim", date(2026, 11, 16))
    assert await rosters.asked("kim", MONDAY) == []


async def test_to_be_away_changes_the_cards_that_count_this_person(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada", "kim")
    rosters = inside.ports.rosters

    assert await rosters.away("kim", "Kim", date(2026, 12, 1)) == [opened.round_id]
    assert await rosters.away("kim", "Kim", None) == [opened.round_id]
    assert await rosters.away("grace", "Grace", None) == []


async def test_teams_that_share_people_are_saved_at_the_same_time(inside: Ground) -> None:
    await inside.plan(office())
    crowd = [f"p{number}" for number in range(60)]
    teams = [Roster(f"t{n}", members(*crowd[n:], *crowd[:n]), (), {}) for n in range(8)]
    await asyncio.gather(*map(inside.ports.rosters.save, teams))

    assert await inside.value("SELECT count(*) FROM people") == 60
    assert await inside.value("SELECT count(*) FROM members") == 480


async def test_the_same_person_or_channel_told_twice_is_one(inside: Ground) -> None:
    await inside.plan(office())
    twice = Roster(TEAM, members("ada", "ada"), PRIVATE + PRIVATE, {})
    await inside.ports.rosters.save(twice)

    assert await inside.value("SELECT count(*) FROM members") == 1
    assert await inside.value("SELECT count(*) FROM channels") == 2
