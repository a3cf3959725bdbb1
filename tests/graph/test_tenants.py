"""A whole tenant read for an audit, from a Graph that answers as it should."""

from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Account, App, Channel, Source, Team, Visibility
from core.standards.reads import NOT_ASKED, Read
from graph.people.directory import Directory
from graph.tenants.accounts import Accounts
from graph.tenants.activity import CONCEALED
from graph.tenants.tenants import Tenants
from graph.wire import reasons
from graph.wire.client import GraphClient
from tests.graph.company import (
    EVERYTHING,
    GENERAL,
    NOW,
    REPORT,
    SWITCHES,
    USUAL,
    account,
    company,
    group,
    ids,
    known,
    read,
    read_one,
    user,
)
from tests.graph.server import Graph, Reply, many

ADA = Account(
    "ada",
    "Ada",
    "ada@contoso.example",
    enabled=True,
    is_guest=False,
    licensed=True,
    domain="",
    invited_at=None,
    department="",
)


async def test_a_team_has_everything_that_was_asked_for(graph: Graph, client: GraphClient) -> None:
    about = group("apollo", [user("ada")], visibility="HiddenMembership", classification="Secret")
    company(graph, about, people=[account("ada"), account("bob")])

    reading = await read(client)

    assert reading.tenant.teams == (
        Team(
            id="apollo",
            name="Apollo",
            description="Where apollo is",
            classification="Secret",
            created_at=datetime(2025, 1, 31, 8, tzinfo=UTC),
            visibility=Visibility.HIDDEN,
            owners=(ADA,),
            members=(ADA,),
            archived=False,
            settings={"memberSettings": SWITCHES},
            channels=(Channel("19:general", "General", "", ChannelKind.STANDARD, (), "", ()),),
            labels=(),
            expires_at=None,
            errors=(),
            guests_allowed=None,
            apps=(App("planner", "Planner", "planner-outside", "1.2.0", Source.STORE),),
            plans=("Plan of apollo",),
            active_on=CONCEALED,
            read_on=date(2026, 3, 2),
        ),
    )
    assert (reading.tenant.id, reading.tenant.rest, reading.whole) == ("home", None, True)
    assert (reading.http_requests, reading.graph_requests, reading.throttled) == (14, 14, 0)


async def test_the_questions_are_few_and_short(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))

    await read(client)

    asked = {each.path: each for each in graph.asked}
    person = "id,displayName,userPrincipalName,userType"
    about = (
        "id,displayName,description,classification,createdDateTime,visibility"
        ",assignedLabels,expirationDateTime,serviceProvisioningErrors"
    )
    more = (
        "accountEnabled,assignedLicenses,mail,externalUserState"
        ",externalUserStateChangeDateTime,department"
    )
    settings = "memberSettings,guestSettings,messagingSettings,funSettings"
    assert {path: unquote(each.query) for path, each in asked.items()} == {
        "/groups": f"$expand=owners($select={person})"
        "&$filter=resourceProvisioningOptions/Any(x:x eq 'Team')"
        f"&$select={about}&$top=999",
        "/users": f"$select={person},{more}&$top=999",
        "/groups/apollo/members": f"$select={person}&$top=999",
        "/teams/apollo": f"$select=id,isArchived,{settings}",
        "/teams/apollo/channels": "$select=id,displayName,description,membershipType,email",
        "/teams/apollo/channels/19:general/tabs": "$expand=teamsApp",
        "/teams/apollo/installedApps": "$expand=teamsApp,teamsAppDefinition",
        "/groups/apollo/planner/plans": "$select=title",
        "/groups/apollo/settings": "",
        "/groupSettings": "",
        "/groupLifecyclePolicies": "",
        "/admin/reportSettings": "",
        "/appCatalogs/teamsApps": "$expand=appDefinitions",
        REPORT: "",
        "/file": "",
    }
    assert asked["/teams/apollo/channels"].headers["Prefer"] == "include-unknown-enum-members"
    file = asked.pop("/file")
    assert {each.headers["x-ms-throttle-priority"] for each in asked.values()} == {"low"}
    assert not {"Authorization", "x-ms-throttle-priority"} & set(file.headers)


