"""What can be typed here: each command with a line."""

from collections.abc import Mapping, Sequence

from cards.kit.elements import Card, Words, card, heading, paragraph
from core.pressing.place import Scope
from core.words import listed

ELSEWHERE = {
    Scope.TEAM: "In a team’s channel: ",
    Scope.PERSONAL: "In a chat with me alone, where nobody reads along: ",
}


def build(
    commands: Sequence[tuple[str, str]],
    where: Scope,
    elsewhere: Mapping[Scope, Sequence[str]] | None = None,
) -> Card:
    """`commands` are (what to type, one line), in the order in which they are shown.

    `elsewhere` has what can be typed in other kinds of chats.
    """
    how = "Write here:" if where is Scope.PERSONAL else "Mention @Process Center and write:"
    lines = [paragraph(Words(name), f" · {line}", space="Small") for name, line in commands]
    for scope, names in (elsewhere or {}).items():
        lines.append(paragraph(ELSEWHERE[scope], Words(listed([*names])), space="Medium"))
    title = "What you can type"
    return card(heading(title), paragraph(how, subtle=True, space="None"), *lines, speak=title)
