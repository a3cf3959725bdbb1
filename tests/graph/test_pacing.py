"""How fast questions leave, and in what company."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import cycle
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NotRead
from graph.people.directory import Directory
from graph.wire.asks import Ask, Kind
from graph.wire.batch import envelopes, read_many
from graph.wire.book import LEAST_LATE
from graph.wire.client import GraphClient
from graph.wire.pacer import Leave, Pacer
from graph.wire.quotas import ONE_TEAM_PER_SECOND, QUOTAS, Bucket
from graph.wire.reasons import PERMISSIONS
from tests.graph.conftest import token
from tests.graph.server import Graph, Reply, refusal
from tests.graph.watch import Watch

SETTLING = 0.2  # until it is known how fast answers are


def most_in_a_second(times: list[float]) -> int:
    return max(sum(at <= other < at + 1 for other in times) for at in times)


def asks(kind: Kind, *teams: str) -> list[Ask]:
    return [Ask(kind, "/", team) for team in teams]


async def arrived(
    pacer: Pacer, watch: Watch, latencies: Iterable[float], questions: Sequence[Sequence[Ask]]
) -> list[tuple[float, Ask]]:
    """When each question was there, if the way there is all that an answer takes."""
    seen: list[tuple[float, Ask]] = []
    waiting: list[tuple[float, Leave]] = []

    async def answer(until: float) -> None:
        for at, leave in sorted(waiting, key=itemgetter(0)):
            if at <= until:
                now, watch.now = watch.now, at
                await pacer.answered(leave)
                watch.now = now
                waiting.remove((at, leave))

    watch.meanwhile = answer
    for latency, together in zip(latencies, questions, strict=False):
        leave = await pacer.leave(together)
        assert leave
        waiting.append((watch.now + latency, leave))
        seen += [(watch.now + latency, ask) for ask in together]
    return seen


@pytest.mark.parametrize(("kind", "most"), [(Kind.TEAM, 30), (Kind.CHANNELS, 60), (Kind.TABS, 30)])
async def test_no_second_sees_more_questions_than_the_row_allows(kind: Kind, most: int) -> None:
    watch = Watch()
    sizes = [1 + number * 7 % 15 for number in range(60)]
    questions = [asks(kind, *(f"{at}-{n}" for n in range(size))) for at, size in enumerate(sizes)]

    seen = await arrived(Pacer(watch, watch.sleep), watch, cycle([0.05]), questions)

    assert most_in_a_second([at for at, _ in seen]) <= most
    assert watch.now < len(seen) / most * 1.4


async def test_full_envelopes_leave_at_nearly_the_limit_itself() -> None:
    watch = Watch()
    questions = [asks(Kind.TEAM, *(f"{at}-{n}" for n in range(15))) for at in range(60)]

    seen = await arrived(Pacer(watch, watch.sleep), watch, cycle([0.05]), questions)

    assert most_in_a_second([at for at, _ in seen]) <= 30
    assert watch.now <= 29 * (1 + LEAST_LATE) + SETTLING


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(0.02, 0.2), min_size=20, max_size=60))
async def test_requests_that_are_held_up_on_their_way_do_not_bunch(late: list[float]) -> None:
    watch = Watch()
    questions = [asks(Kind.TEAM, *(f"{at}-{n}" for n in range(15))) for at in range(60)]

    seen = await arrived(Pacer(watch, watch.sleep), watch, [0.02, *late], questions)

    assert most_in_a_second([at for at, _ in seen]) <= 30


async def test_no_second_sees_more_than_four_questions_to_one_team_of_all_kinds() -> None:
    watch = Watch()
    kinds = cycle([Kind.TEAM, Kind.CHANNELS, Kind.CHANNEL_MEMBERS])
    questions = [
        asks(kind, "apollo", f"other-{n}") for n, kind in zip(range(21), kinds, strict=False)
    ]

    seen = await arrived(Pacer(watch, watch.sleep), watch, cycle([0.05]), questions)

    own = [at for at, ask in seen if ask.team == "apollo"]
    assert most_in_a_second(own) == ONE_TEAM_PER_SECOND
    assert 5 <= watch.now <= 5 * (1 + LEAST_LATE) + SETTLING


async def test_entra_is_asked_for_no_more_units_than_it_gives_its_smallest_tenants() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    for number in range(300):
        await pacer.leave(asks(Kind.GROUP_MEMBERS, *(f"{number}-{n}" for n in range(20))))

    assert 3_500 + watch.now * 350 >= 300 * 40
    assert watch.now < 300 * 40 / 350


async def test_apps_and_tabs_share_a_row_and_settings_of_teams_have_their_own() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)

    for kind in (Kind.INSTALLED_APPS, Kind.TABS, Kind.TEAM):
        await pacer.leave(asks(kind, *(f"{kind} {n}" for n in range(15))))
        assert watch.now == 0
    await pacer.leave(asks(Kind.TABS, "one more"))

    assert watch.now >= 1


async def test_a_report_is_asked_for_fourteen_times_in_ten_minutes() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    for _ in range(14):
        await pacer.leave(asks(Kind.ACTIVITY, ""))
    assert watch.now == 0

    with pytest.raises(NotRead, match="asked us to wait"):
        await pacer.leave(asks(Kind.ACTIVITY, ""), longest=60)
    assert watch.now == 0, "who has no time does not wait"
    await pacer.leave(asks(Kind.ACTIVITY, ""))
    assert 600 <= watch.now <= 601


async def test_plans_do_not_count_for_a_team() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)

    for _ in range(2 * ONE_TEAM_PER_SECOND):
        await pacer.leave(asks(Kind.PLANS, "apollo"))

    assert watch.now == 0


async def test_nothing_of_a_bucket_leaves_while_graph_asked_us_to_wait() -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    await pacer.close(Bucket.TEAM, 7)
    await pacer.close(Bucket.TEAM, 3)

    await pacer.opened(Bucket.CHANNELS, 0)
    assert await pacer.leave(asks(Kind.CHANNELS, "apollo"))
    assert not await pacer.leave(asks(Kind.TEAM, "apollo"))
    assert watch.now == 0
    with pytest.raises(NotRead, match="asked us to wait"):
        await pacer.opened(Bucket.TEAM, 6)
    await pacer.opened(Bucket.TEAM, 8)
    assert watch.now == 7


@pytest.mark.parametrize(("refused", "held"), [(1, False), (15, True)])
async def test_a_limit_that_is_used_up_holds_everybody_back_and_one_team_only_itself(
    graph: Graph, refused: int, held: bool
) -> None:
    closed: set[bool] = set()

    async def look(_: float) -> None:
        closed.add(pacer._own.closed_for(Bucket.TEAM, watch.now) > 0)

    watch = Watch(meanwhile=look)
    for number in range(15):
        busy = [refusal(429, Retry_After="0.4")] if number < refused else []
        graph.on(f"/teams/{number}", *busy, Reply({"id": str(number)}))
    pacer = Pacer(watch, watch.sleep)

    async with GraphClient(graph.url, token, pacer=pacer) as client:
        wanted = [Ask(Kind.TEAM, f"/teams/{number}", str(number)) for number in range(15)]
        answers = await read_many(client, wanted)

    assert answers == [{"id": str(number)} for number in range(15)]
    assert watch.now >= 0.4
    assert (True in closed) is held


async def test_a_whole_request_that_is_throttled_waits_and_with_it_what_is_counted_together(
    graph: Graph,
) -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    graph.on("/groups", refusal(429, Retry_After="7.5"), Reply({"value": []}))

    async with GraphClient(graph.url, token, pacer=pacer) as client:
        await client.read(Ask(Kind.GROUPS, "/groups"))

    assert (watch.now, client.counts.throttled) == (7.5, 1)


def test_an_envelope_has_one_bucket_and_no_team_twice() -> None:
    packing = [Ask(Kind.CHANNEL_MEMBERS, str(each), f"team-{each % 7}") for each in range(70)]
    packing += [Ask(Kind.GROUP_MEMBERS, str(each), f"team-{each}") for each in range(45)]
    packing += [Ask(Kind.USER, str(each)) for each in range(20)]

    packed = envelopes(packing)

    assert sorted(place for envelope in packed for place in envelope) == list(range(len(packing)))
    for envelope in packed:
        assert len({QUOTAS[packing[place].kind].bucket for place in envelope}) == 1
        teams = Counter(packing[place].team for place in envelope if packing[place].team)
        assert set(teams.values()) <= {1}
        assert len(envelope) <= 20


async def test_forty_teams_are_a_handful_of_requests(
    graph: Graph, client: GraphClient, directory: Directory
) -> None:
    teams = [f"team-{number}" for number in range(40)]
    for team in teams:
        graph.team(team)

    rosters = await directory.rosters(teams, [])

    assert [roster.team_id for roster in rosters] == teams
    assert all(roster.members == roster.channels == () for roster in rosters)
    assert client.counts.http_requests == len(graph.envelopes) == 3 * 2
    assert client.counts.questions == 120


def test_every_kind_of_read_has_its_limits_and_its_permission() -> None:
    assert set(QUOTAS) == set(PERMISSIONS) == set(Kind)
