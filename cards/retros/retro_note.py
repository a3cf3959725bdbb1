"""The form for one note: which prompt it answers, and its words; never who wrote it."""

from microsoft_teams.cards import Action

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
AGAIN = "The team has read the notes of before, so it can tell that yours is new."


def build(form: NoteForm) -> Card:
    """What was typed is in the inputs; `said` stands above the next note when there is one."""
    again = [own_words(AGAIN, space="None")] if form.retro.revealed and not form.late else []
    return card(
        heading(*subject(form.retro), " · your note"),
        own_words(WITHOUT_NAME, space="None"),
        *again,
        *said(form.said),
        *too_late(form.late),
        *_inputs(form),
        actions=_buttons(form),
    )


def _buttons(form: NoteForm) -> list[Action]:
    data = {"retro": form.retro.id, "nonce": form.nonce}
    save = form_button("Save", "retro.submit_note", data, primary=not form.late)
    more = form_button("Save and write another", "retro.submit_note", {**data, "more": True})
    return [save] if form.late else [save, more]


def said(words: str) -> list[CardElement]:
    """What became of the submission before this form."""
    return [box("good", paragraph(Words(words)))] if words else []


def too_late(words: str) -> list[CardElement]:
    """Why what stands in the form was not stored."""
    return [box("attention", paragraph(Words(words)))] if words else []


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
