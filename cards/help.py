"""What can be typed here: each command with a line."""

from collections.abc import Sequence

from cards.elements import Card, Place, Words, card, heading, paragraph, stack


def build(commands: Sequence[tuple[str, str]], where: Place) -> Card:
    """`commands` are (what to type, one line), in the order in which they are shown."""
    how = "Mention @Process Center and write:" if where == "team" else "Write here:"
    lines = [
        stack(paragraph(Words(name)), paragraph(line, subtle=True, space="None"), space="Small")
        for name, line in commands
    ]
    title = "What you can type"
    return card(heading(title), paragraph(how, subtle=True, space="None"), *lines, speak=title)
