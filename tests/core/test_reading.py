"""What is typed into a form becomes an answer, a mistake in words, or a refusal; never a crash."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkins.model import Answer, Attention, Colour, Standing
from core.checkins.reading import OLD_FORM, inputs, read, typed, written
from core.errors import InputError
from core.pressing.forms import Mistakes
from tests.core.answers import ANSWERS, IDS, QUESTIONS

MANY = settings(max_examples=300, deadline=None)
GREEN = {"schedule": "green", "budget": "green"}


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        ({}, "standings", {"schedule": Standing(Colour.GREEN), "budget": Standing(Colour.GREEN)}),
        ({"progress": "0"}, "progress", 0),
        ({"progress": "100"}, "progress", 100),
        ({"progress": "007"}, "progress", 7),
        ({"forecast": "2026-11-30"}, "forecast", date(2026, 11, 30)),
        ({"mood": "5"}, "mood", 5),
        ({"listen": "The demo helped."}, "listen", "The demo helped."),
        ({"attention": "Decide"}, "attention", Attention("Decide")),
        (
            {"attention": "Decide", "attention_owner": "k3", "attention_due": "2026-12-01"},
            "attention",
            Attention("Decide", "k3", date(2026, 12, 1)),
        ),
        ({"listen": "x" * 1000}, "listen", "x" * 1000),
        ({"elsewhere": "kept out"}, "listen", ""),
    ],
)
def test_what_is_typed_becomes_the_answer(more: dict[str, str], field: str, value: object) -> None:
    assert getattr(read({**GREEN, **more}, QUESTIONS, IDS), field) == value


@pytest.mark.parametrize(
    ("given_", "wrong"),
    [
        ({}, {"schedule": "Choose a colour.", "budget": "Choose a colour."}),
        ({"schedule": "amber"}, {"schedule_note": "Say in a sentence why it is amber."}),
        ({"budget": "red"}, {"budget_note": "Say in a sentence why it is red."}),
        ({"progress": "101"}, {"progress": "A whole number from 0 to 100."}),
        ({"progress": "-1"}, {"progress": "A whole number from 0 to 100."}),
        ({"progress": "9.5"}, {"progress": "A whole number from 0 to 100."}),
        ({"progress": "٣"}, {"progress": "A whole number from 0 to 100."}),
        ({"progress": "9" * 900}, {"progress": "A whole number from 0 to 100."}),
        ({"forecast": "soon"}, {"forecast": "A date like 2026-11-30."}),
        ({"forecast": "2026-02-30"}, {"forecast": "A date like 2026-11-30."}),
        ({"forecast": "0001-01-01"}, {"forecast": "A date like 2026-11-30."}),
        ({"forecast": "9999-12-31"}, {"forecast": "A date like 2026-11-30."}),
        (
            {"attention": "Decide", "attention_due": "x"},
            {"attention_due": "A date like 2026-11-30."},
        ),
        (
            {"attention_owner": "k3"},
            {"attention": "Say what needs attention, or clear who and by when."},
        ),
        (
            {"attention_due": "2026-12-01"},
            {"attention": "Say what needs attention, or clear who and by when."},
        ),
        ({"listen": "x" * 1001}, {"listen": "Shorten this to 1,000 characters; it has 1,001."}),
    ],
)
def test_a_mistake_is_told_at_its_input(given_: dict[str, str], wrong: dict[str, str]) -> None:
    whole = {**GREEN, **given_} if given_ else {}
    with pytest.raises(Mistakes) as told:
        read(whole, QUESTIONS, IDS)

    assert told.value.fields == wrong
    assert told.value.says == " ".join(wrong.values())


def test_all_mistakes_are_told_at_once() -> None:
    given_ = {"schedule": "red", "progress": "many", "forecast": "soon", "attention_owner": "a1"}
    with pytest.raises(Mistakes) as told:
        read(given_, QUESTIONS, IDS)

    assert {*told.value.fields} == {"schedule_note", "budget", "progress", "forecast", "attention"}


@pytest.mark.parametrize(
    "given_",
    [
        {"schedule": "purple"},
        {"schedule": "GREEN"},
        {"mood": "0"},
        {"mood": "6"},
        {"mood": "five"},
        {"attention": "Decide", "attention_owner": "somebody else"},
        {"attention": "Decide", "attention_recommendation": "perhaps"},
    ],
)
def test_a_value_that_no_form_offers_is_refused_as_a_whole(given_: dict[str, str]) -> None:
    with pytest.raises(InputError) as told:
        read({**GREEN, **given_}, QUESTIONS, IDS)

    assert not isinstance(told.value, Mistakes)
    assert told.value.says == OLD_FORM


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  green ", "green"),
        (70, "70"),
        (70.0, "70"),
        (9.5, "9.5"),
        (float("nan"), "nan"),
        ("a\r\nb", "a\nb"),
        ("a\x00b", "ab"),
    ],
)
def test_an_input_is_read_as_text_however_the_client_sends_it(value: object, text: str) -> None:
    assert typed({"listen": value}, QUESTIONS) == {"listen": text}


@pytest.mark.parametrize("value", [None, "", "  ", "\n\t", "\x00"])
def test_an_empty_input_is_as_one_that_was_left_out(value: object) -> None:
    assert typed({"listen": value}, QUESTIONS) == {}


@pytest.mark.parametrize("value", [True, False, [], {}, ["green"], {"value": "green"}])
def test_a_value_that_no_input_can_give_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="does not fit any more"):
        typed({"schedule": value}, QUESTIONS)


def test_what_is_no_input_of_the_form_is_left_out() -> None:
    assert typed({"verb": "checkin.submit", "msteams": {}, "mood": "3"}, QUESTIONS) == {"mood": "3"}


def test_the_inputs_are_those_of_the_contract() -> None:
    assert inputs(QUESTIONS) == [
        *("schedule", "schedule_note", "budget", "budget_note", "progress", "forecast"),
        *("attention", "attention_owner", "attention_due", "attention_recommendation"),
        *("listen", "mood"),
    ]


@given(ANSWERS)
@MANY
def test_a_form_filled_from_an_answer_gives_that_answer_back(answer: Answer) -> None:
    shown = written(answer)

    assert {*shown} <= {*inputs(QUESTIONS)}
    assert typed(shown, QUESTIONS) == shown
    assert read(shown, QUESTIONS, IDS) == answer


FITTING = {
    "schedule": st.sampled_from([*Colour]),
    "budget": st.sampled_from([*Colour]),
    "schedule_note": st.text(max_size=20),
    "progress": st.integers() | st.floats() | st.text(max_size=5),
    "forecast": st.dates().map(str) | st.text(max_size=12),
    "attention": st.text(max_size=20),
    "attention_owner": st.sampled_from(IDS),
    "attention_due": st.dates().map(str),
    "mood": st.integers(0, 6),
}
GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
SENT = st.fixed_dictionaries({}, optional=FITTING) | st.dictionaries(
    st.sampled_from(inputs(QUESTIONS)) | st.text(max_size=10), GARBAGE, max_size=8
)


@given(SENT)
@MANY
def test_whatever_is_sent_it_is_an_answer_or_an_input_error(data: dict[str, object]) -> None:
    try:
        answer = read(typed(data, QUESTIONS), QUESTIONS, IDS)
    except InputError:
        return

    assert {*answer.standings} == {"schedule", "budget"}
    assert all(one.note or one.colour is Colour.GREEN for one in answer.standings.values())
    assert read(written(answer), QUESTIONS, IDS) == answer
