"""The one card after an installation: what this is, and what to type."""

from cards.kit.elements import Card, Words, card, heading, paragraph
from core.pressing.place import Scope

# A title, what this is, and what to write first.
_SAID = {
    Scope.TEAM: (
        "Check-ins come to this team",
        "One card in the channel asks how the project stands. The answers become one report,"
        " without names.",
        ("check in", " to start one now, "),
    ),
    Scope.PERSONAL: (
        "Your check-ins, from here too",
        "Project teams are asked how they stand. What waits for your answer can be answered here.",
        ("check in", " to see what waits for you, "),
    ),
    Scope.GROUP: (
        "Check-ins and retros are in the teams’ channels",
        "Here, where several people read along, you can say that you are away, or back again.",
        ("away until Friday", " for example, "),
    ),
}


def build(where: Scope) -> Card:
    """`where` it was installed; only in a chat with one person no mention is needed."""
    title, what, (first, why) = _SAID[where]
    before = "" if where is Scope.PERSONAL else "@Process Center "
    return card(
        heading(title),
        paragraph(what, space="Small"),
        paragraph(
            *("Write ", Words(f"{before}{first}"), why),
            *(Words(f"{before}help"), " for everything else."),
            space="Small",
        ),
        speak=f"{title}. {what}",
    )
