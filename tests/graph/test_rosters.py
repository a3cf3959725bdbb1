"""Rosters, from a Graph that answers as it should and as it should not."""

import pytest

from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Member, Roster
from graph.people.directory import Directory
from graph.people.people import NAMES_HIDDEN
from graph.wire.reasons import BUSY, GARBLED, UNANSWERED
from tests.graph.conftest import HOME
from tests.graph.server import Graph, Reply, many, refusal

ADA = {
    "@odata.type": "#microsoft.graph.user",
    "id": "ada",
    "displayName": "Ada Lovelace",
    "userPrincipalName": "ada@contoso.example",
    "userType": "Member",
}
GUEST = {"id": "gil", "displayName": "Gil", "userPrincipalName": "gil_x#EXT#@contoso.example"}
PRINTER = {"@odata.type": "#microsoft.graph.device", "id": "printer", "displayName": "Printer"}
GENERAL = {"id": "19:general", "displayName": "General", "membershipType": "standard"}
SECRET = {"id": "19:secret", "displayName": "Secret", "membershipType": "private"}
SHARED = {"id": "19:shared", "displayName": "Shared", "membershipType": "unknownFutureValue"}

ADA_READ = Member("ada", "Ada Lovelace", "ada@contoso.example", guest=False)


async def one(directory: Directory, team: str = "apollo", own: tuple[str, ...] = ()) -> Roster:
    return (await directory.rosters([team], own))[0]


async def test_a_roster_has_people_with_guests_marked_and_the_kinds_of_channels(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA, GUEST, PRINTER], [GENERAL, SECRET, SHARED])

    roster = await one(directory)

    guest = Member("gil", "Gil", "gil_x#EXT#@contoso.example", guest=True)
    assert roster.members == (ADA_READ, guest)
    assert roster.channels == (
        Channel("19:general", ChannelKind.STANDARD),
        Channel("19:secret", ChannelKind.PRIVATE),
        Channel("19:shared", ChannelKind.SHARED),
    )
    assert roster.own == {}


async def test_the_questions_are_short_and_ask_for_kinds_of_channels_that_are_new(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo")

    await one(directory)

    asked = {each.path: each for each in graph.asked}
    members, channels = asked["/groups/apollo/members"], asked["/teams/apollo/channels"]
    assert members.query == "$select=id,displayName,userPrincipalName,userType&$top=999"
    assert channels.query == "$select=id,displayName,membershipType"
    assert channels.headers["Prefer"] == "include-unknown-enum-members"
    assert channels.headers["x-ms-throttle-priority"] == "low"


SHARED_PEOPLE = "/teams/apollo/channels/19:shared/allMembers"


async def test_members_of_private_and_shared_channels_are_read_only_where_they_are_asked_for(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA], [GENERAL, SECRET, SHARED])
    people = [
        {"userId": "ada", "displayName": "Ada", "tenantId": HOME, "roles": ["owner"]},
        {"userId": "eve", "displayName": "Eve", "tenantId": "elsewhere", "roles": []},
        {"userId": "gil", "displayName": "Gil", "tenantId": HOME, "roles": ["guest"]},
        {"userId": None, "displayName": "Anonymous", "roles": []},
    ]
    graph.on(SHARED_PEOPLE, many(*people))

    roster = await one(directory, own=("19:shared", "19:general", "19:of-another-team"))

    assert roster.own == {
        "19:shared": (
            Member("ada", "Ada", "", guest=False),
            Member("eve", "Eve", "", guest=True),
            Member("gil", "Gil", "", guest=True),
        )
    }
    assert graph.times("/teams/apollo/channels/19:general/members") == 0


@pytest.mark.parametrize(
    ("channel", "asked"), [("19:secret", "members"), ("19:shared", "allMembers")]
)
async def test_a_shared_channel_is_asked_for_all_its_members_and_a_private_one_for_its_own(
    graph: Graph, directory: Directory, channel: str, asked: str
) -> None:
    graph.team("apollo", [ADA], [GENERAL, SECRET, SHARED])
    place = f"/teams/apollo/channels/{channel}"
    graph.on(f"{place}/{asked}", many({"userId": "ada", "displayName": "Ada"}))

    roster = await one(directory, own=(channel,))

    assert roster.own == {channel: (Member("ada", "Ada", "", guest=False),)}
    assert graph.times(f"{place}/members") + graph.times(f"{place}/allMembers") == 1


async def test_all_members_of_a_shared_channel_come_on_pages_and_each_counts_once(
    graph: Graph, directory: Directory
) -> None:
    """Whoever was added themselves and is in a team with which it is shared stands there twice."""
    graph.team("apollo", [ADA], [GENERAL, SHARED])
    ada = {"userId": "ada", "displayName": "Ada", "tenantId": HOME.upper(), "roles": []}
    bea = {"userId": "bea", "displayName": "Bea", "tenantId": HOME, "roles": []}
    link = f"{graph.url}{SHARED_PEOPLE}?$skiptoken=a"
    graph.on(SHARED_PEOPLE, many(ada, link=link), many(bea, ada))

    roster = await one(directory, own=("19:shared",))

    assert roster.own["19:shared"] == (
        Member("ada", "Ada", "", guest=False),
        Member("bea", "Bea", "", guest=False),
    )


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refusal(403, "Forbidden"), "not permitted, needs ChannelMember.Read.All"),
        (refusal(404, "NotFound"), "not there any more"),
        (refusal(429, retry_after="0.01"), BUSY),
    ],
)
async def test_people_of_a_shared_channel_that_cannot_be_read_are_a_gap_for_it_alone(
    graph: Graph, directory: Directory, answer: Reply, why: str
) -> None:
    graph.team("apollo", [ADA], [GENERAL, SECRET, SHARED])
    graph.on(SHARED_PEOPLE, answer)
    graph.on("/teams/apollo/channels/19:secret/members", many({"userId": "ada"}))

    roster = await one(directory, own=("19:secret", "19:shared"))

    assert roster.own["19:shared"] == Gap(why)
    assert roster.own["19:secret"] == (Member("ada", "", "", guest=False),)
    assert roster.members == (ADA_READ,)


