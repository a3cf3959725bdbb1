"""One entry that makes no sense spoils no other, and what is said of it is true.

In an audit it spoils its own list: whoever is not named there may be whom a clause asks for.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Member
from core.standards.facts import Team
from graph.people.directory import Directory
from graph.people.people import NAMES_HIDDEN
from graph.wire import reasons
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from tests.graph import server
from tests.graph.company import EVERYTHING, GENERAL, account, company, group, ids, read, user
from tests.graph.conftest import HOME, token
from tests.graph.server import Graph, Reply, many
from tests.graph.watch import Watch

WRONG: tuple[Any, ...] = (None, 7, -1.5, True, "", [], [None], {}, {"a": {}}, "a\0b", "\ud800")
NO_ENTRY: tuple[Any, ...] = (
    None,
    7,
    "ada",
    [],
    {},
    {"id": None},
    {"id": 7},
    {"id": "", "displayName": "Nobody"},
    {"@odata.type": "#microsoft.graph.device", "id": "printer", "displayName": None},
    {"@odata.type": "#microsoft.graph.servicePrincipal", "id": "app", "displayName": "App"},
    {"@odata.type": "#microsoft.graph.group", "id": "nested", "displayName": "Group"},
)
ADA = user("ada")
ADA_READ = Member("ada", "Ada", "ada@contoso.example", guest=False)
EVE = {"userId": "eve", "displayName": "Eve", "tenantId": HOME, "roles": []}
ALONE = {"id": "19:own", "displayName": "Own", "membershipType": "private"}


def spoilt(whole: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The entry with each of its fields wrong in every way, or not there."""
    for name in whole:
        yield {key: value for key, value in whole.items() if key != name}
        for wrong in WRONG:
            yield {**whole, name: wrong}


async def test_an_entry_of_a_roster_that_makes_no_sense_is_left_out_and_the_others_are_read(
    graph: Graph, directory: Directory
) -> None:
    people = {f"p{n}": each for n, each in enumerate([*NO_ENTRY, *spoilt(user("bob"))])}
    channels = {f"c{n}": each for n, each in enumerate([*NO_ENTRY[:8], *spoilt(ALONE)])}
    for team, each in people.items():
        graph.team(team, [each, ADA], [GENERAL])
        graph.on(f"/groups/{team}/owners", many(each, ADA))
    for team, each in channels.items():
        graph.team(team, [ADA], [each, GENERAL])
        graph.on(f"/groups/{team}/owners", many(ADA))

    for roster in await directory.rosters([*people, *channels], []):
        case = {**people, **channels}[roster.team_id]
        assert not isinstance(roster.members, Gap), case
        assert not isinstance(roster.channels, Gap), case
        assert not isinstance(roster.owners, Gap), case
        assert ADA_READ in roster.members, case
        assert Channel("19:general", ChannelKind.STANDARD) in roster.channels, case
        assert {"ada"} <= roster.owners <= {"ada", "bob"}, case
        assert {each.id for each in roster.members} <= {"ada", "bob"}, case


async def test_members_of_a_channel_that_make_no_sense_are_left_out_as_well(
    graph: Graph, directory: Directory
) -> None:
    cases = {f"t{n}": each for n, each in enumerate([*NO_ENTRY[:5], *spoilt({**EVE})])}
    for team, each in cases.items():
        graph.team(team, [ADA], [ALONE])
        ada = {"userId": "ada", "displayName": "Ada", "tenantId": HOME, "roles": []}
        graph.on(f"/teams/{team}/channels/19:own/members", many(each, ada))

    for roster in await directory.rosters(list(cases), ["19:own"]):
        case = cases[roster.team_id]
        found = roster.own["19:own"]
        assert not isinstance(found, Gap), case
        assert Member("ada", "Ada", "", guest=False) in found, case


async def test_somebody_without_names_stays_in_the_team_and_is_nobody_s_gap(
    graph: Graph, directory: Directory
) -> None:
    bare = {"@odata.type": "#microsoft.graph.user", "id": "bob", "displayName": None}
    graph.team("apollo", [{**bare, "userPrincipalName": None, "userType": "Member"}], [GENERAL])
    graph.team("gemini", [bare, ADA], [GENERAL])
    graph.team("hidden", [bare, {**bare, "id": "eve"}], [GENERAL])

    apollo, gemini, hidden = await directory.rosters(["apollo", "gemini", "hidden"], [])

    assert apollo.members == (Member("bob", "", "", guest=False),)
    assert gemini.members == (Member("bob", "", "", guest=True), ADA_READ)
    assert hidden.members == Gap(NAMES_HIDDEN)


async def test_a_name_that_leads_to_nobody_who_makes_sense_is_a_gap_for_itself(
    graph: Graph, directory: Directory
) -> None:
    graph.on("/users/ada", Reply(ADA))
    cases = {f"n{n}": each for n, each in enumerate([*NO_ENTRY, *spoilt(user("bob"))])}
    for name, each in cases.items():
        graph.on(f"/users/{name}", Reply(each))

    found = await directory.people(["ada", *cases])

    assert found.pop("ada") == ADA_READ
    for name, one in found.items():
        assert isinstance(one, Gap) or one.id == "bob", cases[name]
        assert not isinstance(one, Gap) or "needs" not in one.reason, cases[name]


@pytest.mark.parametrize("link", [7, True, [], {"a": 1}, ""])
async def test_a_next_page_that_is_no_link_does_not_end_a_list_as_if_it_were_whole(
    graph: Graph, directory: Directory, link: Any
) -> None:
    graph.on("/groups/apollo/members", Reply({"value": [ADA], "@odata.nextLink": link}))
    graph.on("/teams/apollo/channels", many(GENERAL))

    [roster] = await directory.rosters(["apollo"], [])

    assert roster.members == Gap(reasons.GARBLED)


