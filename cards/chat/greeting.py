"""The one card after an installation: what this is, and what to type."""

from cards.kit.elements import Card, Words, card, heading, paragraph
from core.pressing.place import Scope

_TEAM = (
    "Check-ins come to this team",
    "When a check-in is due, one card in the channel asks how the project stands. The answers"
    " become one report there, without names.",
)
_PERSONAL = (
    "Your check-ins, from here too",
    "Process Center asks project teams how they stand and turns the answers into one report in"
    " their channel, without names.",
)


def build(where: Scope) -> Card:
    """`where` it was installed; a channel needs a mention, a chat none."""
    in_team = where is Scope.TEAM
    title, what = _TEAM if in_team else _PERSONAL
    before = "@Process Center " if in_team else ""
    then = "start one now" if in_team else "see what waits for you"
    return card(
        heading(title),
        paragraph(what, space="Small"),
        paragraph("Type ", Words(f"{before}check in"), f" to {then}.", space="Small"),
        paragraph("Type ", Words(f"{before}help"), " for everything else.", space="None"),
        speak=f"{title}. {what}",
    )
