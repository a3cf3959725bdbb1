"""A form that comes back with whatever was typed fits into Teams and keeps every sentence."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Press
from bot.chat.dispatch import answer
from bot.chat.turn import Reply
from cards.checkins import checkin_form
from cards.digests import digest_ask, digest_reply
from cards.kit.elements import Card
from cards.kit.fitting import form
from cards.kit.wire import SIZE_LIMIT, fits, size, to_json
from cards.retros import retro_action, retro_note
from cards.standards import fix_review, waiver_answer, waiver_ask
from core.checkins import reading
from core.digests.asking import ReplyForm
from core.people.model import Person
from core.retros.forms import ActionForm, NoteForm
from core.standards.changes.reviewing import PER_PAGE, ReviewForm
from tests.cards.digest_samples import ASK
from tests.cards.fix_samples import FORM as REVIEW
from tests.cards.fix_samples import NAME
from tests.cards.renderer import elements
from tests.cards.retro_boards import RETRO
from tests.cards.rounds import FORM
from tests.cards.samples import SAMPLES
from tests.cards.waiver_samples import ANSWER, WAIVER
from tests.store.digests import QUESTION

LETTERS = 24_000
SAYS = f"Shorten this to 1,000 characters; it has {LETTERS:,}."
WRONG = {"reason": SAYS, "until": SAYS}
CROWD = tuple(Person(f"{number:036}", f"Somebody {number} 🚧") for number in range(900))


def _checkin(typed: str) -> Card:
    names = reading.inputs(FORM.round.questions)
    wrong = dict.fromkeys(names, SAYS)
    return checkin_form.build(
        replace(FORM, typed=dict.fromkeys(names, typed), mistakes=wrong, people=CROWD)
    )


def _written(typed: str) -> ReviewForm:
    """With a name to be written for each change."""
    changes = tuple(replace(NAME, id=f"{number}") for number in range(PER_PAGE))
    names = [f"choice_{number}" for number in range(1, PER_PAGE + 1)]
    given, wrong = dict.fromkeys(names, typed), dict.fromkeys(names, SAYS)
    offer = replace(REVIEW.offer, changes=changes)
    return replace(REVIEW, offer=offer, given=given, mistakes=wrong)


FORMS: dict[str, Callable[[str], Card]] = {
    "checkin": _checkin,
    "note": lambda typed: retro_note.build(
        NoteForm(RETRO, "n" * 32, {"note": typed, "prompt": typed}, {"note": SAYS})
    ),
    "action": lambda typed: retro_action.build(
        ActionForm(
            RETRO,
            "n" * 32,
            people=CROWD,
            today=RETRO.opened_at.date(),
            typed={"title": typed, "owner": typed, "due": typed},
            mistakes={"title": SAYS},
        )
    ),
    "ask": lambda typed: digest_ask.build(replace(ASK, typed=typed, mistake=SAYS)),
    "waiver": lambda typed: waiver_ask.build(replace(WAIVER, reason=typed, mistakes=WRONG)),
    "waiver_answer": lambda typed: waiver_answer.build(
        replace(ANSWER, why=typed, mistakes={"why": SAYS})
    ),
    "fixes": lambda typed: fix_review.build(_written(typed)),
    "reply": lambda typed: digest_reply.build(ReplyForm(QUESTION, "n" * 32, typed, SAYS)),
}


def texts(part: Any) -> Iterator[dict[str, Any]]:
    """The inputs for text of a card's JSON."""
    return (each for each in elements(part) if each.get("type") == "Input.Text")


def test_every_form_with_an_input_for_text_is_tried() -> None:
    asked = {name: {str(e["id"]) for e in texts(to_json(make()))} for name, make in SAMPLES.items()}
    tried = {str(each["id"]) for make in FORMS.values() for each in texts(to_json(make("x")))}

    assert {id_ for ids in asked.values() for id_ in ids} <= tried


@pytest.mark.parametrize("name", FORMS)
@given(typed=st.text(st.sampled_from('x"\\\n🚧\u202eא👩‍👧 '), min_size=1, max_size=40))
def test_what_was_typed_is_cut_and_the_sentence_stays(name: str, typed: str) -> None:
    long = ("x" * 200 + typed * LETTERS)[:LETTERS]
    made = FORMS[name](long)
    given_back = answer(Press.SUBMIT, Reply(card=made, title="Form"))
    content = given_back["task"]["value"]["card"]["content"]

    assert size(given_back) <= SIZE_LIMIT + 2_000, "the frame around it"
    assert size(content) <= SIZE_LIMIT
    assert SAYS in str(content)
    for each in texts(content):
        assert long.startswith(str(each["value"]).removesuffix(" …"))
        assert len(str(each["value"])) > 100


@pytest.mark.parametrize("name", FORMS)
def test_what_fits_comes_back_whole(name: str) -> None:
    made = FORMS[name]("x" * 1_500)

    assert form(made) == to_json(made)


@given(st.text(min_size=1, max_size=20), st.integers(-3, 3))
def test_whether_a_card_fits_is_told_to_the_byte(typed: str, beside: int) -> None:
    """Also where it is told without counting: full of commas, of characters of four bytes."""
    one = size({"text": [typed]}) - size({"text": [""]})
    most = (SIZE_LIMIT - size({"text": [""]})) // one
    card = {"text": [typed * max(0, most + beside)]}
    assert fits(card) == (size(card) <= SIZE_LIMIT)
