"""A channel has one open retro, whoever opens it and however often; its project counts them."""

import asyncio
from dataclasses import replace

import pytest

from core.errors import NotFound
from core.facts import Gap
from core.people.rosters import Roster
from core.retros.model import Phase
from store.database import Database
from tests.ground import CHANNEL, DAY, TEAM, Ground, ground, member
from tests.store.retros import FRIDAY, HERS, OFFICE, SERIES, begin, until

OTHER = "19:other@thread.tacv2"


async def test_a_retro_that_is_started_in_the_channel_is_the_projects(inside: Ground) -> None:
    begun = await begin(inside)
    retro = (await inside.ports.retros.chair(begun.retro_id, "kim")).retro

    assert (begun.series, begun.project, begun.new, begun.waits) == ("", "Apollo", True, False)
    assert (retro.number, retro.project_id, retro.team_id) == (1, "apollo", TEAM)
    assert (retro.format.id, retro.votes, retro.time_zone) == (
        "start-stop-continue",
        retro.format.votes,
        "America/Chicago",
    )
    assert (retro.phase, retro.opened_at, retro.closed_at) == (Phase.WRITE, FRIDAY, None)
    assert retro.moved_on_by == ("kim", "ada"), "who started it, and the project's owner"
    assert len(await inside.jobs("deliver")) == 1
    assert await inside.ports.retros.in_channel(CHANNEL) == begun.retro_id


@pytest.mark.parametrize(
    ("asked_for", "format_", "votes"), [(None, "4ls", 2), ("4ls", "4ls", 2), ("swot", "swot", None)]
)
async def test_the_office_file_tells_format_and_votes_unless_another_one_is_asked_for(
    inside: Ground, asked_for: str | None, format_: str, votes: int | None
) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    wanted = inside.ports.formats[asked_for] if asked_for else None
    begun = await inside.ports.retros.start(CHANNEL, wanted, "kim", FRIDAY)
    retro = (await inside.ports.retros.chair(begun.retro_id, "kim")).retro

    assert (retro.format.id, retro.votes) == (format_, votes or retro.format.votes)


async def test_a_channel_of_no_project_has_no_retro(inside: Ground) -> None:
    await inside.plan(OFFICE, FRIDAY)
    with pytest.raises(NotFound, match="No project has this channel"):
        await inside.ports.retros.start(OTHER, None, "kim", FRIDAY)
    assert await inside.ports.retros.in_channel(OTHER) is None


async def test_of_many_who_start_one_at_once_on_two_servers_one_does(
    inside: Ground, database_url: str
) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    await inside.meet()
    async with Database(database_url) as another, ground(another) as two:
        both = [inside.ports.retros, two.ports.retros]
        starts = [each.start(CHANNEL, None, f"p{n}", FRIDAY) for n in range(6) for each in both]
        opens = [each.open(["look-back"], FRIDAY) for each in both]
        told = [*await asyncio.gather(*starts)]
        told += [begun for (begun,), _ in await asyncio.gather(*opens)]

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
            begun = await asyncio.gather(
                *(
                    server.ports.retros.start(channel, None, "kim", FRIDAY)
                    for channel in channels
                    for server in (inside, two)
                )
            )
            for retro_id in {each.retro_id for each in begun}:
                assert await inside.ports.retros.close(retro_id, FRIDAY)
    found = await inside.database.all(
        dict, "SELECT project_id, array_agg(number ORDER BY number) AS all FROM retros GROUP BY 1"
    )
    assert [each["all"] for each in found] == [[1, 2, 3]] * 4


