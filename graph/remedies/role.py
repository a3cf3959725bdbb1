"""Whether somebody is an owner or a member of a team, or neither."""

from graph.estate.memberships import Place, membership
from graph.wire.asks import Kind
from graph.wire.look_requests import team_members

WAY = membership(
    Place(
        ask=lambda sdk, change: team_members(sdk, change.team_id),
        all=lambda sdk, change: sdk.teams.by_team_id(change.team_id).members,
        one=lambda sdk, change, id_: sdk.teams.by_team_id(
            change.team_id
        ).members.by_conversation_member_id(id_),
        sets={True: Kind.SET_OWNER, False: Kind.SET_MEMBER},
        removes={True: Kind.REMOVE_OWNER, False: Kind.REMOVE_MEMBER},
    )
)
