"""The client against a Graph, a proxy or a network that misbehaves."""

import socket
from collections.abc import Sequence
from email.utils import formatdate

import pytest

from core.errors import NotRead, SetupError
from core.facts import Gap
from core.posting.deliveries import Unfound
from graph.people.directory import Directory
from graph.wire import reasons
from graph.wire.asks import Ask, Kind
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.pages import pages
from graph.wire.quotas import ENVELOPES_AT_ONCE
from graph.wire.waiting import BUSY, MINUTE, PASSING, delay
from tests.graph import server
from tests.graph.company import EVERYTHING, account, company, group, read, user
from tests.graph.conftest import token
from tests.graph.server import Graph, Reply, many, refusal
from tests.graph.watch import Watch

PERSON = {"id": "ada", "displayName": "Ada"}
ASK = Ask(Kind.CHANNELS, "/teams/apollo/channels", "apollo", {"Prefer": "this"})


async def test_a_read_carries_the_token_our_headers_and_a_low_priority(
    graph: Graph, client: GraphClient
) -> None:
    graph.on(ASK.path, many("one"))

    assert await client.read(ASK) == {"value": ["one"]}

    headers = graph.requests[0].headers
    assert headers["Authorization"] == "Bearer secret-token"
    assert headers["Prefer"] == "this"
    assert headers["x-ms-throttle-priority"] == "low"


@pytest.mark.parametrize("status", sorted(PASSING))
async def test_what_passes_is_asked_again(graph: Graph, client: GraphClient, status: int) -> None:
    graph.on(ASK.path, refusal(status, Retry_After="0.02"), many("one"))

    assert await client.read(ASK) == {"value": ["one"]}
    assert (client.counts.http_requests, client.counts.throttled) == (2, status in BUSY)


@pytest.mark.parametrize("status", sorted(PASSING))
async def test_a_part_that_passes_is_asked_again_and_its_neighbour_is_not(
    graph: Graph, directory: Directory, status: int
) -> None:
    graph.on("/users/ada", refusal(status, Retry_After="1.5"), refusal(status), Reply(PERSON))
    graph.on("/users/bob", Reply({**PERSON, "id": "bob"}))

    found = await directory.people(["ada", "bob"])

    assert {name: getattr(each, "id", each) for name, each in found.items()} == {
        "ada": "ada",
        "bob": "bob",
    }
    assert (graph.times("/users/ada"), graph.times("/users/bob")) == (3, 1)


@pytest.mark.parametrize(
    ("teams", "waited", "seen"),
    [((), 120 + 3000, "Ada"), (("apollo",), 0, Gap(reasons.BUSY))],
    ids=["all teams", "one, for which somebody waits"],
)
async def test_an_audit_of_all_teams_waits_as_long_as_it_is_told_and_that_of_one_says_why_not(
    graph: Graph, teams: tuple[str, ...], waited: float, seen: object
) -> None:
    watch = Watch()
    company(graph, group("apollo"), people=[account("ada")])
    busy = [refusal(429, Retry_After="120"), refusal(503, Retry_After="3000")]
    graph.on("/groups/apollo/members", *busy, many(user("ada")))

    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        [team] = (await read(client, EVERYTHING, *teams)).tenant.teams

    members = team.members if isinstance(team.members, Gap) else team.members[0].name
    assert (members, watch.now) == (seen, waited)


async def test_even_a_night_s_audit_waits_no_longer_than_an_hour_in_all(graph: Graph) -> None:
    watch = Watch()
    company(graph, group("apollo"), people=[account("ada")])
    graph.on("/groups/apollo/members", refusal(503, Retry_After="1000"))

    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        [team] = (await read(client)).tenant.teams

    assert team.members == Gap(reasons.BUSY)
    assert watch.now == 3000 + MINUTE