async def test_opening_by_the_office_files_ids_is_all_or_nothing(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    retros = inside.ports.retros
    assert await retros.open(["look-back", "elsewhere"], FRIDAY) == ([], ["elsewhere"])
    assert await retros.open_retros(None) == []

    ((begun,), unknown) = await retros.open(None, FRIDAY)
    assert (begun.series, begun.new, begun.waits, unknown) == ("look-back", True, True, [])
    ((again,), _) = await retros.open(["look-back"], FRIDAY)
    assert again == replace(begun, new=False)
    assert await inside.jobs("deliver") == [], "it waits until its team has met us"
    assert await retros.open_retros(["look-back"]) == [begun.retro_id]
    assert await retros.open_retros(["elsewhere"]) == []
    assert await retros.latest("look-back") == begun.retro_id

    await inside.meet()
    assert await inside.ports.deliveries.release(CHANNEL, TEAM) == 1
    assert len(await inside.jobs("deliver")) == 1


async def test_the_next_one_has_the_next_number_and_is_the_latest(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, FRIDAY)
    retros = inside.ports.retros
    ((first,), _) = await retros.open(["look-back"], FRIDAY)
    await retros.close(first.retro_id, FRIDAY)
    ((second,), _) = await retros.open(["look-back"], FRIDAY)

    assert (await retros.chair(second.retro_id, "x")).retro.number == 2
    assert await retros.latest("look-back") == second.retro_id
    assert await retros.latest("elsewhere") is None


async def test_a_format_that_was_removed_does_not_stop_a_retro(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES.replace("4ls", "gone"), FRIDAY)
    ((begun,), _) = await inside.ports.retros.open(None, FRIDAY)

    retro = (await inside.ports.retros.chair(begun.retro_id, "x")).retro
    assert retro.format.id == "start-stop-continue"


async def test_a_retro_keeps_its_format_when_the_content_changes(inside: Ground) -> None:
    begun = await begin(inside)
    before = (await inside.ports.retros.chair(begun.retro_id, "kim")).retro.format
    await inside.plan(OFFICE + SERIES, FRIDAY)

    after = (await inside.ports.retros.chair(begun.retro_id, "kim")).retro
    assert after.format == before == inside.ports.formats["start-stop-continue"]


async def test_who_sits_there_and_what_they_may_do(inside: Ground) -> None:
    begun = await begin(inside)
    guests = (member("ada"), member("kim"), member("gast", guest=True))
    await inside.ports.rosters.save(Roster(TEAM, guests, (), {}))
    await inside.ports.rosters.away("kim", "Kim", (FRIDAY + DAY).date())
    chairs = {who: await inside.ports.retros.chair(begun.retro_id, who) for who in
              ("ada", "kim", "gast", "eve", "pat")}  # fmt: skip

    members = {who: chair.member for who, chair in chairs.items()}
    assert members == {"ada": True, "kim": True, "gast": False, "eve": False, "pat": False}
    assert [who for who, chair in chairs.items() if chair.staff] == ["pat"]
    assert chairs["ada"].retro.expected == 2, "who is away takes part all the same"
    assert chairs["ada"].people == (), "not needed while notes are written"

    await until(inside, begun.retro_id, Phase.ACTIONS)
    chair = await inside.ports.retros.chair(begun.retro_id, "ada")
    assert chair.people == (("ada", "Ada"), ("kim", "Kim"))


async def test_without_a_roster_nobody_knows_who_is_a_member(inside: Ground) -> None:
    await inside.plan(OFFICE, FRIDAY)
    begun = await inside.ports.retros.start(CHANNEL, None, "kim", FRIDAY)
    chair = await inside.ports.retros.chair(begun.retro_id, "kim")

    assert chair.member is None
    assert chair.retro.expected == Gap("the roster was not read yet")
    assert chair.retro.moved_on_by == ("kim", HERS), "nobody has looked the owner up yet"
    assert await inside.ports.rosters.to_read(DAY) == [TEAM], "so the team's is read next"
    assert await inside.ports.rosters.own_channels([TEAM]) == [CHANNEL]


async def test_an_owner_of_the_team_is_one_whom_the_newest_whole_audit_saw(inside: Ground) -> None:
    begun = await begin(inside)

    async def audited(number: int, owners: list[str] | None, whole: bool = True) -> None:
        run = {
            "id": f"run{number}",
            "number": number,
            "owners": owners,
            "whole": whole,
            "team": TEAM,
        }
        await inside.database.run(
            """
            INSERT INTO audit_runs (id, audit, state, number, whole, standards, started_at,
                finished_at, teams, teams_read, complete, http_requests, graph_requests, throttled,
                counts)
            VALUES (%(id)s, '', 'done', %(number)s, %(whole)s, '{}', now(), now(), 1, 1, 1, 1, 1, 0,
                '{}')
            """,
            run,
        )
        await inside.database.run(
            "INSERT INTO audit_teams VALUES (%(number)s, %(team)s, 'A', %(owners)s)", run
        )

    async def owns(who: str) -> bool:
        return (await inside.ports.retros.chair(begun.retro_id, who)).owns_team

    assert not await owns("grace"), "nobody looked yet"
    await audited(1, ["grace"])
    assert (await owns("grace"), await owns("kim")) == (True, False)
    await audited(2, ["kim"], whole=False)
    assert (await owns("grace"), await owns("kim")) == (True, False)
    await audited(3, ["kim"])
    assert (await owns("grace"), await owns("kim")) == (False, True)
    await audited(4, None)
    assert not await owns("kim"), "it could not be read"


async def test_a_retro_that_is_not_there_is_not_found(inside: Ground) -> None:
    retros = inside.ports.retros
    for press in (
        retros.chair("nowhere", "kim"),
        retros.board("nowhere", FRIDAY),
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
