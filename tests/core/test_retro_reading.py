"""What is typed into a retro's forms becomes a note, a ballot, an action, or mistakes in words."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.people.model import Person
from core.pressing import forms
from core.pressing.forms import Mistakes
from core.retros.forms import ActionForm
from core.retros.reading import ACTION, NOTE, read_action, read_ballot, read_note
from core.retros.sentences import OLD_CARD
from tests.core.retros import FORMAT, OWNERS, RETRO

MANY = settings(max_examples=300, deadline=None)
TODAY = date(2026, 11, 20)
FORM = ActionForm(RETRO, "nonce", OWNERS, TODAY)
WHOLE = "A whole number from 0 to 3."


def typed(data: Mapping[str, object], inputs: Iterable[str]) -> dict[str, str]:
    """What was typed into these inputs of a retro's form."""
    return forms.typed(data, inputs, OLD_CARD)


def test_a_note_is_its_prompt_and_its_words() -> None:
    data = {"prompt": "stop", "note": "  Meetings\r\nwithout an agenda \x00", "verb": "v", "x": {}}

    assert read_note(typed(data, NOTE), FORMAT) == ("stop", "Meetings\nwithout an agenda")


@pytest.mark.parametrize(
    ("given_", "wrong"),
    [
        ({}, {"prompt": "Choose what your note answers.", "note": "Write your note."}),
        ({"note": "Cake"}, {"prompt": "Choose what your note answers."}),
        ({"prompt": "stop"}, {"note": "Write your note."}),
        (
            {"prompt": "stop", "note": "x" * 1501},
            {"note": "Shorten this to 500 characters; it has 1,501."},
        ),
    ],
)
def test_a_mistake_in_a_note_is_told_at_its_input(
    given_: dict[str, str], wrong: dict[str, str]
) -> None:
    with pytest.raises(Mistakes) as told:
        read_note(given_, FORMAT)

    assert told.value.fields == wrong


def test_a_note_may_have_500_characters() -> None:
    assert read_note({"prompt": "stop", "note": "🚧" * 500}, FORMAT)[1] == "🚧" * 500


def test_a_prompt_that_the_format_does_not_have_is_refused_as_a_whole() -> None:
    with pytest.raises(InputError) as told:
        read_note({"prompt": "wind", "note": "Cake"}, FORMAT)

    assert told.value.says == OLD_CARD
    assert not isinstance(told.value, Mistakes)


@pytest.mark.parametrize("value", [True, [], {}, ["a"]])
def test_a_value_that_no_input_can_give_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="does not fit any more"):
        typed({"note": value}, NOTE)


@pytest.mark.parametrize(
    ("value", "votes"),
    [(2, 2), (2.0, 2), ("2", 2), ("02", 2), (" 3 ", 3), (0, 0), ("", 0), (None, 0)],
)
def test_votes_are_read_however_the_client_sends_them(value: object, votes: int) -> None:
    given_ = typed({"a": value}, ["a", "b"])

    assert read_ballot(given_, ["a", "b"], 3) == ({"a": votes} if votes else {})


@pytest.mark.parametrize("value", [4, -1, 1.5, "many", "٣", "9" * 900, float("inf"), float("nan")])
def test_what_is_no_such_number_of_votes_is_told_at_its_input(value: object) -> None:
    with pytest.raises(Mistakes) as told:
        read_ballot(typed({"a": value, "b": 1}, ["a", "b"]), ["a", "b"], 3)

    assert told.value.fields == {"a": WHOLE}


def test_notes_that_were_not_shown_get_no_votes() -> None:
    assert read_ballot({"a": "1", "c": "2"}, ["a", "b"], 3) == {"a": 1}


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ({"title": "Decline meetings"}, ("Decline meetings", None, None)),
        ({"title": "a\n b"}, ("a b", None, None)),
        ({"title": "x" * 200}, ("x" * 200, None, None)),
        (
            {"title": "Ask", "owner": "ada", "due": "2026-11-20"},
            ("Ask", Person("ada", "Ada Byron"), TODAY),
        ),
    ],
)
def test_an_action_is_a_title_and_perhaps_who_and_by_when(
    given_: dict[str, str], read: object
) -> None:
    assert read_action(given_, FORM) == read


@pytest.mark.parametrize(
    ("given_", "wrong"),
    [
        ({}, {"title": "Say what will be done."}),
        ({"title": "x" * 201}, {"title": "Shorten this to 200 characters; it has 201."}),
        ({"title": "Ask", "due": "soon"}, {"due": "A date like 2026-11-30."}),
        ({"title": "Ask", "due": "2026-02-30"}, {"due": "A date like 2026-11-30."}),
        ({"title": "Ask", "due": "9999-12-31"}, {"due": "A date like 2026-11-30."}),
        (
            {"title": "Ask", "due": "2026-11-19"},
            {"due": "This day is over. Choose today or a later day."},
        ),
        ({"due": "x"}, {"title": "Say what will be done.", "due": "A date like 2026-11-30."}),
    ],
)
def test_a_mistake_in_an_action_is_told_at_its_input(
    given_: dict[str, str], wrong: dict[str, str]
) -> None:
    with pytest.raises(Mistakes) as told:
        read_action(given_, FORM)

    assert told.value.fields == wrong


def test_an_owner_who_was_not_offered_is_refused_as_a_whole() -> None:
    with pytest.raises(InputError, match="does not fit any more"):
        read_action({"title": "Ask", "owner": "mallory"}, FORM)


GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
SENT = st.dictionaries(st.sampled_from([*NOTE, *ACTION, "a", "b"]), GARBAGE, max_size=6)


@given(SENT)
@MANY
def test_whatever_is_sent_it_is_read_or_an_input_error(data: dict[str, object]) -> None:
    with suppress(InputError):
        prompt, text = read_note(typed(data, NOTE), FORMAT)
        assert prompt in ("start", "stop")
        assert 0 < len(text) <= 500
    with suppress(InputError):
        assert set(read_ballot(typed(data, ["a", "b"]), ["a", "b"], 3)) <= {"a", "b"}
    with suppress(InputError):
        title, _, due_on = read_action(typed(data, ACTION), FORM)
        assert 0 < len(title) <= 200
        assert due_on is None or due_on >= TODAY
