"""The one card after an installation: what this is, and what to type."""

from cards.kit.elements import Card, Words, card, heading, paragraph
from core.pressing.place import Scope

_TEAM = (
    "Check-ins come to this team",
    "One card in the channel asks how the project stands. The answers become one report, without"
    " names.",
    "to start one now",
)
_PERSONAL = (
    "Your check-ins, from here too",
    "Project teams are asked how they stand. What waits for your answer can be answered here.",
    "to see what waits for you",
)


def build(where: Scope) -> Card:
    """`where` it was installed; a channel needs a mention, a chat none."""
    in_team = where is Scope.TEAM
    title, what, why = _TEAM if in_team else _PERSONAL
    before = "@Process Center " if in_team else ""
    return card(
        heading(title),
        paragraph(what, space="Small"),
        paragraph(
            *("Write ", Words(f"{before}check in"), f" {why}, "),
            *(Words(f"{before}help"), " for everything else."),
            space="Small",
        ),
        speak=f"{title}. {what}",
    )
