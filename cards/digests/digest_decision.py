"""A leader's decision in the chat of the project's owner: what was wanted, and what they said."""

from cards.kit.elements import Card, Words, box, card, heading, own_words, paragraph
from cards.kit.text import readers_moment
from core.digests.model import Decision, Wanted


def build(wanted: Wanted, decision: Decision, changed: bool) -> Card:
    """`changed` when it takes the place of another one; there is nothing to press."""
    said = f" now says {decision.decided}" if changed else f" says {decision.decided}"
    title = (decision.by, said, " · ", wanted.project)
    words = "It takes the place of what they said before." if changed else ""
    return card(
        heading(*title),
        own_words(f"Decided {readers_moment(decision.decided_at)}", space="None"),
        box("emphasis", paragraph(wanted.what)),
        *([paragraph(Words(words, bold=False), subtle=True)] if words else []),
        speak=f"{''.join(title)}: {wanted.what}",
    )
