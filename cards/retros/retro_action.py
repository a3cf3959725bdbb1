"""The form for an action: what will be done, by whom, and by when."""

from cards.kit import inputs
from cards.kit.elements import Card, card, columns, form_button, heading, own_words
from cards.retros.retro_note import too_late
from cards.retros.retro_words import subject
from core.retros.forms import ActionForm
from core.retros.model import ACTION_LIMIT

SEEN = "The whole channel sees it and whose it is, here and in the next retro, until it is done."


def build(form: ActionForm) -> Card:
    """What was typed is in the inputs, and a mistake stands at its input."""
    data = {"retro": form.retro.id, "nonce": form.nonce}
    return card(
        heading(*subject(form.retro), " · an action"),
        own_words(SEEN, space="None"),
        *too_late(form.late),
        inputs.text(
            "title",
            "What will be done",
            form.typed.get("title", ""),
            "For example: write an agenda for every meeting",
            limit=ACTION_LIMIT,
            lines=False,
            error="Say what will be done.",
        ),
        *inputs.mistakes(form.mistakes, "title"),
        columns(
            ("stretch", [inputs.person("owner", "Who", form.people, _typed(form, "owner"))]),
            ("stretch", [inputs.day("due", "By when", _typed(form, "due"))]),
            space="Small",
        ),
        *inputs.mistakes(form.mistakes, "owner", "due"),
        actions=[form_button("Save", "retro.submit_action", data, primary=not form.late)],
    )


def _typed(form: ActionForm, name: str) -> str:
    return form.typed.get(name, "")