async def test_one_team_that_may_not_be_read_spoils_no_other(
    graph: Graph, directory: Directory
) -> None:
    for team in ("apollo", "gemini", "mercury"):
        graph.team(team, [ADA], [GENERAL])
    graph.on("/groups/gemini/members", refusal(403, "Authorization_RequestDenied"))
    graph.on("/teams/mercury/channels", refusal(404, "NotFound"))

    apollo, gemini, mercury = await directory.rosters(["apollo", "gemini", "mercury"], [])

    assert apollo.members == mercury.members == (ADA_READ,)
    assert gemini.members == Gap("not permitted, needs GroupMember.Read.All")
    assert gemini.channels == (Channel("19:general", ChannelKind.STANDARD),)
    assert mercury.channels == Gap("not there any more")


async def test_a_throttled_part_is_asked_again_alone_after_its_own_fraction_of_a_second(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA], [GENERAL])
    graph.team("gemini", [ADA], [GENERAL])
    slow = refusal(429, "TooManyRequests", Retry_After="0.15")
    graph.on("/groups/gemini/members", slow, slow, many(ADA))

    apollo, gemini = await directory.rosters(["apollo", "gemini"], [])

    assert apollo.members == gemini.members == (ADA_READ,)
    assert graph.times("/groups/apollo/members") == 1
    assert graph.times("/groups/gemini/members") == 3


async def test_a_part_that_stays_throttled_is_a_gap_after_three_tries(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA], [GENERAL])
    graph.on("/groups/apollo/members", refusal(429, retry_after="0.01"))

    roster = await one(directory)

    assert roster.members == Gap(BUSY)
    assert isinstance(roster.channels, tuple)
    assert graph.times("/groups/apollo/members") == 3


async def test_nobody_waits_for_a_throttle_of_five_minutes(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA], [GENERAL])
    graph.on("/groups/apollo/members", refusal(429, Retry_After="300"))

    assert (await one(directory)).members == Gap(BUSY)
    assert graph.times("/groups/apollo/members") == 1


async def test_pages_are_followed_to_the_end_through_an_empty_one_and_with_our_headers(
    graph: Graph, directory: Directory
) -> None:
    link = f"{graph.url}/teams/apollo/channels?$skiptoken="
    graph.on("/groups/apollo/members", many())
    graph.on(
        "/teams/apollo/channels",
        many(GENERAL, link=link + "a"),
        many(link=link + "b%2B%2F"),
        many(SECRET),
    )

    roster = await one(directory)

    assert roster.channels == (
        Channel("19:general", ChannelKind.STANDARD),
        Channel("19:secret", ChannelKind.PRIVATE),
    )
    queries = [asked.query for asked in graph.asked if asked.path == "/teams/apollo/channels"]
    assert queries[1:] == ["$skiptoken=a", "$skiptoken=b%2B%2F"]
    again = [request for request in graph.requests if request.method == "GET"]
    assert [r.headers["Prefer"] for r in again] == ["include-unknown-enum-members"] * 2
    assert {r.headers["Authorization"] for r in again} == {"Bearer secret-token"}


async def test_pages_that_lead_back_to_themselves_end_as_a_gap(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA], [GENERAL])
    graph.on("/groups/apollo/members", many(ADA, link=f"{graph.url}/groups/apollo/members?a=b"))

    assert (await one(directory)).members == Gap(
        "Microsoft Graph's pages did not end; try again later"
    )


@pytest.mark.parametrize(
    "body",
    [None, "PGh0bWw+", [], {}, {"value": None}, {"value": ["ada"]}, {"value": [{"id": 7}]}],
)
async def test_a_part_that_makes_no_sense_is_a_gap_for_itself(
    graph: Graph, directory: Directory, body: object
) -> None:
    graph.team("apollo", [ADA], [GENERAL])
    graph.on("/teams/apollo/channels", Reply(body))

    roster = await one(directory)

    assert roster.channels == Gap(GARBLED)
    assert roster.members == (ADA_READ,)


async def test_people_without_any_name_are_a_gap_because_a_permission_is_missing(
    graph: Graph, directory: Directory
) -> None:
    bare = {"@odata.type": "#microsoft.graph.user", "id": "ada", "displayName": None}
    graph.team("apollo", [bare], [GENERAL])

    assert (await one(directory)).members == Gap(NAMES_HIDDEN)


async def test_a_part_that_the_batch_forgot_is_a_gap(graph: Graph, directory: Directory) -> None:
    graph.on("/$batch", Reply({"responses": []}))

    roster = await one(directory)

    assert roster.members == roster.channels == Gap(UNANSWERED)


async def test_the_same_team_twice_is_one_roster_and_no_team_is_no_request(
    graph: Graph, directory: Directory
) -> None:
    graph.team("apollo", [ADA], [GENERAL])

    assert await directory.rosters([], ["19:secret"]) == []
    assert graph.requests == []
    assert len(await directory.rosters(["apollo", "apollo"], [])) == 1
