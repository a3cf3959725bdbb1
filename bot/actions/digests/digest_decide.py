"""*Yes* and *No* on a digest: what its leader says, for the project's owner to hear."""

from collections.abc import Mapping

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest, digest_decision
from cards.kit.message import message
from core.digests import service, who
from core.digests.model import Decision, Wanted


async def run(turn: Turn) -> Reply:
    """Keep the decision, and stay on the page where it was made."""
    decided = await service.decide(
        turn.ports.digests,
        turn.text("digest"),
        turn.text("wanted"),
        turn.text("decision"),
        turn.person_id,
        turn.now,
        _write,
    )
    return Reply(card=digest.build(decided, turn.page))


def _write(wanted: Wanted, decision: Decision, changed: bool) -> Mapping[str, object]:
    return message(digest_decision.build(wanted, decision, changed))


BUTTON = Button(run, (Press.ONE,), who.READ)
