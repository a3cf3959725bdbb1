"""*Yes* and *No* on a digest: what its leader says, for the project's owner to hear."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest
from core.digests import service, who


async def run(turn: Turn) -> Reply:
    """Keep the decision, and stay on the page where it was made."""
    decided = await service.decide(
        turn.ports.digests,
        turn.text("digest"),
        turn.text("wanted"),
        turn.text("decision"),
        turn.person_id,
        turn.now,
    )
    return Reply(card=digest.build(decided, turn.now, turn.page))


BUTTON = Button(run, (Press.ONE,), who.READ)
