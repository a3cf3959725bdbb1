"""The one card after an installation: what this is, and what to type."""

from cards.kit.elements import Card, Place, Words, card, heading, paragraph

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


def build(kind: Place) -> Card:
    """`kind` is the chat in which it was installed; a channel needs a mention, a chat none."""
    title, what = _TEAM if kind == "team" else _PERSONAL
    before = "@Process Center " if kind == "team" else ""
    then = "start one now" if kind == "team" else "see what waits for you"
    return card(
        heading(title),
        paragraph(what, space="Small"),
        paragraph("Type ", Words(f"{before}check in"), f" to {then}.", space="Small"),
        paragraph("Type ", Words(f"{before}help"), " for everything else.", space="None"),
        speak=f"{title}. {what}",
    )
