"""What is read inside channels: only where it can differ, and only where a clause names them."""

from typing import Any

import pytest

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Channel, Tab, known
from core.standards.reads import NOT_ASKED, Read
from graph.tenants.tenants import Tenants
from graph.wire import reasons
from graph.wire.client import GraphClient
from tests.graph.company import GENERAL, NOW, account, company, group, read_one
from tests.graph.inside import OPEN, OWN, mate, tab
from tests.graph.server import Graph, Reply, many, refusal

MEMBERS = "/teams/apollo/channels/19:own/members"
ALL_MEMBERS = "/teams/apollo/channels/19:open/allMembers"
PEOPLE = frozenset({Read.GROUPS, Read.CHANNEL_MEMBERS, Read.USERS})


def channels(found: tuple[Channel, ...] | Gap) -> dict[str, Channel]:
    """By id."""
    return {each.id: each for each in known(found)}


async def test_people_are_read_of_channels_that_have_their_own(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), people=[account("ada"), account("bob", enabled=False)])
    graph.on("/teams/apollo/channels", many(GENERAL, OWN, OPEN))
    graph.on(MEMBERS, many(mate("bob"), mate("ADA", "owner")))
    graph.on(ALL_MEMBERS, many(mate("ada"), mate("eve", tenant="AWAY"), mate("ada", "owner")))

    found = channels((await read_one(client, PEOPLE)).channels)

    own, open_ = known(found["19:own"].members), known(found["19:open"].members)
    assert [(m.account.id, m.owner, m.account.enabled) for m in own] == [
        ("ada", True, True),
        ("bob", False, False),
    ]
    assert [(m.account.id, m.owner, m.tenant) for m in open_] == [
        ("ada", True, ""),
        ("eve", False, "away"),
    ]
    assert open_[1].account.enabled == Gap(reasons.FROM_ELSEWHERE)
    assert own[0] is open_[0], "kept once"
    assert found["19:general"].members == ()
    assert not graph.times("/teams/apollo/channels/19:general/members")


async def test_nobody_of_elsewhere_is_looked_up_here(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels", many(OPEN))
    graph.on(ALL_MEMBERS, many(mate("ada"), mate("eve", tenant="away")))
    graph.on("/users/ada", Reply(account("ada")))

    await Tenants(client, "home").read(PEOPLE, ["apollo"], NOW)

    assert (graph.times("/users/ada"), graph.times("/users/eve")) == (1, 0)


async def test_of_whom_it_is_not_said_where_they_are_from_is_not_taken_for_one_of_ours(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), people=[account("ada"), account("eve")])
    graph.on("/teams/apollo/channels", many(OPEN))
    graph.on(ALL_MEMBERS, many(mate("ada"), {**mate("eve"), "tenantId": None}))

    [open_] = known((await read_one(client, PEOPLE)).channels)

    tenants = {each.account.id: each.tenant for each in known(open_.members)}
    assert tenants == {"ada": "", "eve": Gap(reasons.TENANT_UNSAID)}


@pytest.mark.parametrize(
    ("told", "owner"),
    [
        ({"roles": []}, False),
        ({"roles": ["guest"]}, False),
        ({"roles": ["owner"]}, True),
        ({"roles": ["chief"]}, Gap(reasons.ROLE_UNSAID)),
        ({"roles": "owner"}, Gap(reasons.ROLE_UNSAID)),
        ({"roles": None}, Gap(reasons.ROLE_UNSAID)),
    ],
)
async def test_who_is_not_said_to_own_a_channel_is_not_taken_for_a_member_only(
    graph: Graph, client: GraphClient, told: dict[str, Any], owner: object
) -> None:
    company(graph, group("apollo"), people=[account("ada")])
    graph.on("/teams/apollo/channels", many(OWN))
    graph.on(MEMBERS, many({**mate("ada"), **told}))

    [own] = known((await read_one(client, PEOPLE)).channels)

    assert [each.owner for each in known(own.members)] == [owner]


@pytest.mark.parametrize(
    ("kind", "found"),
    [("skypeUser", 1), ("anonymousGuest", 1), ("aadUser", reasons.ENTRY_UNSAID)],
)
async def test_who_has_no_account_is_left_out_and_who_is_not_named_is_not(
    graph: Graph, client: GraphClient, kind: str, found: object
) -> None:
    company(graph, group("apollo"), people=[account("ada")])
    graph.on("/teams/apollo/channels", many(OWN))
    nobody = {"@odata.type": f"#microsoft.graph.{kind}ConversationMember", "id": "x"}
    graph.on(MEMBERS, many(mate("ada"), nobody))

    [own] = known((await read_one(client, PEOPLE)).channels)

    assert (own.members.reason if isinstance(own.members, Gap) else len(own.members)) == found


