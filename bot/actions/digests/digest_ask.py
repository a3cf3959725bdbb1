"""*Ask* on a digest: open the form for a question to the project's owner."""

from bot.actions import Button, Press
from bot.chat.turn import Reply, Turn
from cards.digests import digest_ask
from cards.kit.text import plain
from core.digests import asking, who


async def run(turn: Turn) -> Reply:
    """Hand out the form."""
    form = await asking.hand_out(turn.ports.digests, turn.text("digest"), turn.person_id, turn.data)
    return Reply(card=digest_ask.build(form), title=f"Ask {plain(form.owner)}")


BUTTON = Button(run, (Press.FETCH,), who.READ)