async def test_a_team_that_always_fails_costs_a_night_s_audit_seconds(graph: Graph) -> None:
    watch = Watch()
    company(graph, group("apollo"), people=[account("ada")])
    graph.on("/groups/apollo/members", refusal(500))
    graph.on("/teams/apollo/channels", refusal(429))

    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        [team] = (await read(client)).tenant.teams

    assert isinstance(team.members, Gap)
    assert team.channels == Gap(reasons.BUSY)
    assert watch.now <= MINUTE + 2 * 2 * (1 + 2 + 4), "twice each, a minute apart"


async def test_what_all_have_to_wait_for_is_not_waited_for_by_who_has_no_time(
    graph: Graph,
) -> None:
    watch = Watch()
    graph.on("/users/ada", refusal(429, Retry_After="120"), Reply(PERSON))

    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        for person in ("ada", "bob"):
            with pytest.raises(NotRead, match="asked us to wait"):
                await client.read(Ask(Kind.USER, f"/users/{person}"))
        assert (graph.times("/users/bob"), watch.now) == (0, 0)
        watch.now = 120
        assert await client.read(Ask(Kind.USER, "/users/ada")) == PERSON


async def test_a_connection_that_breaks_is_made_again(graph: Graph, client: GraphClient) -> None:
    graph.on(ASK.path, Reply(dropped=True), many("one"))

    assert await client.read(ASK) == {"value": ["one"]}


