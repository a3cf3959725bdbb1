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

NOT_YOURS = (
    "This audit is not yours to see any more: it is for the team’s owners and the Process Center."
)

CANNOT_ASK = (
    "An exception is asked for by who is in the team. One of its members or owners can ask."
)
ANSWERS = "Only the Process Center answers this. It was asked already."
ANSWER_IN_CHAT = "Answer in the chat where it came to you, not in a channel."
NO_REQUEST = "This request for an exception is not there any more."
ASKED_ALREADY = "This was asked for already, and the Process Center has not answered yet."
HOLDS = "There is an exception for this until {until}. The next audit shows it."

FIX_ELSEWHERE = "That is about another team. Open it in that team’s channel, or in a chat with me."
FIXES_IN_CHAT = "That is shown in a chat with me alone: write “fixes” there."
FIX_ONLY = (
    "What puts a team right is approved by its owners and the Process Center. One of them can "
    "do it here."
)
UNDO_ONLY = "Only who approved this, an owner of the team, or the Process Center puts it back."
NO_PLAN = "That plan is not there any more. Write “audit” to look anew."

SEE_ALL = May(frozenset({Role.STAFF}), STAFF_ONLY, elsewhere=STAFF_ONLY)
SEE_TEAM = May(
    frozenset({Role.TEAM_OWNER, Role.PERHAPS_OWNER, Role.PROJECT_OWNER, Role.STAFF}),
    OWNERS_ONLY,
    about=("team",),
    elsewhere="That audit belongs to another team. Write “audit” in that team’s channel.",
    gone=GONE,
)
SEE = replace(SEE_TEAM, otherwise=SEE_ALL)
ASK = May(
    SEE_TEAM.roles | {Role.MEMBER},
    CANNOT_ASK,
    about=("team",),
    elsewhere=SEE_TEAM.elsewhere,
    gone=GONE,
)
ANSWER = May(
    frozenset({Role.STAFF}),
    ANSWERS,
    about=("waiver",),
    elsewhere=ANSWER_IN_CHAT,
    gone=NO_REQUEST,
)
TAKE_BACK = May(
    frozenset({Role.STARTER}),
    "Only who asked can take this back: {people}.",
    about=("waiver",),
    elsewhere="Take it back in the chat where your request stands.",
    gone=NO_REQUEST,
)
FIX = replace(
    SEE_TEAM,
    says=FIX_ONLY,
    roles=frozenset({Role.TEAM_OWNER, Role.PERHAPS_OWNER, Role.STAFF}),
    elsewhere=FIX_ELSEWHERE,
)
FIX_ANY = replace(FIX, otherwise=SEE_ALL)
UNDO = May(
    FIX.roles | {Role.STARTER},  # of who perhaps owns the team Microsoft Graph is asked
    UNDO_ONLY,
    about=("plan",),
    elsewhere="Put it back in the chat where its card is.",
    gone=NO_PLAN,
)
