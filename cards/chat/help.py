"""What can be typed here: each command with a line."""

from collections.abc import Sequence

from cards.kit.elements import Card, Words, card, heading, paragraph
from core.pressing.place import Scope


def build(commands: Sequence[tuple[str, str]], where: Scope) -> Card:
    """`commands` are (what to type, one line), in the order in which they are shown."""
    how = "Mention @Process Center and write:" if where is Scope.TEAM else "Write here:"
    lines = [paragraph(Words(name), f" · {line}", space="Small") for name, line in commands]
    title = "What you can type"
    return card(heading(title), paragraph(how, subtle=True, space="None"), *lines, speak=title)
