"""A leader's question in the chat of a project's owner, and the reply once there is one."""

from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    card,
    dialog_button,
    heading,
    own_words,
    paragraph,
)
from cards.kit.text import readers_moment
from core.digests.model import Question


def build(question: Question) -> Card:
    """One button, until there is a reply."""
    title = (question.leader, " asks about ", question.project)
    about: list[CardElement] = []
    if question.about:
        about = [paragraph("Your team wants: ", question.about, subtle=True, space="None")]
    replied = question.replied_at is not None
    reply = dialog_button("Reply", "digest.reply", primary=True, question=question.id)
    return card(
        heading(*title),
        own_words(_state(question), space="None"),
        *about,
        box("emphasis", paragraph(question.text)),
        *([paragraph(Words("You replied: "), question.reply)] if replied else []),
        actions=[] if replied else [reply],
        speak=f"{''.join(title)}: {question.text}",
    )


def _state(question: Question) -> str:
    if question.replied_at is not None:
        return f"Replied {readers_moment(question.replied_at)}"
    return f"Asked {readers_moment(question.asked_at)} · you get this as the project’s owner"
