"""One team or name that cannot be kept stops no other, and who was tried last comes last."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Member, Roster
from core.ports import Ports
from jobs.tasks import read_people, read_rosters
from tests.ground import Ground, member

TEAMS = 250
CHANNELS = "\n".join(
    f"  - {{id: p{n:03}, title: P, owner: who{n}@contoso.example, team: team-{n:03},"
    f' channel: "19:{n:03}@thread.tacv2"}}'
    for n in range(TEAMS)
)
OFFICE = f"""\
center: {{organisation: Contoso, time_zone: America/Chicago}}
projects:
{CHANNELS}
"""


@dataclass
class Graph:
    """Knows everybody, but stumbles over some teams and names."""

    bad: Sequence[str] = ()
    gaps: Sequence[str] = ()
    asked: list[str] = field(default_factory=list)

    async def rosters(self, team_ids: Sequence[str], own: Sequence[str]) -> list[Roster]:
        del own
        self.asked += team_ids
        if set(team_ids) & set(self.bad):
            raise ValueError("no such weekday")
        return [self._roster(each) for each in team_ids]

    def _roster(self, team: str) -> Roster:
        if team in self.gaps:
            return Roster(team, Gap("away"), Gap("away"), {}, Gap("away"))
        channel = Channel(f"19:{team[-3:]}@thread.tacv2", ChannelKind.STANDARD)
        return Roster(team, (member("ada"),), (channel,), {}, frozenset())

    async def people(self, called: Sequence[str]) -> dict[str, Member | Gap]:
        self.asked += called
        return {each: Member(each.partition("@")[0], each, each, False) for each in called}


def reading(inside: Ground, graph: Graph) -> Ports:
    """The same ports with another Graph."""
    return replace(inside.ports, people=replace(inside.ports.people, directory=graph))


async def read(inside: Ground) -> int:
    """How many teams were read."""
    found = await inside.value("SELECT count(*) FROM rosters WHERE read_at IS NOT NULL")
    return int(str(found))


async def test_a_team_that_stumbles_stops_no_other(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.plan(OFFICE)
    await read_rosters.JOB(reading(inside, Graph(bad=["team-007"])))

    assert await read(inside) == TEAMS - 1
    assert "not done what=team-007" in caplog.text


async def test_a_team_that_cannot_be_kept_stops_no_other(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.plan(OFFICE)
    await inside.database.run(
        "ALTER TABLE channels ADD CHECK (id NOT LIKE '%%007%%' AND id NOT LIKE '%%008%%')"
    )
    await read_rosters.JOB(reading(inside, Graph()))

    assert await read(inside) == TEAMS - 2
    assert "not done what=team-008" in caplog.text


@pytest.mark.parametrize("how", ["bad", "gaps"])
async def test_a_hundred_that_always_fail_do_not_starve_the_others(
    inside: Ground, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each time the process dies after the first batch."""
    caplog.set_level(logging.CRITICAL)
    await inside.plan(OFFICE)
    ill = [f"team-{n:03}" for n in range(150)]
    rosters = inside.ports.people.rosters
    ports = reading(inside, Graph(bad=ill) if how == "bad" else Graph(gaps=ill))
    first = await rosters.to_read(read_rosters.FRESH)
    await rosters.asked(first)
    await inside.database.run("UPDATE rosters SET asked_at = now() - interval '2 minutes'")
    second = await rosters.to_read(read_rosters.FRESH)

    assert not set(first) & set(second), "who was tried last comes last"
    await read_rosters.JOB(ports)
    assert await read(inside) == TEAMS - 150


async def test_a_name_that_cannot_be_kept_stops_no_other_and_says_so(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.plan(OFFICE)
    await inside.database.run("ALTER TABLE people ADD CHECK (id <> 'who7')")
    graph = Graph()
    await read_people.JOB(reading(inside, graph))

    known = "SELECT count(*) FROM named_people WHERE person_id IS NOT NULL"
    assert await inside.value(known) == TEAMS - 1
    gap = await inside.value("SELECT gap FROM named_people WHERE called LIKE 'who7@%%'")
    assert gap == read_people.NOT_KEPT
    assert "not done what=who7@contoso.example" in caplog.text
    assert sorted(graph.asked) == sorted(set(graph.asked)), (
        "and nobody is looked up again and again"
    )
