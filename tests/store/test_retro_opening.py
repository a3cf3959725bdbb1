"""A channel has one open retro, whoever opens it and however often; its project counts them."""

import asyncio
from dataclasses import replace

import pytest

from core.errors import NotFound
from core.facts import Gap
from core.people.model import Person
from core.people.roles import Role
from core.people.rosters import Roster
from core.posting.deliveries import Cause, State
from core.retros.model import Phase
from store.database import Database
from tests.ground import CHANNEL, DAY, TEAM, Ground, ground, member
from tests.standards.tenants import team
from tests.store.cards import delivery
from tests.store.findings import done
from tests.store.parts import part, those
from tests.store.retros import FRIDAY, HERS, OFFICE, SERIES, begin, card

OTHER = "19:other@thread.tacv2"


async def test_a_retro_that_is_started_in_the_channel_is_the_projects(inside: Ground) -> None:
    started = await begin(inside)
    retro = await inside.ports.retros.retros.get(started.retro_id)

    assert (started.series, started.project, started.new, started.waits) == (
        "",
        "Apollo",
        True,
        False,
    )
    assert (retro.number, retro.project_id, retro.team_id) == (1, "apollo", TEAM)
    assert (retro.format.id, retro.votes, retro.time_zone) == (
        "start-stop-continue",
        retro.format.votes,
        "America/Chicago",
    )
    assert (retro.phase, retro.opened_at, retro.closed_at) == (Phase.WRITE, FRIDAY, None)
    subject, people = card(started.retro_id), ("ada", "grace", "kim")
    assert await those(inside, subject, Role.STARTER, *people) == ["kim"]
    assert await those(inside, subject, Role.PROJECT_OWNER, *people) == ["ada"]
    assert len(await inside.jobs("deliver")) == 1
    assert await inside.ports.retros.retros.in_channel(CHANNEL) == started.retro_id


@pytest.mark.parametrize(
    ("asked_for", "format_", "votes"), [(None, "4ls", 2), ("4ls", "4ls", 2), ("swot", "swot", None)]
)
async def test_the_office_file_tells_format_and_votes_unless_another_one_is_asked_for(
    inside: Ground, asked_for: str | None, format_: str, votes: int | None
) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    wanted = inside.ports.retros.formats[asked_for] if asked_for else None
    started = await inside.ports.retros.retros.start(CHANNEL, wanted, "kim", FRIDAY)
    retro = await inside.ports.retros.retros.get(started.retro_id)

    assert (retro.format.id, retro.votes) == (format_, votes or retro.format.votes)


async def test_a_channel_of_no_project_has_no_retro(inside: Ground) -> None:
    await inside.plan(OFFICE, FRIDAY)
    with pytest.raises(NotFound, match="No project has this channel"):
        await inside.ports.retros.retros.start(OTHER, None, "kim", FRIDAY)
    assert await inside.ports.retros.retros.in_channel(OTHER) is None


async def test_of_many_who_start_one_at_once_on_two_servers_one_does(
    inside: Ground, database_url: str
) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    await inside.meet()
    async with Database(database_url) as another, ground(another) as two:
        both = [inside.ports.retros.retros, two.ports.retros.retros]
        starts = [each.start(CHANNEL, None, f"p{n}", FRIDAY) for n in range(6) for each in both]
        opens = [each.open(["look-back"], FRIDAY) for each in both]
        told = [*await asyncio.gather(*starts)]
        told += [started for (started,), _ in await asyncio.gather(*opens)]

    assert sum(each.new for each in told) == 1
    assert len({each.retro_id for each in told}) == 1
    assert len(await inside.jobs("deliver")) == 1


async def test_retros_of_many_projects_at_once_are_numbered_without_a_gap(
    inside: Ground, database_url: str
) -> None:
    channels = [f"19:c{number}@thread.tacv2" for number in range(4)]
    more = [
        f'  - {{id: p{number}, title: P, team: {TEAM}, channel: "{channel}"}}\n'
        for number, channel in enumerate(channels)
    ]
    await inside.plan(OFFICE + "".join(more), FRIDAY)
    async with Database(database_url) as another, ground(another) as two:
        for _ in range(3):
            started = await asyncio.gather(
                *(
                    server.ports.retros.retros.start(channel, None, "kim", FRIDAY)
                    for channel in channels
                    for server in (inside, two)
                )
            )
            for retro_id in {each.retro_id for each in started}:
                assert await inside.ports.retros.retros.close(retro_id, FRIDAY)
    found = await inside.database.all(
        dict, "SELECT project_id, array_agg(number ORDER BY number) AS all FROM retros GROUP BY 1"
    )
    assert [each["all"] for each in found] == [[1, 2, 3]] * 4


