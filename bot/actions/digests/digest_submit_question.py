"""*Send* of a question: it goes to the project's owner, or the form comes back with a sentence."""

from collections.abc import Mapping

from bot.actions import Action, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest_ask, digest_question
from cards.kit.message import message
from cards.kit.text import plain
from core.digests import asking
from core.digests.model import Question


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await asking.ask(
        turn.ports.digests, turn.text("digest"), turn.data, turn.place, turn.now, _write
    )
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=digest_ask.build(said), title=f"Ask {plain(said.owner)}")


def _write(question: Question) -> Mapping[str, object]:
    return message(digest_question.build(question))


ACTION = Action(run, (Press.SUBMIT,))
