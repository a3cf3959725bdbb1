"""Who may do what with a retro."""

from dataclasses import replace

from core.people.roles import May, Role

ELSEWHERE = "This retro belongs to another channel. Take part in it there."
GONE = "This retro is not there any more. Look for a newer card."

TAKE_PART = May(
    frozenset({Role.MEMBER}),
    "This retro is for the members of this channel, without guests. If you have just joined, try "
    "again in a minute.",
    about=("retro",),
    elsewhere=ELSEWHERE,
    gone=GONE,
)
FOLLOW_UP = replace(TAKE_PART, roles=frozenset({Role.MEMBER, Role.STAFF}))
LEAD = May(
    frozenset({Role.STARTER, Role.PROJECT_OWNER, Role.TEAM_OWNER, Role.STAFF}),
    "To move this retro on, or back, ask {people}.",
    about=("retro",),
    elsewhere=ELSEWHERE,
    gone=GONE,
)
OPEN = May(
    frozenset({Role.MEMBER, Role.STAFF}),
    "A retro is begun by the members of its channel, without guests. Ask one of them. If you have "
    "just joined, try again in a minute.",
)
