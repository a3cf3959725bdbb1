"""Who is in a conversation, and what a team is and has."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulator.activities import team_info
from simulator.connector.activities import reached
from simulator.connector.answers import NOT_IN_ROSTER, Answer, Refusal, bad
from simulator.connector.gate import Gate
from simulator.facts import Person, Team, mri
from simulator.limits import Use
from simulator.places import base
from simulator.world import World

MEMBERS = "/teams/v3/conversations/{conversation}/members"
PAGED = "/teams/v3/conversations/{conversation}/pagedmembers"
TEAM = "/teams/v3/teams/{team}"
MOST_A_PAGE = 500


Act = Callable[[World, web.Request], Answer]


def routes(world: World, gate: Gate) -> list[web.RouteDef]:
    def reading(act: Act, key: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            conversation = base(request.match_info[key])
            return await gate.serve(request, Use.READ, conversation, lambda: act(world, request))

        return handle

    return [
        web.get(MEMBERS, reading(_all, "conversation")),
        web.get(f"{MEMBERS}/{{member}}", reading(_one, "conversation")),
        web.get(PAGED, reading(_page, "conversation")),
        web.get(TEAM, reading(_details, "team")),
        web.get(f"{TEAM}/conversations", reading(_channels, "team")),
    ]


def _all(world: World, request: web.Request) -> Answer:
    return Answer(200, [_account(world, person) for person in _members(world, request)])


def _page(world: World, request: web.Request) -> Answer:
    """`continuationToken` is the number of people already given."""
    size = request.query.get("pageSize", "200")
    begin = request.query.get("continuationToken") or "0"
    if not size.isdigit() or not begin.isdigit():
        raise bad("pageSize must be a number, continuationToken one that was given.")

    people = _members(world, request)
    end = int(begin) + min(max(int(size), 50), MOST_A_PAGE)
    page: dict[str, Any] = {
        "members": [_account(world, person) for person in people[int(begin) : end]]
    }
    if end < len(people):
        page["continuationToken"] = str(end)
    return Answer(200, page)


def _one(world: World, request: web.Request) -> Answer:
    person = world.directory.person(request.match_info["member"])
    if person is None or person not in _members(world, request):
        raise Refusal(404, "MemberNotFoundInConversation", "Member not found in conversation.")
    return Answer(200, _account(world, person))


def _members(world: World, request: web.Request) -> list[Person]:
    return world.places.members(reached(world, request.match_info["conversation"]))


def _team(world: World, request: web.Request) -> Team:
    team = world.directory.team(request.match_info["team"])
    if team is None:
        raise Refusal(404, "TeamNotFound", "The team was not found.")
    if team.id not in world.installs.teams:
        raise Refusal(*NOT_IN_ROSTER)
    return team


def _details(world: World, request: web.Request) -> Answer:
    team = _team(world, request)
    counts = {
        "channelCount": len(world.directory.channels_of(team)),
        "memberCount": len(world.directory.rosters[team.id].members),
    }
    return Answer(200, team_info(team) | counts | {"type": "standard"})


def _channels(world: World, request: web.Request) -> Answer:
    """General has no name here, as in Teams."""
    team = _team(world, request)
    channels: list[dict[str, Any]] = [
        {"id": channel.id, "name": None if channel.id == team.general else channel.name}
        for channel in world.directory.channels_of(team)
    ]
    return Answer(200, {"conversations": channels})


def _account(world: World, person: Person) -> dict[str, Any]:
    given, _, surname = person.name.partition(" ")
    return {
        "id": mri(person.id),
        "objectId": person.id,
        "aadObjectId": person.id,
        "name": person.name,
        "givenName": given,
        "surname": surname,
        "email": person.mail,
        "userPrincipalName": person.upn,
        "tenantId": person.home or world.facts.id,
        "userRole": "guest" if person.guest else "user",
    }
