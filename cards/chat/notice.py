"""One sentence as a card: the answer to a press when a card must be given."""

from cards.kit.elements import Card, card, paragraph


def build(says: str) -> Card:
    """The sentence is shown as typed, whoever's words are in it."""
    return card(paragraph(says), speak=says)
