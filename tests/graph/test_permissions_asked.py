"""Each read asks for nothing that its permission does not give, by Microsoft's own map of them."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.granted import WIDER
from core.facts import Gap
from core.standards.reads import Read
from graph.wire.client import GraphClient
from tests.graph.company import company, group, read, user
from tests.graph.inside import OPEN, OWN, mate
from tests.graph.server import Graph, many, refusal
from tests.graph.told import told

SLICE = Path("tests/schemas/graph-teams-openapi.json")
KEPT_ELSEWHERE = "/file"
# The list of teams always; what is inside channels is found through theirs.
ALONGSIDE: Mapping[Read, frozenset[Read]] = {
    Read.CHANNEL_EMAILS: frozenset({Read.CHANNELS}),
    Read.CHANNEL_MEMBERS: frozenset({Read.CHANNELS}),
    Read.TABS: frozenset({Read.CHANNELS}),
}


@cache
def permitted() -> Mapping[re.Pattern[str], frozenset[str]]:
    """Application permissions by address, as Microsoft publishes them."""
    paths: dict[str, Any] = json.loads(SLICE.read_text(encoding="utf-8"))["paths"]
    return {pattern(path): frozenset(all_of(each)) for path, each in paths.items()}


def pattern(path: str) -> re.Pattern[str]:
    """What addresses of a path look like."""
    parts = re.split(r"\{[^}]*\}", path)
    return re.compile("[^/']+".join(map(re.escape, parts)))


def all_of(path: Mapping[str, Any]) -> Iterator[str]:
    """Every permission that gives what is read there."""
    found = path.get("get", {}).get("x-ms-permissions") or path.get("x-ms-permissions") or {}
    yield from found.get("Application", {}).get("all", ())


def giving(address: str) -> frozenset[str]:
    """Which permissions give an address; fails for one that Microsoft does not have."""
    found = [each for known, each in permitted().items() if known.fullmatch(address)]
    assert found, f"{address} is no address of Microsoft Graph"
    return frozenset().union(*found)


async def asked(graph: Graph, client: GraphClient, *reads: Read) -> set[str]:
    """The addresses, in a company that has one of everything."""
    company(graph, group("apollo", [user(f"owner-{number}") for number in range(20)]))
    graph.on("/groups/apollo/owners", many(user("ada")))
    graph.on("/teams/apollo/channels", many(OWN, OPEN))
    graph.on("/teams/apollo/channels/19:own/members", many(mate("ada")))
    graph.on("/teams/apollo/channels/19:open/allMembers", many(mate("ada")))
    for channel in ("19:own", "19:open"):
        graph.on(f"/teams/apollo/channels/{channel}/tabs", many())
    await read(client, frozenset(reads))
    return {each.path for each in graph.asked} - {KEPT_ELSEWHERE}


@pytest.mark.parametrize("read_", list(Read))
async def test_a_read_asks_only_for_what_the_permissions_that_are_named_give(
    graph: Graph, client: GraphClient, read_: Read
) -> None:
    others = {Read.GROUPS, *ALONGSIDE.get(read_, ())} - {read_}

    addresses = await asked(graph, client, read_)

    named = {each.permission for each in (read_, *others)}
    for address in addresses:
        assert giving(address) & named, address
    assert any(read_.permission in giving(address) for address in addresses)
    if read_ is not Read.CHANNEL_EMAILS:  # the same address, where the permission gives more of it
        own = {address for address in addresses if read_.permission in giving(address)}
        beside = {each.permission for each in others if each.permission != read_.permission}
        assert not beside or any(not giving(address) & beside for address in own)


async def test_what_is_wider_gives_the_same_by_microsoft_s_map(
    graph: Graph, client: GraphClient
) -> None:
    addresses = await asked(graph, client, *Read)

    for permission in {each.permission for each in Read}:
        given = [giving(address) for address in addresses if permission in giving(address)]
        assert given, permission
        assert set(WIDER.get(permission, ())) <= frozenset().union(*given), permission


@pytest.mark.parametrize("read_", [each for each in Read if each is not Read.GROUPS])
async def test_what_may_not_be_read_names_its_permission(
    graph: Graph, client: GraphClient, read_: Read
) -> None:
    others = {each.permission for each in {Read.GROUPS, *ALONGSIDE.get(read_, ())}}
    addresses = await asked(graph, client, read_)
    if read_ is Read.MEMBERS:
        refused = {"/groups/apollo/members"}
    else:
        refused = {address for address in addresses if not giving(address) & others}
    if read_ is Read.CHANNEL_EMAILS:
        graph.on("/teams/apollo/channels", many({"id": "19:own", "membershipType": "private"}))
    for address in refused:
        graph.on(address, refusal(403))

    found = (await read(client, frozenset({Read.GROUPS, Read.MEMBERS, read_}))).tenant

    assert set(told(read_, found)) == {Gap(f"not permitted, needs {read_.permission}")}
