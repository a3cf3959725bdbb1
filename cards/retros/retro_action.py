"""The form for an action: what will be done, by whom, and by when."""

from microsoft_teams.cards import Choice

from cards.kit import inputs
from cards.kit.elements import Card, CardElement, card, columns, form_button, heading, own_words
from cards.retros.retro_words import subject
from core.retros.forms import ActionForm
from core.retros.model import ACTION_LIMIT

PEOPLE_BUDGET = 16_000  # characters for the list of owners, so that the form stays below 80 KB


def build(form: ActionForm) -> Card:
    """What was typed is in the inputs, and a mistake stands at its input."""
    data = {"retro": form.retro.id, "nonce": form.nonce}
    return card(
        heading(*subject(form.retro), " · an action"),
        own_words("It heads the next retro’s card until somebody presses Done.", space="None"),
        inputs.text(
            "title",
            "What will be done",
            form.typed.get("title", ""),
            "For example: write an agenda for every meeting",
            limit=ACTION_LIMIT,
            lines=False,
            error="Say what will be done.",
        ),
        *_at(form, "title"),
        columns(
            ("stretch", [inputs.choice("owner", "Who", _people(form), _typed(form, "owner"))]),
            ("stretch", [inputs.day("due", "By when", _typed(form, "due"))]),
            space="Small",
        ),
        *_at(form, "owner", "due"),
        actions=[form_button("Save", "retro.submit_action", data, primary=True)],
    )


def _typed(form: ActionForm, name: str) -> str:
    return form.typed.get(name, "")


def _at(form: ActionForm, *names: str) -> list[CardElement]:
    return [inputs.mistake(form.mistakes[name]) for name in names if name in form.mistakes]


def _people(form: ActionForm) -> list[Choice]:
    """The people of the list that fit into a card, the one chosen before always."""
    room = PEOPLE_BUDGET
    offered = []
    for person_id, name in form.people:
        room -= 30 + len(person_id) + len(name)
        if room > 0 or person_id == form.typed.get("owner"):
            offered.append((person_id, name))
    return inputs.choices(offered)