@pytest.mark.parametrize(
    ("reply", "says", "requests"),
    [
        (refusal(401), reasons.SIGN_IN_REFUSED, 1),
        (refusal(403), "not permitted, needs Channel.ReadBasic.All", 1),
        (refusal(404), "not there any more", 1),
        (refusal(500), "Microsoft Graph failed with error 500; try again later", 3),
        (refusal(501), "Microsoft Graph failed with error 501; try again later", 1),
        (refusal(408), reasons.TOO_SLOW, 3),
        (refusal(409), reasons.CHANGING, 3),
        (refusal(509), reasons.BUSY, 3),
        (
            refusal(400),
            "Microsoft Graph refused the question with error 400; check the id",
            1,
        ),
        (refusal(429, Retry_After="0.01"), reasons.BUSY, 3),
        (Reply(raw=b"<html>Welcome</html>"), reasons.GARBLED, 1),
        (Reply(raw=b"<html>No</html>", status=502, headers={"Content-Type": "text/html"}),
         "Microsoft Graph failed with error 502; try again later", 3),
        (Reply(raw=b""), reasons.GARBLED, 1),
        (Reply(raw=b"[" * 100_000), reasons.GARBLED, 1),
        (Reply(raw=b'{"value": ["cut of'), reasons.GARBLED, 1),
        (Reply(raw=b"x", headers={"Content-Encoding": "gzip"}), reasons.GARBLED, 1),
        (Reply(raw=b"", status=302, headers={"Location": "http://127.0.0.1:1/"}),
         reasons.GARBLED, 1),
        (Reply(dropped=True), reasons.BROKEN, 3),
        (Reply(hanging=True), reasons.TOO_SLOW, 1),
        (Reply(dripping=True), reasons.TOO_SLOW, 1),
        (refusal(401, WWW_Authenticate='Bearer realm="", claims="e30="'),
         reasons.SIGN_IN_REFUSED, 1),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_says_why(
    graph: Graph, client: GraphClient, reply: Reply, says: str, requests: int
) -> None:
    graph.on(ASK.path, reply)

    with pytest.raises(NotRead) as caught:
        await client.read(ASK)

    assert caught.value.says == says
    assert len(graph.requests) == requests


async def test_a_next_page_elsewhere_is_refused_and_the_token_stays_here(
    graph: Graph, client: GraphClient
) -> None:
    async with server.serving() as stranger:
        trap = stranger.url.removeprefix("http://")
        for link in (stranger.url, f"http://127.0.0.1:80@{trap}", "//[", "http://127.0.0.1:x/"):
            with pytest.raises(NotRead, match="another host"):
                await client.read(ASK, link)
    assert stranger.requests == graph.requests == []


async def test_pages_that_never_end_are_given_up(graph: Graph, client: GraphClient) -> None:
    links = [f"{graph.url}{ASK.path}?$skiptoken={number}" for number in range(9)]
    graph.on(ASK.path, *[many({"id": link}, link=link) for link in links])

    with pytest.raises(NotRead, match="did not end"):
        assert [page async for page in pages(client, ASK, most=3)]
    assert len(graph.requests) == 3


async def everything(directory: Directory) -> Sequence[object]:
    """What a directory says about two teams, a person and a card."""
    apollo, gemini = await directory.rosters(["apollo", "gemini"], ["19:secret"])
    people = await directory.people(["ada"])
    card = await directory.find_card("apollo", "19:general", "round-1")
    return [apollo.members, apollo.channels, gemini.members, gemini.channels, people["ada"], card]


def gap_everywhere(reason: str) -> Sequence[object]:
    """The same, where nothing could be read."""
    return [*[Gap(reason)] * 5, Unfound.NOT_READ]


async def test_a_graph_that_is_away_is_a_gap_everywhere_at_once() -> None:
    with socket.socket() as taken:  # bound but not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1.0"
        async with GraphClient(url, token) as client:
            assert await everything(Directory(client)) == gap_everywhere(reasons.UNREACHABLE)


async def test_a_refused_sign_in_is_a_gap_everywhere(graph: Graph, client: GraphClient) -> None:
    graph.on("/$batch", refusal(401, "InvalidAuthenticationToken"))
    graph.on("/teams/apollo/channels/19:general/messages", refusal(401))

    assert await everything(Directory(client)) == gap_everywhere(reasons.SIGN_IN_REFUSED)


async def test_after_a_refused_sign_in_nothing_else_is_asked(
    graph: Graph, client: GraphClient, directory: Directory
) -> None:
    graph.on("/$batch", refusal(401))

    people = await directory.people([f"person-{number}" for number in range(400)])

    assert set(people.values()) == {Gap(reasons.SIGN_IN_REFUSED)}
    assert client.counts.http_requests <= ENVELOPES_AT_ONCE


async def test_no_token_means_no_request_and_the_reason_of_the_sign_in(graph: Graph) -> None:
    async def none() -> str:
        raise SetupError("the certificate has run out; put a new one in place")

    async with GraphClient(graph.url, none) as client:
        gaps = await everything(Directory(client))

    assert gaps == gap_everywhere(
        "not signed in: the certificate has run out; put a new one in place"
    )
    assert graph.requests == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(raw=b"<html></html>"),
        Reply(raw=b""),
        Reply({"responses": None}),
        Reply({"responses": ["no"]}),
    ],
)
async def test_a_batch_that_makes_no_sense_is_a_gap_for_its_parts(
    graph: Graph, directory: Directory, reply: Reply
) -> None:
    graph.on("/$batch", reply)

    [roster] = await directory.rosters(["apollo"], [])

    assert roster.members == roster.channels == Gap(reasons.GARBLED)


async def test_a_batch_is_asked_again_as_a_whole_when_its_envelope_was_throttled(
    graph: Graph, directory: Directory
) -> None:
    empty = Reply({"responses": [{"id": "0", "status": 200, "body": {"value": []}}]})
    graph.on("/$batch", refusal(429, Retry_After="0.02"), empty)

    [roster] = await directory.rosters(["apollo"], [])

    assert roster.members == roster.channels == ()


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("2.128", 2.128),
        ("7", 7),
        (formatdate(1_000_030, usegmt=True), 30),
        (formatdate(999_000, usegmt=True), 0),
        ("", 4),
        ("soon", 4),
        ("-3", 4),
        ("nan", 4),
        ("1e999", 4),
        ("Mon, 99 Foo 2026 25:61:61 GMT", 4),
    ],
)
def test_retry_after_is_read_in_every_form_and_else_the_wait_doubles(
    given: str, seconds: float
) -> None:
    assert delay(429, {"retry-AFTER": given}, attempt=3, now=1_000_000) == seconds
    assert delay(200, {"Retry-After": given}, attempt=1, now=1_000_000) is None
