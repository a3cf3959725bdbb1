"""The form in which a project's owner replies to a leader's question."""

from cards.kit import inputs
from cards.kit.elements import Card, Words, box, card, form_button, heading, paragraph
from core.digests.asking import ReplyForm


def build(form: ReplyForm) -> Card:
    """The question, one input, and who reads it."""
    question = form.question
    text = inputs.text("reply", "Your reply", form.typed)
    text.is_required, text.error_message = True, "Write your reply."
    data = {"question": question.id, "nonce": form.nonce}
    return card(
        heading(question.leader, " asks about ", question.project),
        box("emphasis", paragraph(question.text)),
        text,
        *([inputs.mistake(form.mistake)] if form.mistake else []),
        paragraph(Words(question.leader), " gets it with your name, once.", subtle=True),
        actions=[form_button("Send", "digest.submit_reply", data, primary=True)],
    )
