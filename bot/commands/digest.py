"""`digest` — one card of how everything in your scope stands now, or one project of it."""

from uuid import NAMESPACE_URL, uuid5

from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.digests import digest_decisions
from core.digests import log, service, who
from core.pressing.place import Scope
from core.words import named

IN_OUR_CHAT = "Your digest is for you alone, so it comes in our chat."
WAITS = (
    "Your digest is for you alone, so it comes in a chat of our own. "
    "If none begins in a moment, write anything to me there."
)
ALL_OF_IT = ("", "please", "now")  # what may follow and names nothing
DECISIONS = ("decisions", "decision")


async def run(turn: Turn) -> Reply:
    """The card is the answer, in a personal chat; a message that Teams repeats is one digest."""
    words = named(turn.words).strip(" .!?")
    if words in DECISIONS:
        return await _decisions(turn)
    wanted = "" if words in ALL_OF_IT else turn.words.strip(" .!?")
    whose = await service.leader(turn.ports.digests, turn.person_id)
    asked = uuid5(NAMESPACE_URL, f"{turn.conversation_id}/{turn.activity_id}")
    await service.make(turn.ports.digests, asked.hex, "", whose, turn.now, wanted)
    if turn.channel_id is None:
        return Reply()
    return Reply(says=IN_OUR_CHAT if whose.conversation_id else WAITS)


async def _decisions(turn: Turn) -> Reply:
    if turn.channel_id is not None:
        return Reply(says=who.ALONE)
    staff = await turn.ports.people.parts.is_staff(turn.person_id)
    found = await log.read(turn.ports.digests, turn.person_id, staff, turn.now)
    return Reply(card=digest_decisions.build(found))


COMMAND = Command(
    run,
    help="For leaders: see how everything stands, or one project, or what you decided",
    who=who.GET,
    alone=who.GET,
    offered={Scope.PERSONAL: "How all stands, for leaders; also: digest PROJECT, digest decisions"},
    takes="[project or decisions]",
)