@pytest.mark.parametrize(
    ("read", "path", "facts"),
    [
        (Read.GROUPS, "/groups", set()),
        (Read.MEMBERS, "/groups/apollo/members", {"members"}),
        (Read.USERS, "/users", set()),
        (Read.TEAMS, "/teams/apollo", {"archived", "settings"}),
        (Read.CHANNELS, "/teams/apollo/channels", {"channels"}),
        (Read.CHANNEL_EMAILS, "/teams/apollo/channels", {"channels"}),
        (Read.CHANNEL_MEMBERS, "/teams/apollo/channels", {"channels"}),
        (Read.APPS, "/teams/apollo/installedApps", {"apps"}),
        (Read.PLANS, "/groups/apollo/planner/plans", {"plans"}),
        (Read.GUEST_SETTINGS, "/groups/apollo/settings", {"guests_allowed"}),
        (Read.GROUP_SETTINGS, "/groupSettings", set()),
        (Read.LIFECYCLE_POLICIES, "/groupLifecyclePolicies", set()),
        (Read.REPORT_SETTINGS, "/admin/reportSettings", set()),
        (Read.CATALOGUE, "/appCatalogs/teamsApps", set()),
    ],
)
async def test_only_what_is_asked_for_is_read(
    graph: Graph, client: GraphClient, read: Read, path: str, facts: set[str]
) -> None:
    company(graph, group("apollo", [user("ada")]), people=[account("ada")])

    team = await read_one(client, frozenset({Read.GROUPS, read}))

    assert {each.path for each in graph.asked} == {"/groups", path}
    optional = {"members", "archived", "settings", "channels", "apps", "plans", "guests_allowed"}
    optional |= {"active_on"}
    assert {name for name in optional if getattr(team, name) is not NOT_ASKED} == facts
    [ada] = known(team.owners)
    assert (ada.name, ada.enabled is NOT_ASKED) == ("Ada", read is not Read.USERS)


async def test_owners_that_were_cut_off_are_read_whole(graph: Graph, client: GraphClient) -> None:
    crowd = [user(f"owner-{number:02}") for number in range(25)]
    company(graph, group("apollo", crowd[:20]), group("gemini", crowd[:19]))
    graph.on("/groups/apollo/owners", many(*reversed(crowd)))

    apollo, gemini = (await read(client, frozenset({Read.GROUPS}))).tenant.teams

    assert ids(apollo.owners) == [each["id"] for each in crowd]
    assert len(ids(gemini.owners)) == 19
    assert graph.times("/groups/gemini/owners") == 0


async def test_what_is_no_person_is_left_out_and_a_person_is_one_object(
    graph: Graph, client: GraphClient
) -> None:
    things = [
        {"@odata.type": f"#microsoft.graph.{kind}", "id": kind}
        for kind in ("group", "device", "servicePrincipal")
    ]
    company(graph, group("apollo", [user("ADA"), things[2]]), group("gemini", [user("ada")]))
    graph.on("/groups/apollo/members", many(*things, user("bob"), user("Ada")))

    apollo, gemini = (await read(client)).tenant.teams

    assert ids(apollo.members) == ["ada", "bob"]
    people = [apollo.owners, gemini.owners, gemini.members]
    assert {id(known(each)[0]) for each in people} == {id(known(apollo.members)[0])}


