"""When anybody was last active in a team, from a report that is kept on another host."""

from datetime import date

import httpx
import pytest

from core.errors import NotRead
from core.facts import Gap
from core.standards.reads import Read
from graph.tenants.activity import CONCEALED, DAY_UNSAID, NOT_IN_IT, STRANGE, ActivityReport
from graph.wire import files, reasons
from graph.wire.client import GraphClient
from tests.graph.company import COLUMNS, REPORT, company, group, read, read_one, report
from tests.graph.server import Graph, Reply, refusal

APOLLO = "0f0e1d2c-0000-4000-8000-00000000aaaa"
GEMINI = "0f0e1d2c-0000-4000-8000-00000000bbbb"
READS = frozenset({Read.GROUPS, Read.ACTIVITY})


def row(team: str, last: str, name: str = "", on: str = "2026-02-27") -> str:
    """One line of the report."""
    return f"{on},{name},{team},Private,{last},180"


@pytest.mark.parametrize(
    ("rows", "active_on"),
    [
        ([row(APOLLO.upper(), "2026-02-14")], date(2026, 2, 14)),
        ([row(APOLLO, "")], None),
        ([row(APOLLO, "yesterday")], DAY_UNSAID),
        ([row(APOLLO, "2026-02-14", '"Apollo, ""the"" app"')], date(2026, 2, 14)),
        ([row(APOLLO, "2026-02-14", '"two\r\nlines"')], date(2026, 2, 14)),
        (
            [row(GEMINI, "2026-02-14")],
            Gap(NOT_IN_IT.format(of=" of 2026-02-27")),
        ),
        ([], Gap(NOT_IN_IT.format(of=""))),
        (["half a row"], Gap(NOT_IN_IT.format(of=""))),
        ([row("00000000-0000-0000-0000-000000000000", "2026-02-14")], CONCEALED),
        ([row("77F5F7D95ED75E4D5D6E2EC3B0D3D5C0", "2026-02-14")], CONCEALED),
    ],
)
async def test_what_the_report_says_of_a_team(
    graph: Graph, client: GraphClient, rows: list[str], active_on: object
) -> None:
    company(graph, group(APOLLO))
    report(graph, *rows)

    assert (await read_one(client, READS)).active_on == active_on


async def test_a_team_that_is_younger_than_the_report_was_never_active(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group(APOLLO, createdDateTime="2026-02-27T08:00:00Z"))
    report(graph, row(GEMINI, "2026-02-14"))

    assert (await read_one(client, READS)).active_on is None


async def test_what_the_organisation_says_of_its_reports_counts_too(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group(APOLLO))
    report(graph, row(APOLLO, "2026-02-14"))
    graph.on("/admin/reportSettings", Reply({"displayConcealedNames": True}))

    team = await read_one(client, READS | {Read.REPORT_SETTINGS})

    assert team.active_on == CONCEALED
    assert "switch off" in CONCEALED.reason


async def test_who_keeps_the_report_never_sees_our_token(graph: Graph, client: GraphClient) -> None:
    company(graph, group(APOLLO))
    report(graph, row(APOLLO, "2026-02-14"))

    reading = await read(client, READS)

    [asked], [fetched] = (
        [each for each in graph.requests if each.path.endswith(end)] for end in (")", "/file")
    )
    assert "Authorization" in asked.headers
    assert not {"Authorization", "x-ms-throttle-priority"} & set(fetched.headers)
    assert (reading.http_requests, reading.graph_requests) == (2, 2)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (refusal(403), "not permitted, needs Reports.Read.All"),
        (Reply({"value": []}), reasons.GARBLED),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), reasons.ELSEWHERE),
        (Reply(status=302, headers={"Location": "//["}), reasons.ELSEWHERE),
        (refusal(500), "Microsoft Graph failed with error 500; try again later"),
    ],
)
async def test_a_report_that_is_not_given_is_a_gap(
    graph: Graph, client: GraphClient, answer: Reply, says: str
) -> None:
    company(graph, group(APOLLO))
    graph.on(REPORT, answer)

    assert (await read_one(client, READS)).active_on == Gap(says)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (refusal(404), "the usage report did not arrive from 127.0.0.1, which answered 404"),
        (Reply(raw=b"<html></html>\n"), STRANGE),
        (
            Reply(dropped=True),
            "the usage report did not arrive from 127.0.0.1; check that the network lets us reach "
            "it",
        ),
    ],
)
async def test_a_file_that_does_not_arrive_is_a_gap_with_its_host(
    graph: Graph, client: GraphClient, file: Reply, says: str
) -> None:
    company(graph, group(APOLLO))
    graph.on("/file", file)

    assert (await read_one(client, READS)).active_on == Gap(says)


async def test_a_file_that_broke_off_is_fetched_again_by_a_new_link(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group(APOLLO))
    report(graph, row(APOLLO, "2026-02-14"))
    whole = Reply(raw=f"{COLUMNS}\n{row(APOLLO, '2026-02-14')}\n".encode())
    graph.on("/file", Reply(dropped=True), whole)

    assert (await read_one(client, READS)).active_on == date(2026, 2, 14)
    assert (graph.times(REPORT), graph.times("/file")) == (2, 2)


async def test_a_line_without_an_end_is_not_kept(graph: Graph, client: GraphClient) -> None:
    company(graph, group(APOLLO))
    graph.on("/file", Reply(raw=b"x" * 4 * files.LONGEST_LINE))

    gap = (await read_one(client, READS)).active_on

    assert gap == Gap("the usage report did not arrive from 127.0.0.1, because it did not end")


@pytest.mark.parametrize(
    "name", ["Gem\rini", '"' + "x" * 65_000 + "\n" + "y" * 66_200, '"' * 3, "\x00", "Gem\u2028ini"]
)
def test_a_name_that_makes_no_row_costs_its_own_row_at_most(name: str) -> None:
    heard = ActivityReport()
    for line in (COLUMNS, *row(GEMINI, "2026-02-14", name).split("\n")):
        heard.hear(line)
    for line in ('"' if name == '"' * 3 else "", row(APOLLO, "2026-02-14")):
        heard.hear(line)

    assert heard.active_on(APOLLO, None, names_hidden=False) == date(2026, 2, 14)
    assert heard.active_on(GEMINI, None, names_hidden=False) in (
        date(2026, 2, 14),
        Gap(NOT_IN_IT.format(of=" of 2026-02-27")),
    )


def test_a_report_with_other_columns_says_so() -> None:
    with pytest.raises(NotRead, match="other columns"):
        ActivityReport().hear("Report Refresh Date,Team Id")


async def test_a_file_that_drips_is_not_waited_for(graph: Graph) -> None:
    graph.on("/file", Reply(dripping=True))
    async with httpx.AsyncClient() as http:
        with pytest.raises(NotRead, match="because it did not end"):
            await files.each_line(http, f"{graph.url}/file", "http", print, longest=0.2)