async def test_opening_by_the_office_files_ids_is_all_or_nothing(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    retros = inside.ports.retros.retros
    assert await retros.open(["look-back", "elsewhere"], FRIDAY) == ([], ["elsewhere"])
    assert await retros.open_retros(None) == []

    ((started,), unknown) = await retros.open(None, FRIDAY)
    assert (started.series, started.new, started.waits, unknown) == ("look-back", True, True, [])
    ((again,), _) = await retros.open(["look-back"], FRIDAY)
    assert again == replace(started, new=False)
    assert await inside.jobs("deliver") == [], "it waits until its team has met us"
    assert await retros.open_retros(["look-back"]) == [started.retro_id]
    assert await retros.open_retros(["elsewhere"]) == []
    assert await retros.latest("look-back") == started.retro_id

    await inside.meet()
    assert await inside.ports.posting.deliveries.release(CHANNEL, TEAM) == 1
    assert len(await inside.jobs("deliver")) == 1


async def test_the_next_one_has_the_next_number_and_is_the_latest(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    retros = inside.ports.retros.retros
    ((first,), _) = await retros.open(["look-back"], FRIDAY)
    await retros.close(first.retro_id, FRIDAY)
    ((second,), _) = await retros.open(["look-back"], FRIDAY)

    assert (await retros.get(second.retro_id)).number == 2
    assert await retros.latest("look-back") == second.retro_id
    assert await retros.latest("elsewhere") is None


async def test_a_format_that_was_removed_does_not_stop_a_retro(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES.replace("4ls", "gone"), FRIDAY)
    ((started,), _) = await inside.ports.retros.retros.open(None, FRIDAY)

    retro = await inside.ports.retros.retros.get(started.retro_id)
    assert retro.format.id == "start-stop-continue"


async def test_a_retro_keeps_its_format_when_the_content_changes(inside: Ground) -> None:
    started = await begin(inside)
    before = (await inside.ports.retros.retros.get(started.retro_id)).format
    await inside.plan(OFFICE + SERIES, FRIDAY)

    after = await inside.ports.retros.retros.get(started.retro_id)
    assert after.format == before == inside.ports.retros.formats["start-stop-continue"]


async def test_who_sits_there_and_what_they_may_do(inside: Ground) -> None:
    started = await begin(inside)
    guests = (member("ada"), member("kim"), member("gast", guest=True))
    await inside.ports.people.rosters.save(Roster(TEAM, guests, (), {}, frozenset({"grace"})))
    await inside.ports.people.absences.away("kim", "Kim", (FRIDAY + DAY).date())
    people = ("ada", "kim", "gast", "eve", "pat", "grace")

    async def who(role: Role) -> list[str]:
        return await those(inside, card(started.retro_id), role, *people)

    assert await who(Role.MEMBER) == ["ada", "kim"]
    assert await who(Role.STAFF) == ["pat"]
    assert await who(Role.STARTER) == ["kim"]
    assert await who(Role.PROJECT_OWNER) == ["ada"]
    assert await who(Role.TEAM_OWNER) == ["grace"]
    retro = await inside.ports.retros.retros.get(started.retro_id)
    assert retro.expected == 2, "who is away takes part all the same"
    taking_part = await inside.ports.retros.retros.people(started.retro_id)
    assert taking_part == [Person("ada", "Ada"), Person("kim", "Kim")]


async def test_a_retro_that_came_due_has_no_starter(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    ((started,), _) = await inside.ports.retros.retros.open(None, FRIDAY)

    assert await those(inside, card(started.retro_id), Role.STARTER, "kim", "") == []


async def test_without_a_roster_nobody_knows_who_is_a_member(inside: Ground) -> None:
    await inside.plan(OFFICE, FRIDAY)
    started = await inside.ports.retros.retros.start(CHANNEL, None, "kim", FRIDAY)
    kim = await part(inside, card(started.retro_id), "kim")

    assert (kim.roster_known, kim.guest) == (False, False)
    assert kim.roles == {Role.STARTER}
    assert (kim.channel_id, kim.team_id) == (CHANNEL, TEAM)
    retro = await inside.ports.retros.retros.get(started.retro_id)
    assert retro.expected == Gap("the roster was not read yet")
    owners = await those(inside, card(started.retro_id), Role.PROJECT_OWNER, "kim", HERS)
    assert owners == [HERS], "nobody has looked the owner up yet"
    assert await inside.ports.people.rosters.to_read(DAY) == [TEAM], "so the team's is read next"
    assert await inside.ports.people.rosters.own_channels([TEAM]) == [CHANNEL]
    await inside.meet()
    kim = await part(inside, card(started.retro_id), "kim")
    assert kim.roles == {Role.STARTER, Role.PERHAPS_OWNER}, "of a team that has met us"


async def test_an_owner_of_the_team_is_one_whom_the_newest_reading_saw(inside: Ground) -> None:
    """Whether an audit read the team, or its roster was read."""
    started = await begin(inside)
    keep, subject = inside.ports.standards.runs.keep, card(started.retro_id)

    async def audited(number: int, owners: list[str] | str, whole: bool = True) -> None:
        await keep(
            done(f"run{number}", at=FRIDAY + number * DAY, whole=whole),
            [team(TEAM, owners=owners)],
        )

    async def owners() -> list[str]:
        return await those(inside, subject, Role.TEAM_OWNER, "grace", "kim")

    assert await owners() == [], "nobody looked yet"
    assert await those(inside, subject, Role.PERHAPS_OWNER, "grace", "kim") == ["grace", "kim"]
    await audited(1, ["grace"])
    assert await owners() == ["grace"]
    assert await those(inside, subject, Role.PERHAPS_OWNER, "grace", "kim") == []
    await inside.roster("ada", "grace", "kim", owners=["kim"])
    assert await owners() == ["kim"]
    await audited(2, ["grace"], whole=False)
    assert await owners() == ["grace"], "one that somebody asked for has read it too"
    await keep(done("other", at=FRIDAY + 3 * DAY), [team("another", owners=["kim"])])
    assert await owners() == ["grace"]
    await audited(4, "it could not be read")
    assert await owners() == ["grace"], "what is known stays"


async def test_a_retro_that_is_not_there_is_not_found(inside: Ground) -> None:
    retros = inside.ports.retros.retros
    for press in (
        retros.get("nowhere"),
        retros.board("nowhere"),
        retros.whole("nowhere"),
        retros.move_on("nowhere", Phase.WRITE, FRIDAY),
        retros.close("nowhere", FRIDAY),
        retros.add_note("nowhere", "n" * 8, "start", "x"),
        retros.vote("nowhere", "kim", "n" * 8, [], {}),
        retros.add_action("nowhere", "n" * 8, "x", None, None, FRIDAY.date()),
        retros.close_action("nowhere", "nowhere", FRIDAY.date()),
    ):
        with pytest.raises(NotFound):
            await press
    assert await retros.ballot("nowhere", "kim") == {}
    assert await inside.ports.people.parts.of("retro", "nowhere", "kim") is None


@pytest.mark.parametrize("arrived", [False, True])
async def test_one_whose_card_could_not_be_sent_follows_its_project_to_another_channel(
    inside: Ground, arrived: bool
) -> None:
    """Staff are told to give the project another one where its channel is gone."""
    started = await begin(inside)
    number = await delivery(inside, card(started.retro_id))
    deliveries = inside.ports.posting.deliveries
    await deliveries.claim(number)
    if arrived:
        await deliveries.sent(number, "activity", ())
    else:
        await deliveries.failed(number, "Teams says no.", Cause.GONE)
    await inside.plan(OFFICE.replace(CHANNEL, OTHER), FRIDAY)

    where = CHANNEL if arrived else OTHER
    sent = await deliveries.get(number)
    assert sent
    assert (sent.conversation_id, sent.state) == (where, State.SENT if arrived else State.QUEUED)
    assert (await part(inside, card(started.retro_id), "ada")).channel_id == where
    assert await inside.ports.retros.retros.in_channel(where) == started.retro_id


async def test_where_a_retro_is_on_already_no_other_moves_to(inside: Ground) -> None:
    started = await begin(inside)
    number = await delivery(inside, card(started.retro_id))
    await inside.ports.posting.deliveries.claim(number)
    await inside.ports.posting.deliveries.failed(number, "Teams says no.", Cause.GONE)
    both = OFFICE + f"  - {{id: gemini, title: Gemini, team: {TEAM}, channel: '{OTHER}'}}\n"
    await inside.plan(both, FRIDAY)
    there = await inside.ports.retros.retros.start(OTHER, None, "kim", FRIDAY)
    await inside.plan(OFFICE.replace(CHANNEL, OTHER), FRIDAY)

    assert await inside.ports.retros.retros.in_channel(OTHER) == there.retro_id
    assert await inside.ports.retros.retros.in_channel(CHANNEL) == started.retro_id
