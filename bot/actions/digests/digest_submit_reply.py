"""*Send* of a reply: it goes to the leader who asked, or the form comes back with a sentence."""

from collections.abc import Mapping

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest_answer, digest_reply
from cards.kit.message import message
from cards.kit.text import plain
from core.digests import asking, who
from core.digests.model import Question


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await asking.reply(
        turn.ports.digests, turn.text("question"), turn.data, turn.now, _write
    )
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=digest_reply.build(said), title=f"Reply to {plain(said.question.leader)}")


def _write(question: Question) -> Mapping[str, object]:
    return message(digest_answer.build(question))


BUTTON = Button(run, (Press.SUBMIT,), who.REPLY)
