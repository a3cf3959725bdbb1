"""What can be typed here: each command with a line."""

from collections.abc import Sequence

from cards.kit.elements import Card, Words, card, heading, paragraph, stack
from core.pressing.place import Scope


def build(commands: Sequence[tuple[str, str]], where: Scope, unknown: bool = False) -> Card:
    """`commands` are (what to type, one line), in the order in which they are shown.

    `unknown` says first that what was written is none of them, without repeating it: the card is
    kept, people's words to us are not.
    """
    how = "Mention @Process Center and write:" if where is Scope.TEAM else "Write here:"
    lines = [
        stack(paragraph(Words(name)), paragraph(line, subtle=True, space="None"), space="Small")
        for name, line in commands
    ]
    title = "What you can type"
    said = [paragraph("I did not understand that.")] if unknown else []
    intro = paragraph(how, subtle=True, space="None")
    return card(*said, heading(title), intro, *lines, speak=title)
