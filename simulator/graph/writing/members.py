"""People of teams and of private and shared channels: added, made owners, removed.

learn.microsoft.com/graph/api/team-post-members, -conversationmember-update, -delete-members. Adding
to a team whoever is in it is answered as if it were new (github.com/microsoftgraph/
microsoft-graph-docs/issues/9303).
"""

from collections.abc import Mapping

from simulator.activities import At
from simulator.channels import Roster
from simulator.facts import Kind, Person, Team
from simulator.graph.answers import Answer, Refusal, bad, forbidden, not_found
from simulator.graph.filters import Entity
from simulator.graph.query import Query, one
from simulator.graph.teams import find_channel, find_team, member
from simulator.graph.writes import OWNERS
from simulator.graph.writing.bodies import DONE, OF_USER, bound, given
from simulator.graph.writing.changes import begin, tell_channel_members, tell_members, writable
from simulator.world import World

Ids = Mapping[str, str]
FIELDS = ("roles", "userId", "tenantId", "visibleHistoryStartDateTime", "id", "displayName")
USER = "user@odata.bind"
LAST_OWNER = "The last owner of the team cannot be removed, or made a member."


def single(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    return _one(world, query, (team, team.channels[0]), _member(world, ids))


def single_of_channel(world: World, query: Query, ids: Ids) -> Answer:
    at = find_channel(world, ids)
    return _one(world, query, at, _member_of(world, at, ids["member"]))


def add(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    person, owns = _asked(world, query)
    roster = world.directory.rosters[team.id]
    new = person.id not in roster.members
    if owns:
        _may_own(world, person)
    begin(world, team)
    world.directory.change_members(team, [person.id], [], [person.id] if owns else [])
    if new:
        tell_members(world, team, [person.id], [])
    return _one(world, query, (team, team.channels[0]), person, 201)


def update(world: World, query: Query, ids: Ids) -> Answer:
    team, person = find_team(world, ids), _member(world, ids)
    roster, owns = world.directory.rosters[team.id], _owns(query)
    if owns or person.id in roster.owners:
        _may_own(world, person, owns=owns)
    if not owns:
        _not_the_last(roster, person)
    begin(world, team)
    lists = ([person.id], []) if owns else ([], [person.id])
    world.directory.change_members(team, [], [], *lists)
    return _one(world, query, (team, team.channels[0]), person)


def remove(world: World, _: Query, ids: Ids) -> Answer:
    team, person = find_team(world, ids), _member(world, ids)
    roster = world.directory.rosters[team.id]
    if person.id in roster.owners:
        _may_own(world, person, owns=False)
    _not_the_last(roster, person)
    begin(world, team)
    world.directory.change_members(team, [], [person.id])
    tell_members(world, team, [], [person.id])
    _leave_private(world, team, person)
    return DONE


def add_to_channel(world: World, query: Query, ids: Ids) -> Answer:
    """Into a private channel only whoever is in its team."""
    at, roster = _own(world, ids)
    person, owns = _asked(world, query)
    if at[1].kind is Kind.PRIVATE and person.id not in world.directory.rosters[at[0].id].members:
        raise bad("Only members of the team can be added to a private channel.")
    if person.id in roster.members:
        raise bad("The user is a member of the channel already.")
    if owns and person.guest:
        raise bad("A guest cannot be an owner.")
    begin(world, at[0])
    owners = [person.id] if owns else []
    world.directory.channels.change_members(at[1].id, [person.id], [], owners)
    tell_channel_members(world, at, [person.id], [])
    return _one(world, query, at, person, 201)


def update_in_channel(world: World, query: Query, ids: Ids) -> Answer:
    at, roster = _own(world, ids)
    person, owns = _member_of(world, at, ids["member"]), _owns(query)
    if owns and person.guest:
        raise bad("A guest cannot be an owner.")
    if not owns:
        _not_the_last(roster, person)
    begin(world, at[0])
    lists = ([person.id], []) if owns else ([], [person.id])
    world.directory.channels.change_members(at[1].id, [], [], *lists)
    return _one(world, query, at, person)


def remove_from_channel(world: World, _: Query, ids: Ids) -> Answer:
    at, roster = _own(world, ids)
    person = _member_of(world, at, ids["member"])
    _not_the_last(roster, person)
    begin(world, at[0])
    world.directory.channels.change_members(at[1].id, [], [person.id])
    tell_channel_members(world, at, [], [person.id])
    return DONE


def person_of(world: World, values: Mapping[str, object]) -> Person:
    """Whom a member of a body names. Raises Refusal for nobody of this organisation."""
    person = world.directory.person(bound(values, USER, OF_USER))
    if person is None or person.home:
        raise not_found("The user is not found in the tenant.")
    return person


def _asked(world: World, query: Query) -> tuple[Person, bool]:
    owns = _owns(query)
    return person_of(world, given(query, FIELDS)), owns


def _owns(query: Query) -> bool:
    roles = given(query, FIELDS).get("roles", [])
    if not isinstance(roles, list) or not set(roles) <= {"owner", "guest"}:
        raise bad("Invalid role specified for member.")
    return "owner" in roles


def _may_own(world: World, person: Person, *, owns: bool = True) -> None:
    """Who is or becomes an owner may be touched only with the wider permission."""
    if OWNERS in world.graph.denied:
        world.graph.counts.denied += 1
        raise forbidden(f"Missing role permissions on the request. API requires '{OWNERS}'.")
    if owns and person.guest:
        raise bad("A guest cannot be an owner.")


def _not_the_last(roster: Roster, person: Person) -> None:
    if person.id in roster.owners and len(roster.owners) == 1:
        raise bad(LAST_OWNER)


def _leave_private(world: World, team: Team, person: Person) -> None:
    """Who is not in the team is in none of its private channels, and does not come back by itself.

    learn.microsoft.com/microsoftteams/private-channels
    """
    for channel in world.directory.channels_of(team):
        if channel.kind is Kind.PRIVATE:
            roster = world.directory.channels.rosters[channel.id]
            if person.id in roster.members:
                world.directory.channels.change_members(channel.id, [], [person.id])
                tell_channel_members(world, (team, channel), [], [person.id])


def _own(world: World, ids: Ids) -> tuple[At, Roster]:
    """A channel with people of its own, of a team that can be written."""
    at = find_channel(world, ids)
    if at[1].kind is Kind.STANDARD:
        raise bad("Members of a standard channel are those of its team.")
    writable(world, at[0])
    return at, world.directory.channels.rosters[at[1].id]


def _member(world: World, ids: Ids) -> Person:
    team = find_team(world, ids)
    return _member_of(world, (team, team.channels[0]), ids["member"])


def _member_of(world: World, at: At, id_: str) -> Person:
    for person in world.directory.direct_members(*at):
        if _entity(world, at, person)["id"] == id_:
            return person
    raise Refusal(404, "NotFound", "The member is not found.")


def _one(world: World, query: Query, at: At, person: Person, status: int = 200) -> Answer:
    found = one(query, _entity(world, at, person), f"teams('{at[0].id}')/members/$entity")
    return Answer(status, found.body)


def _entity(world: World, at: At, person: Person) -> Entity:
    return member(world, at[1], person, person.id in world.directory.owners(*at))
