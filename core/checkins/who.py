"""Who may do what with a check-in."""

from core.people.roles import May, Role

ELSEWHERE = "This check-in belongs to another channel. Answer it there."
GONE = "This check-in is not there any more. Look for a newer card."

ANSWER = May(
    frozenset({Role.RESPONDENT}),
    "This check-in asks the members of this channel. If you have just joined, try again in a "
    "minute.",
    about=("round",),
    elsewhere=ELSEWHERE,
    gone=GONE,
)
READ_ALL = May(
    frozenset({Role.PROJECT_OWNER, Role.STAFF}),
    "Only {owner} and the Process Center see who wrote what.",
    about=("round",),
    elsewhere=ELSEWHERE,
    gone=GONE,
)
OPEN = May(
    frozenset({Role.MEMBER, Role.STAFF}),
    "A check-in is opened by the members of its channel. Ask one of them. If you have just joined, "
    "try again in a minute.",
)
WATCH = May(
    frozenset({Role.STAFF}),
    "How all check-ins stand is for the Process Center. Write “check in” for those that wait for "
    "you.",
)
