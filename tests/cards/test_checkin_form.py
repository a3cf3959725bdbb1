"""The form shows what is known and what is wrong, hides nothing that matters, says who reads."""

from dataclasses import replace

import pytest

from cards.checkins import checkin_form
from cards.kit.elements import to_json
from core.checkins.model import AnswerForm
from core.people.model import Person
from tests.cards.renderer import elements, shown
from tests.cards.rounds import FORM, TYPED
from tests.cards.samples import LAST, SAMPLES


def wire(form: AnswerForm) -> dict[str, object]:
    """The form's JSON."""
    return to_json(checkin_form.build(form))


def inputs(form: AnswerForm) -> dict[object, dict[str, object]]:
    """The form's inputs by id, in their order."""
    found = [each for each in elements(wire(form)) if str(each.get("type")).startswith("Input.")]
    return {each["id"]: each for each in found}


def fold(form: AnswerForm) -> dict[str, object]:
    """The part that can be folded away."""
    return next(each for each in elements(wire(form)) if each.get("id") == "more")


def test_it_has_the_inputs_of_the_contract() -> None:
    assert list(inputs(FORM)) == [
        *("schedule", "schedule_note", "budget", "budget_note", "risks", "risks_note"),
        *("attention", "attention_owner", "attention_due", "listen"),
        *("progress", "forecast", "mood"),
    ]


def test_what_the_team_recommends_is_asked_where_a_leader_can_be_named() -> None:
    form = replace(FORM, leaders=("Kim Lee",), typed={"attention_recommendation": "no"})

    assert inputs(form)["attention_recommendation"]["value"] == "no"
    assert "If it is for Kim Lee, ask for a yes or a no" in shown(wire(form))
    assert "attention_recommendation" not in inputs(FORM)


def test_the_colours_are_required_and_the_values_are_those_of_the_contract() -> None:
    schedule = inputs(FORM)["schedule"]

    assert schedule["isRequired"]
    assert schedule["errorMessage"] == "Choose a colour for “Schedule”."
    assert schedule["choices"] == [
        {"title": "■ Red", "value": "red"},
        {"title": "▲ Amber", "value": "amber"},
        {"title": "● Green", "value": "green"},
    ]
    assert [each for each in inputs(FORM).values() if each.get("isRequired")] == [
        inputs(FORM)[name] for name in ("schedule", "budget", "risks")
    ]


def test_what_was_typed_is_in_the_inputs() -> None:
    filled = inputs(replace(FORM, typed=TYPED | {"attention_owner": "k3"}))

    assert {name: each["value"] for name, each in filled.items() if "value" in each} == {
        **TYPED,
        "progress": 70,
        "attention_owner": "k3",
    }


def test_a_value_that_an_input_cannot_hold_is_left_out() -> None:
    typed = {"progress": "much", "forecast": "soon", "mood": "9", "attention_owner": "gone"}

    assert not [each for each in inputs(replace(FORM, typed=typed)).values() if "value" in each]


def test_progress_finish_and_mood_are_folded_away_while_they_are_empty() -> None:
    assert fold(FORM)["isVisible"] is False


@pytest.mark.parametrize("name", checkin_form.MORE)
def test_an_input_with_a_value_or_a_mistake_is_never_hidden(name: str) -> None:
    assert "isVisible" not in fold(replace(FORM, typed={name: "4"}))
    assert "isVisible" not in fold(replace(FORM, mistakes={name: "Look again."}))


def test_a_mistake_stands_behind_its_input_and_is_counted_on_top() -> None:
    form = replace(FORM, mistakes={"schedule_note": "Say why.", "x": "This form is too old."})
    order = [
        str(each.get("id") or each.get("text", "")) for each in elements(wire(form))
    ]  # a dictionary comes before what stands in it

    assert order.index("schedule_note") < order.index("Say why.") < order.index("budget")
    assert "Not sent yet: 2 things to put right" in shown(wire(form))
    assert order.index("This form is too old.") < order.index("schedule")


def test_the_last_colour_stands_beside_each_dimension_with_word_and_shape() -> None:
    words = shown(wire(replace(FORM, last=LAST)))

    assert "team: ● green" in words
    assert "team: ▲ amber" in words
    assert "team: ■ red" in words


def test_it_says_who_sees_the_name() -> None:
    assert (
        "The team reads your words without your name; Ada Byron (owner) and the Process Center"
        " see who wrote them." in shown(wire(FORM))
    )
    assert "; the Process Center sees who" in shown(wire(replace(FORM, owner=None)))


def test_it_says_where_its_contents_come_from() -> None:
    assert "Filled in from your answer of 9 Nov" in shown(to_json(SAMPLES["checkin_form_filled"]()))
    assert "Your answer counts." in shown(wire(replace(FORM, answered_before=True)))


def test_only_an_answer_can_be_withdrawn_and_that_sends_no_inputs() -> None:
    assert [each["title"] for each in _buttons(FORM)] == ["Send"]

    send, withdraw = _buttons(replace(FORM, answered_before=True))
    assert send["data"] == {"verb": "checkin.submit", "round": "0197f3", "nonce": "5f0c"}
    assert withdraw["data"] == {"verb": "checkin.withdraw", "round": "0197f3", "nonce": "5f0c"}
    assert withdraw["associatedInputs"] == "none"


def test_of_very_many_people_those_that_fit_are_offered_and_the_chosen_one() -> None:
    people = tuple(Person(f"p{number}", f"Person {number}") for number in range(2000))
    owner = inputs(replace(FORM, people=people, typed={"attention_owner": "p1999"}))

    choices = owner["attention_owner"]["choices"]
    assert isinstance(choices, list)
    assert 200 < len(choices) < 600
    assert owner["attention_owner"]["value"] == "p1999"


def _buttons(form: AnswerForm) -> list[dict[str, object]]:
    return [each for each in elements(wire(form)) if each.get("type") == "Action.Submit"]
