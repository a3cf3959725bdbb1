"""Who may do what with a digest, and with the questions that come out of one."""

from core.people.roles import May, Role

LEADERS = (
    "Digests are for the leaders whom the office file names. The Process Center can add you there."
)

READ = May(
    frozenset({Role.ADDRESSEE}),
    "This digest belongs to somebody else. Write “digest” to me for your own.",
    about=("digest",),
    elsewhere="A digest is for you alone. Open it in our chat, not in a channel.",
    gone="This digest is not there any more. Write “digest” for a new one.",
)
REPLY = May(
    frozenset({Role.ADDRESSEE}),
    "This question was for somebody else, so only they can reply.",
    about=("question",),
    elsewhere="This question was for you alone. Reply in the chat where it came.",
    gone="This question is not there any more.",
)
GET = May(frozenset({Role.LEADER}), LEADERS)
