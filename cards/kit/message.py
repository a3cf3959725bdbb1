"""A card, or one sentence, becomes the activity that carries it."""

from cards.kit.elements import Card
from cards.kit.wire import to_json
from core.markup import unturned

ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def message(card: Card) -> dict[str, object]:
    """A message with nothing but the card: text beside it would cost us the message's id.

    The summary is what a notification and a screen reader say.
    """
    content = to_json(card)
    attachment = {"contentType": ADAPTIVE, "content": content}
    return {"type": "message", "summary": content.get("speak", ""), "attachments": [attachment]}


def sentence(says: str) -> dict[str, object]:
    """A message of one sentence, whoever's words are in it: nothing of them is Markdown."""
    return {"type": "message", "text": unturned(says), "textFormat": "plain"}
