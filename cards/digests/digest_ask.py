"""The form in which a leader asks a project's owner."""

from cards.kit import inputs
from cards.kit.elements import Card, Words, box, card, form_button, heading, paragraph
from core.digests.asking import AskForm


def build(form: AskForm) -> Card:
    """What it is about, one input, and who reads it."""
    text = inputs.text("question", "Your question", form.typed)
    text.is_required, text.error_message = True, "Write your question."
    about = {"wanted": form.wanted_id} if form.wanted_id else {"project": form.project_id}
    data = {"digest": form.digest_id, "nonce": form.nonce, **about}
    return card(
        heading("Ask about ", form.project),
        *([box("emphasis", paragraph(form.about))] if form.about else []),
        text,
        *([inputs.mistake(form.mistake)] if form.mistake else []),
        paragraph(
            Words(form.owner),
            " gets it in a chat with Process Center; the reply comes to you here.",
            subtle=True,
        ),
        actions=[form_button("Send", "digest.submit_question", data, primary=True)],
    )
