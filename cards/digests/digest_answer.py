"""What a project's owner replied, in the chat of the leader who asked."""

from microsoft_teams.cards import Action

from cards.kit.elements import Card, box, card, dialog_button, heading, own_words, paragraph
from cards.kit.text import readers_moment
from core.digests.model import Question


def build(question: Question) -> Card:
    """The question stays above the reply: they may have asked several. Asking on is one press."""
    title = (question.owner, " replied about ", question.project)
    asked = readers_moment(question.asked_at)
    return card(
        heading(*title),
        own_words(f"You asked {asked}", space="None"),
        paragraph(f"“{question.text}”", subtle=True, space="Small"),
        box("emphasis", paragraph(question.reply)),
        actions=[_again(question)],
        speak=f"{''.join(title)}: {question.reply}",
    )


def _again(question: Question) -> Action:
    digest = question.digest_id
    if question.wanted_id:
        return dialog_button("Ask again", "digest.ask", digest=digest, wanted=question.wanted_id)
    return dialog_button("Ask again", "digest.ask", digest=digest, project=question.project_id)
