"""*Send* of a question: it goes to the project's owner, or the form comes back with a sentence."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest_ask
from cards.kit.text import plain
from core.digests import asking, who


async def run(turn: Turn) -> Reply:
    """Take what was typed."""
    said = await asking.ask(
        turn.ports.digests, turn.text("digest"), turn.person_id, turn.data, turn.now
    )
    if isinstance(said, str):
        return Reply(says=said)
    return Reply(card=digest_ask.build(said), title=f"Ask {plain(said.owner)}")


BUTTON = Button(run, (Press.SUBMIT,), who.READ)
