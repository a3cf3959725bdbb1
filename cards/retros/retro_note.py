"""The form for one note: which prompt it answers, and its words; never who wrote it."""

from cards.kit import inputs
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    card,
    form_button,
    heading,
    own_words,
    paragraph,
)
from cards.retros.retro_words import subject
from core.retros.forms import NoteForm
from core.retros.model import NOTE_LIMIT

WITHOUT_NAME = "Without your name: who wrote a note is stored nowhere. It shows once writing ends."


def build(form: NoteForm) -> Card:
    """What was typed is in the inputs; `said` stands above the next note when there is one."""
    body = [heading(*subject(form.retro), " · your note"), own_words(WITHOUT_NAME, space="None")]
    data = {"retro": form.retro.id, "nonce": form.nonce}
    return card(
        *body,
        *said(form.said),
        *_inputs(form),
        actions=[
            form_button("Save", "retro.submit_note", data, primary=True),
            form_button("Save and write another", "retro.submit_note", {**data, "more": True}),
        ],
    )


def said(words: str) -> list[CardElement]:
    """What became of the submission before this form."""
    return [box("good", paragraph(Words(words)))] if words else []


def _inputs(form: NoteForm) -> list[CardElement]:
    prompts = inputs.choices([(each.id, each.asks) for each in form.retro.format.prompts])
    chosen = form.typed.get("prompt", "")
    found: list[CardElement] = [
        inputs.choice(
            "prompt", "It answers", prompts, chosen, "Choose what it answers.", unfolded=True
        )
    ]
    found += inputs.mistakes(form.mistakes, "prompt")
    found.append(
        inputs.text(
            "note",
            f"Your note, up to {NOTE_LIMIT} characters",
            form.typed.get("note", ""),
            "For example: show the build on Fridays",
            limit=NOTE_LIMIT,
            error="Write your note.",
        )
    )
    return [*found, *inputs.mistakes(form.mistakes, "note")]
