"""Who may do what with a digest, and with the questions that come out of one."""

from dataclasses import replace

from core.people.roles import May, Role

LEADERS = "Digests are for leaders. If you should get one, ask the Process Center to add you."
ALONE = "What you decided is for you alone. Write “digest decisions” in our own chat."
NO_RULING = "This decision is not there any more."

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
GET = May(frozenset({Role.LEADER, Role.STAFF}), LEADERS)
LOG = replace(GET, otherwise=replace(GET, elsewhere=ALONE))
