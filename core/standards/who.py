"""Who may see what an audit found."""

from dataclasses import replace

from core.people.roles import May, Role

GONE = "That audit is not there any more. Write “audit” for a new one."
STAFF_ONLY = (
    "The audit of all teams is for the Process Center. In a chat with me, “audit” shows "
    "the teams that you own."
)
OWNERS_ONLY = (
    "A team’s audit is for its owners and the Process Center. One of its owners can ask here. "
    "In a chat with me, “audit” shows the teams that you own."
)
NO_TEAM = (
    "There is no team {name} whose audit you may see.{hint} Write “audit” alone for what there is."
)
SEVERAL = (
    "There are {number} teams called {name}, so I cannot tell which one you mean. "
    "Write “audit” in a channel of that team."
)
HERE_ALONE = (
    "In a channel I check its own team: write “audit” alone. "
    "For another team write “audit” and its name to me in a chat of our own."
)

SEE_ALL = May(frozenset({Role.STAFF}), STAFF_ONLY, elsewhere=STAFF_ONLY)
SEE_TEAM = May(
    frozenset({Role.TEAM_OWNER, Role.PERHAPS_OWNER, Role.PROJECT_OWNER, Role.STAFF}),
    OWNERS_ONLY,
    about=("team",),
    elsewhere="That audit belongs to another team. Write “audit” in that team’s channel.",
    gone=GONE,
)
SEE = replace(SEE_TEAM, otherwise=SEE_ALL)
