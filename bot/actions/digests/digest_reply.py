"""*Reply* under a leader's question: open the form for what its owner says."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest_reply
from cards.kit.text import plain
from core.digests import asking, who


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    form = await asking.hand_out_reply(turn.ports.digests, turn.text("question"))
    return Reply(card=digest_reply.build(form), title=f"Reply to {plain(form.question.leader)}")


BUTTON = Button(run, (Press.FETCH,), who.REPLY)