async def test_pages_are_followed_through_empty_ones_and_each_has_our_headers(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("gemini"), people=[account("ada", enabled=False)])
    link = f"{graph.url}/%s?$skiptoken=%s"
    graph.on(
        "/groups",
        many(group("gemini"), link=link % ("groups", 1)),
        many(link=link % ("groups", 2)),
        many(group("apollo"), group("gemini")),
    )
    graph.on("/users", many(link=link % ("users", 1)), many(account("ada", enabled=False)))
    channels = link % ("teams/apollo/channels", 1)
    two = [
        {**GENERAL, "id": "19:b", "displayName": "B", "membershipType": "shared"},
        {"id": "19:a", "displayName": "A", "membershipType": "private", "description": "Ours"},
    ]
    graph.on("/teams/apollo/channels", many(two[0], link=channels), many(*two))

    apollo, gemini = (await read(client, USUAL)).tenant.teams

    assert (apollo.id, gemini.id) == ("apollo", "gemini")
    assert apollo.channels == (
        Channel("19:a", "A", "Ours", ChannelKind.PRIVATE),
        Channel("19:b", "B", "", ChannelKind.SHARED),
    )
    assert known(apollo.members)[0].enabled is False
    [second] = [each for each in graph.requests if each.path.endswith("/apollo/channels")]
    assert second.headers["Prefer"] == "include-unknown-enum-members"
    assert graph.times("/teams/gemini") == 1, "though two pages name it"


async def test_some_teams_are_read_alone_with_the_people_in_them(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo", [user("ada")]), group("gemini"))
    graph.on("/users/ada", Reply(account("ada", enabled=False)))

    reading = await read(client, EVERYTHING, " APOLLO ", "apollo")

    [apollo] = reading.tenant.teams
    assert known(apollo.owners)[0].enabled is False
    assert (reading.whole, reading.tenant.rest) == (False, None)
    assert graph.times("/users") == graph.times("/groups") == graph.times("/teams/gemini") == 0
    assert reading.tenant.organisation.rules == Gap(reasons.NOT_OF_SOME)
    assert graph.times("/groupSettings") == 0
    assert not any("x-ms-throttle-priority" in each.headers for each in graph.asked), (
        "somebody waits"
    )


async def test_of_more_people_than_two_hundred_all_are_listed(
    graph: Graph, client: GraphClient
) -> None:
    crowd = [user(f"person-{number}") for number in range(201)]
    company(graph, group("apollo"), people=[account(each["id"]) for each in crowd])
    graph.on("/groups/apollo/members", many(*crowd))

    reading = await read(client, EVERYTHING, "apollo")

    assert all(person.can_sign_in for person in known(reading.tenant.teams[0].members))
    assert graph.times("/users") == 1


async def test_a_tenant_may_have_no_teams(graph: Graph, client: GraphClient) -> None:
    company(graph)

    reading = await read(client)

    assert (reading.tenant.teams, reading.tenant.rest) == ((), None)


async def test_what_a_reading_took_is_counted_apart_from_what_else_goes_on(
    graph: Graph, client: GraphClient, directory: Directory
) -> None:
    company(graph, group("apollo"))
    for _ in range(3):
        await directory.rosters(["apollo"], [])

    reading = await read(client)

    assert (reading.http_requests, reading.graph_requests) == (14, 14)


async def test_progress_counts_the_teams_that_are_done(graph: Graph, client: GraphClient) -> None:
    company(graph, *[group(f"team-{number}") for number in range(45)])
    heard: list[tuple[str, int, int]] = []

    def listen(what: str, done: int, total: int) -> None:
        heard.append((what, done, total))

    await Tenants(client).read(EVERYTHING, None, NOW, listen)

    assert heard == [("teams", done, 45) for done in range(46)]

    heard.clear()
    await Tenants(client).read(frozenset({Read.GROUPS}), None, NOW, listen)
    assert heard == [("teams", 45, 45)]


def test_what_one_answer_told_of_a_person_no_later_one_takes_away() -> None:
    bare = account("ada", displayName=None, userPrincipalName=None, userType=None)
    first, last = Accounts(asked=True), Accounts(asked=True)
    first.note("ada", bare)
    first.met([user("ada")])
    last.met([user("ada")])
    last.note("ada", bare)

    assert first.person("ada") == last.person("ada") == ADA
