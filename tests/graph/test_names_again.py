"""Names are asked for again over HTTP, and what Graph says decides who has their rights."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from core.ports import Ports
from graph.people.directory import Directory
from jobs.tasks import read_people
from store.database import Database
from tests.graph.server import Graph, Reply, refusal
from tests.ground import Ground, ground, office

PAT, ADA = "pat@contoso.example", "ada@contoso.example"


@pytest.fixture
async def inside(database: Database) -> AsyncIterator[Ground]:
    """A Process Center whose staff and owner Graph is asked for."""
    async with ground(database) as made:
        await made.plan(office())
        yield made


def asking(inside: Ground, directory: Directory) -> Ports:
    """The same, with this Graph."""
    return replace(inside.ports, people=replace(inside.ports.people, directory=directory))


def person(graph: Graph, called: str, id_: str) -> None:
    """Whom Graph knows by a name from now on."""
    graph.on(
        f"/users/{called}", Reply({"id": id_, "displayName": id_, "userPrincipalName": called})
    )


async def later(inside: Ground) -> None:
    """Seven hours pass."""
    await inside.database.run("UPDATE named_people SET asked_at = asked_at - interval '7 hours'")


async def staff(inside: Ground) -> list[str]:
    """Who of these two is one of the Process Center."""
    parts = inside.ports.people.parts
    return [each for each in ("pat-1", "pete-2") if await parts.is_staff(each)]


async def test_an_address_that_was_given_to_somebody_else_is_theirs_within_hours(
    inside: Ground, graph: Graph, directory: Directory
) -> None:
    ports = asking(inside, directory)
    person(graph, PAT, "pat-1")
    person(graph, ADA, "ada-1")
    await read_people.run(ports)
    assert await staff(inside) == ["pat-1"]

    person(graph, PAT, "pete-2")
    await read_people.run(ports)
    assert await staff(inside) == ["pat-1"], "it was asked for just now"
    await later(inside)
    await read_people.run(ports)
    assert await staff(inside) == ["pete-2"]


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (refusal(404), []),
        (refusal(403), ["pat-1"]),
        (refusal(400), ["pat-1"]),
        (refusal(500), ["pat-1"]),
        (Reply(raw=b"<html>"), ["pat-1"]),
        (Reply({"id": "pat-1"}), ["pat-1"]),
        (Reply({"displayName": "Nobody"}), ["pat-1"]),
    ],
)
async def test_only_a_clear_answer_takes_rights_away(
    inside: Ground, graph: Graph, directory: Directory, answer: Reply, left: list[str]
) -> None:
    ports = asking(inside, directory)
    person(graph, PAT, "pat-1")
    await read_people.run(ports)
    graph.on(f"/users/{PAT}", answer)
    await later(inside)

    await read_people.run(ports)
    assert await staff(inside) == left
