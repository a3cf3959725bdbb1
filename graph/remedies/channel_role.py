"""Whether somebody is an owner or a member of a private or shared channel, or neither."""

from graph.estate.channels import CHANNEL, channel_of
from graph.estate.keeping import extra
from graph.estate.memberships import Place, membership
from graph.wire.asks import Kind
from graph.wire.requests import channel_members

SETS, REMOVES = Kind.SET_CHANNEL_MEMBER, Kind.REMOVE_CHANNEL_MEMBER

# Only those who were added to it themselves: whom a team brings with it cannot be set here.
WAY = membership(
    Place(
        ask=lambda sdk, change: channel_members(
            sdk, change.team_id, extra(change, CHANNEL), shared=False
        ),
        all=lambda sdk, change: channel_of(sdk, change).members,
        one=lambda sdk, change, id_: channel_of(sdk, change).members.by_conversation_member_id(id_),
        sets={True: SETS, False: SETS},
        removes={True: REMOVES, False: REMOVES},
    )
)