async def test_a_part_of_a_batch_that_is_nothing_leaves_the_others_read(
    graph: Graph, directory: Directory
) -> None:
    good: dict[str, Any] = {"id": 0, "status": 200, "headers": None, "body": {"value": []}}
    graph.on("/$batch", Reply({"responses": [None, 7, good, {"id": None}]}))

    [roster] = await directory.rosters(["apollo"], [])

    assert roster.members == roster.channels == ()


async def test_a_message_that_is_none_hides_no_card(graph: Graph, directory: Directory) -> None:
    card = {"content": "the marker"}
    sent = {"id": "5", "from": {"application": {"id": "app"}}, "attachments": [card]}
    named = [{**sent, "id": wrong} for wrong in (None, 7, "")]
    others = [*spoilt({**sent, "attachments": [{"content": "other"}]})]
    graph.on(
        "/teams/apollo/channels/19:general/messages",
        many(None, 7, "x", [], *named, *others, {**sent, "attachments": [None, 7, card]}),
    )

    assert await directory.find_card("apollo", "19:general", "the marker") == "5"


async def test_an_audit_reads_the_teams_beside_one_of_whom_it_is_not_known_who_is_in_it(
    graph: Graph, client: GraphClient
) -> None:
    cases = {f"t{n}": each for n, each in enumerate([*NO_ENTRY, *spoilt(account("bob"))])}
    company(graph, *[group(id_, [each, ADA]) for id_, each in cases.items()], people=[None, ADA])
    for id_, each in cases.items():
        graph.on(f"/groups/{id_}/members", many(each, ADA))
        graph.on(f"/teams/{id_}/channels", many(None, GENERAL, {**ALONE, "id": 7}))

    for team in (await read(client)).tenant.teams:
        case = cases[team.id]
        assert team.owners == team.members, case
        if isinstance(team.owners, Gap):
            assert team.owners == Gap(reasons.ENTRY_UNSAID), case
            assert not _says_who(case), case
        else:
            assert {"ada"} <= set(ids(team.owners)) <= {"ada", "bob"}, case
            assert _says_who(case) or "@odata.type" in case, case
        assert team.channels == Gap(reasons.ENTRY_UNSAID), case


def _says_who(case: Any) -> bool:
    return isinstance(case, dict) and case.get("id") == "bob"


async def test_an_audit_says_where_an_entry_of_its_list_was_no_team(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo", [ADA]), people=[account("ada")])
    graph.on("/groups", many(None, {"id": 7}, group("apollo", [ADA]), {"displayName": "No id"}))

    reading = await read(client)

    assert [team.id for team in reading.tenant.teams] == ["apollo"]
    assert reading.tenant.rest == Gap("Microsoft Graph listed 3 teams without saying which")


async def test_a_field_of_a_team_that_makes_no_sense_leaves_its_other_facts(
    graph: Graph, client: GraphClient
) -> None:
    whole = group("team", [ADA])
    wrong = [{**each, "id": f"t{n}"} for n, each in enumerate(spoilt(whole))]
    company(graph, *wrong, people=[account("ada")])

    reading = await read(client)

    assert len(reading.tenant.teams) == len(wrong)
    for team in reading.tenant.teams:
        assert ids(team.members) == ["ada"]
        assert team.archived is False
        assert team.description == whole["description"] or _is_wrong(team, wrong)


def _is_wrong(team: Team, wrong: list[dict[str, Any]]) -> bool:
    given = next(each for each in wrong if each["id"] == team.id).get("description", 0)
    if given is None or given == "":
        return team.description == ""
    return isinstance(team.description, Gap) or isinstance(given, str)


TEXTS = st.text(st.characters(), max_size=5)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["@odata.type", "id", "displayName", "userPrincipalName", "userType", "owners", "value",
     "membershipType", "isArchived", "memberSettings", "resourceProvisioningOptions", "visibility",
     "createdDateTime", "@odata.nextLink", "accountEnabled"]
)  # fmt: skip
THINGS = ANYTHING | st.dictionaries(FIELDS, ANYTHING, max_size=8)


@settings(deadline=None, max_examples=12)
@given(st.lists(THINGS, min_size=1, max_size=6), THINGS)
async def test_nothing_that_graph_may_say_of_one_team_spoils_another(
    entries: list[Any], body: Any
) -> None:
    watch = Watch()
    async with server.serving() as graph:
        company(graph, group("apollo", [ADA]), group("spoilt", entries), people=[account("ada")])
        graph.on("/groups", many(*entries, group("apollo", [ADA]), group("spoilt", entries)))
        graph.on("/users", many(*entries, account("ada")))
        graph.on("/groups/spoilt/members", many(*entries))
        graph.on("/teams/spoilt/channels", many(*entries))
        graph.on("/teams/spoilt", Reply(body))
        graph.on("/users/spoilt", Reply(body))
        graph.on("/users/ada", Reply(account("ada")))
        async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
            teams = {team.id: team for team in (await read(client)).tenant.teams}
            [apollo] = (await read(client, EVERYTHING, "apollo", "spoilt")).tenant.teams[:1]
            directory = Directory(client, [HOME])
            roster, _ = await directory.rosters(["apollo", "spoilt"], [])
            people = await directory.people(["spoilt"])

    assert people.keys() == {"spoilt"}
    assert roster.members == (ADA_READ,)
    assert teams["apollo"].members == apollo.members
    assert ids(teams["apollo"].members) == ids(apollo.owners) == ["ada"]
    assert _storable(teams)


def _storable(found: object) -> bool:
    """What PostgreSQL takes: no NUL, no half a character."""
    text = json.dumps(repr(found), ensure_ascii=False)
    text.encode()
    return "\\x00" not in text