async def test_a_channel_s_description_that_is_no_text_is_not_taken_for_none(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo", classification=["Secret"]))
    odd = {"id": "19:x", "membershipType": "standard", "description": {"text": "Plans"}}
    none = {"id": "19:z", "membershipType": "standard"}
    graph.on("/teams/apollo/channels", many(odd, {**odd, "id": "19:y", "description": None}, none))

    team = await read_one(client, frozenset({Read.GROUPS, Read.CHANNELS}))

    assert team.classification == Gap(reasons.CLASSIFICATION_UNSAID)
    described = {each.id: each.description for each in known(team.channels)}
    unsaid = Gap(reasons.DESCRIPTION_UNSAID)
    assert described == {"19:x": unsaid, "19:y": "", "19:z": unsaid}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (refusal(403), "not permitted, needs ChannelMember.Read.All"),
        (Reply({"value": [mate("ada"), 7]}), reasons.GARBLED),
        (Reply({"value": None}), reasons.GARBLED),
    ],
)
async def test_one_channel_that_cannot_be_read_is_a_gap_of_that_channel(
    graph: Graph, client: GraphClient, answer: Reply, says: str
) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels", many(OWN, OPEN))
    graph.on(MEMBERS, answer)
    graph.on(ALL_MEMBERS, many(mate("ada")))

    found = channels((await read_one(client, PEOPLE)).channels)

    assert found["19:own"].members == Gap(says)
    assert len(known(found["19:open"].members)) == 1


async def test_without_a_tenant_of_ours_nobody_is_called_a_stranger(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels", many(OPEN))
    graph.on(ALL_MEMBERS, many(mate("ada"), mate("eve", tenant="away")))

    reading = await Tenants(client).read(PEOPLE, None, NOW)

    assert known(reading.tenant.teams[0].channels)[0].members == Gap(reasons.NOT_OURS)


@pytest.mark.parametrize(
    ("tabs_in", "asked"),
    [(None, {"19:general", "19:own"}), (frozenset({"plans"}), {"19:own"}), (frozenset(), set())],
)
async def test_tabs_are_read_in_the_channels_that_clauses_name(
    graph: Graph, client: GraphClient, tabs_in: frozenset[str] | None, asked: set[str]
) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels", many(GENERAL, OWN))
    website = "com.microsoft.teamspace.tab.web"
    graph.on(
        "/teams/apollo/channels/19:own/tabs",
        many(
            tab("wiki", website, websiteUrl="https://wiki.example/"),
            tab("plan", "planner", contentUrl="https://tasks.example/"),
        ),
    )
    reads = frozenset({Read.GROUPS, Read.TABS})

    reading = await Tenants(client, "home").read(reads, None, NOW, tabs_in=tabs_in)

    found = channels(reading.tenant.teams[0].channels)
    assert {id_ for id_, each in found.items() if each.tabs is not NOT_ASKED} == asked
    if asked:
        assert found["19:own"].tabs == (
            Tab("plan", "Plan", "planner", "https://tasks.example/"),
            Tab("wiki", "Wiki", website, "https://wiki.example/"),
        )


async def test_a_tab_of_nobody_is_a_gap(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels/19:general/tabs", many({"id": "x", "teamsApp": None}))

    [general] = known((await read_one(client, frozenset({Read.TABS}))).channels)

    assert general.tabs == Gap(reasons.GARBLED)
    assert general.kind is ChannelKind.STANDARD


@pytest.mark.parametrize(
    ("email", "read"),
    [
        ({"email": ""}, ""),
        ({"email": "a@b.example"}, "a@b.example"),
        ({}, Gap("not permitted, needs ChannelSettings.Read.All")),
        ({"email": None}, Gap("not permitted, needs ChannelSettings.Read.All")),
    ],
)
async def test_an_address_that_is_left_out_is_not_taken_for_none(
    graph: Graph, client: GraphClient, email: dict[str, str], read: object
) -> None:
    company(graph, group("apollo"))
    graph.on("/teams/apollo/channels", many({"id": "19:x", "membershipType": "standard", **email}))

    [channel] = known((await read_one(client, frozenset({Read.CHANNEL_EMAILS}))).channels)

    assert channel.email == read
