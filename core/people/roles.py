"""Who somebody is for a thing, and what that lets them do: read from rosters and the office file.

Nothing here comes from a card. What each command and button asks for stands beside it, as a `May`;
it is checked before anything but the thing and its people is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.errors import NotAllowed, NotFound
from core.pressing.place import Place, Scope
from core.words import listed

NOBODY = (
    "Teams did not say who you are, so nobody can tell whether you may. "
    "Sign in to Teams with your work account and try again."
)


TEAM = "team"  # what something is about that is about a team as a whole


class Role(StrEnum):
    """Who somebody can be. A guest is none of these, unless a check-in names them."""

    MEMBER = "member"  # of the channel: of its team, or of a private or shared channel itself
    RESPONDENT = "respondent"  # whom it asks: members, or those it names
    TEAM_OWNER = "team_owner"
    PERHAPS_OWNER = "perhaps_owner"  # of a team whose owners nobody could read so far
    PROJECT_OWNER = "project_owner"
    STARTER = "starter"  # who began it
    ADDRESSEE = "addressee"  # whose card it is
    LEADER = "leader"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Part:
    """Who somebody is for a thing, or for the channel in which they write.

    `channel_id` is where the thing is, None for what belongs to one person. `owner` is the name of
    the project's owner, empty where nobody is known. `roster_known` is False while nobody could
    tell who is in the channel: then the channel itself vouches for who is in it, but for a `guest`.
    The conversation in which they are is `closed` where it did not take our last message.
    """

    person_id: str
    roles: frozenset[Role]
    channel_id: str | None
    team_id: str | None
    owner: str
    roster_known: bool
    guest: bool
    closed: bool = False


@dataclass(frozen=True, slots=True)
class May:
    """Who may do something, and with what: the first of `about` whose id the button carries.

    It is a kind of things, or TEAM; without one it is the channel in which somebody writes, or
    nothing in a chat of theirs. Without `roles` it is anybody. `says` is for who may not, and says
    whom to ask; `{owner}` in it is the project's owner, `{people}` are those who may, as far as
    they are known by name. `elsewhere` is for a press in another
    channel; `gone` where the thing is not there. A button that names none of `about` is about the
    whole office where there is an `otherwise`, and that says who may.
    """

    roles: frozenset[Role]
    says: str
    about: tuple[str, ...] = ()
    elsewhere: str = ""
    gone: str = ""
    otherwise: "May | None" = None


ANYBODY = May(frozenset(), "")

_CALLED = {
    Role.STARTER: "who began it",
    Role.PROJECT_OWNER: "the project’s owner",
    Role.TEAM_OWNER: "an owner of the team",
    Role.MEMBER: "a member of the channel",
    Role.STAFF: "the Process Center",
}
NAMED = 4  # people whom a refusal names at most


class Refused(NotAllowed):
    """Somebody has not the role for it."""


def refusal(may: May, part: Part, names: Sequence[str] = ()) -> str:
    """What somebody hears who may not; `names` are of people who may, the nearest first."""
    roles = [role for role in _CALLED if role in may.roles]
    asked = [*names[:NAMED], *(_CALLED[role] for role in roles if not names or role is Role.STAFF)]
    people = listed(asked, joined="or")
    return may.says.format(owner=part.owner or "the project’s owner", people=people)


def check(may: May, part: Part | None, place: Place) -> Part:
    """The part, where it lets them do this here. Raises NotAllowed in words, and NotFound.

    It is Refused where they would need another role.

    A press counts in the channel of its thing, or in a personal chat with somebody whom it asks.
    """
    if not place.person_id:
        raise NotAllowed(NOBODY)
    if part is None:
        raise NotFound(may.gone)
    roles = part.roles
    inside = place.channel_id is not None and place.channel_id == part.channel_id
    if inside and not part.roster_known and not part.guest:
        roles |= {Role.MEMBER, Role.RESPONDENT}
    here = place.scope is not Scope.GROUP and (
        place.channel_id == part.channel_id
        or (place.channel_id is None and not roles.isdisjoint({Role.RESPONDENT, Role.ADDRESSEE}))
    )
    if may.elsewhere and not here:
        raise NotAllowed(may.elsewhere)
    if roles.isdisjoint(may.roles):
        raise Refused(refusal(may, part))
    return part


def depends_on_roster(may: May, part: Part, place: Place) -> bool:
    """Whether they would not be refused had they joined, or come to own the team, a moment ago."""
    joined = {Role.MEMBER, Role.RESPONDENT, Role.TEAM_OWNER}
    try:
        check(may, replace(part, roles=part.roles | joined), place)
    except NotAllowed:
        return False
    return True
