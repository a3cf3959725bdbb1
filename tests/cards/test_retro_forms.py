"""The forms of a retro keep what was typed, say what is wrong where it is, and fit into Teams."""

from dataclasses import replace

import pytest

from cards.kit.elements import SIZE_LIMIT, Card, size, to_json
from cards.retros import retro_action, retro_ballot, retro_note
from core.people.model import Person
from core.retros import sentences
from core.retros.forms import ActionForm, NoteForm
from core.retros.model import Note, Phase
from tests.cards.renderer import elements, shown
from tests.cards.retro_boards import RETRO, crowd, notes
from tests.cards.retro_samples import GIVEN, HIDDEN, RETRO_SAMPLES, VOTING, ballot
from tests.cards.test_retro_card import worst

NONCE = "0123456789abcdef0123456789abcdef"


def inputs(card: Card) -> dict[object, dict[str, object]]:
    """The inputs by id, in the order of the form."""
    found = [each for each in elements(to_json(card)) if str(each.get("type")).startswith("Input.")]
    return {each["id"]: each for each in found}


def sends(card: Card) -> list[tuple[object, object]]:
    """The buttons below, as (title, data)."""
    actions = to_json(card).get("actions", [])
    assert isinstance(actions, list)
    return [(each["title"], each["data"]) for each in actions]


def test_a_note_has_a_prompt_and_its_words_and_nothing_of_its_author() -> None:
    card = retro_note.build(NoteForm(RETRO, NONCE, {"prompt": "stop", "note": "Cake"}))

    assert [*inputs(card)] == ["prompt", "note"]
    assert (inputs(card)["prompt"]["value"], inputs(card)["note"]["value"]) == ("stop", "Cake")
    assert "who wrote a note is stored nowhere" in shown(to_json(card))
    data = {"verb": "retro.submit_note", "retro": RETRO.id, "nonce": NONCE}
    assert sends(card) == [("Save", data), ("Save and write another", {**data, "more": True})]


def test_after_a_note_the_next_form_says_what_became_of_it() -> None:
    assert sentences.NOTE_SAVED in shown(to_json(RETRO_SAMPLES["retro_note_next"]()))


def test_mistakes_stand_below_their_inputs() -> None:
    says = shown(to_json(RETRO_SAMPLES["retro_note_mistakes"]()))

    assert "Choose what your note answers." in says
    assert "Shorten this to 500 characters; it has 1,008." in says
    assert "This day is over." in shown(to_json(RETRO_SAMPLES["retro_action_mistakes"]()))


def test_a_ballot_has_a_choice_of_votes_for_each_note_by_prompt() -> None:
    card = retro_ballot.build(ballot(HIDDEN, typed=GIVEN, nonce=NONCE))
    fields = inputs(card)

    assert {*fields} == {note.id for note in HIDDEN}
    for each in fields.values():
        assert (each["type"], each["style"]) == ("Input.ChoiceSet", "compact")
        assert [choice["value"] for choice in each["choices"]] == ["0", "1", "2", "3"]  # type: ignore[attr-defined]  # choices are dicts
    given = {note: each["value"] for note, each in fields.items() if each["value"] != "0"}
    assert given == GIVEN
    assert "0 of 3 votes left" in shown(to_json(card))
    data = {"verb": "retro.submit_ballot", "retro": RETRO.id, "nonce": NONCE, "page": 1}
    assert sends(card) == [("Vote", data)]


def test_many_votes_are_typed_as_a_number() -> None:
    large = replace(VOTING, votes=7)
    card = retro_ballot.build(ballot(HIDDEN, typed={HIDDEN[0].id: "7"}, retro=large))

    assert {each["type"] for each in inputs(card).values()} == {"Input.Number"}
    assert {(each["min"], each["max"]) for each in inputs(card).values()} == {(0, 7)}
    assert inputs(card)[HIDDEN[0].id]["value"] == 7
    assert {each["errorMessage"] for each in inputs(card).values()} == {
        "A whole number from 0 to 7."
    }


def test_what_came_too_late_stands_in_the_form_to_be_copied() -> None:
    for sample, typed in (
        ("retro_note_late", ["stop", "Meetings without an agenda"]),
        ("retro_action_late", ["Try a freeze", "g2", "2026-12-04"]),
    ):
        card = RETRO_SAMPLES[sample]()
        assert [each["value"] for each in inputs(card).values()] == typed
        assert "was not stored. What you typed is still here to copy." in shown(to_json(card))
        assert [title for title, _ in sends(card)] == ["Save"]
    card = RETRO_SAMPLES["retro_ballot_late"]()
    given = {note: each["value"] for note, each in inputs(card).items() if each["value"] != "0"}
    assert given == GIVEN
    assert "The voting has ended, so nothing was stored." in shown(to_json(card))


def test_a_note_of_a_second_writing_is_said_to_stand_out() -> None:
    says = shown(to_json(RETRO_SAMPLES["retro_note_again"]()))

    assert "it can tell that yours is new" in says
    assert "it can tell that yours is new" not in shown(to_json(RETRO_SAMPLES["retro_note"]()))


def test_a_ballot_shows_no_totals() -> None:
    says = shown(to_json(retro_ballot.build(ballot(notes()))))

    assert "3 votes to give" in says
    assert "5 votes" not in says


def test_a_ballot_of_many_pages_leads_round_them() -> None:
    first, last = (sends(retro_ballot.build(ballot(crowd(45), page))) for page in (1, 3))

    assert [title for title, _ in first] == ["Vote", "Save, go to page 2"]
    assert [title for title, _ in last] == ["Vote", "Save, go to page 1"]
    assert [data["then"] for _, data in first + last if "then" in data] == [2, 1]  # type: ignore[operator,index]  # data is a dict


def test_over_the_budget_the_form_says_so_and_keeps_what_was_typed() -> None:
    card = RETRO_SAMPLES["retro_ballot_over"]()

    assert "You gave 5 votes and have 3. Take 2 back. Nothing was stored." in shown(to_json(card))
    assert [each["value"] for each in inputs(card).values()].count("2") == 2


def test_what_is_no_number_cannot_be_shown_and_is_told() -> None:
    card = RETRO_SAMPLES["retro_ballot_mistakes"]()

    assert "A whole number from 0 to 3." in shown(to_json(card))
    assert "1 thing to put right" in shown(to_json(card))
    values = [each["value"] for each in inputs(card).values() if "value" in each]
    assert values == ["0"] * (len(HIDDEN) - 1)


def test_a_ballot_without_notes_has_no_button() -> None:
    assert sends(RETRO_SAMPLES["retro_ballot_nothing"]()) == []


@pytest.mark.parametrize("letter", ["x", '"', "🚧", "{", "\\", "ش", "a\n"])
def test_no_letter_makes_a_page_of_a_ballot_too_big(letter: str) -> None:
    many, changes = worst(letter)
    retro = replace(VOTING, **changes, id=NONCE, votes=100)  # type: ignore[arg-type]  # fields
    for page in (1, 2, 50):
        form = ballot(many, page, retro=retro, nonce=NONCE, elsewhere=100)
        typed = {note.id: "100" for note in form.notes}
        wrong = {note.id: "A whole number from 0 to 100." for note in form.notes}
        for made in (replace(form, mistakes=wrong), replace(form, problem="x" * 120)):
            assert size(to_json(retro_ballot.build(replace(made, typed=typed)))) <= SIZE_LIMIT


def test_an_action_asks_what_who_and_by_when() -> None:
    card = RETRO_SAMPLES["retro_action_mistakes"]()

    assert [*inputs(card)] == ["title", "owner", "due"]
    values = [each["value"] for each in inputs(card).values()]
    assert values == ["Try a freeze", "g2", "2026-11-02"]


@pytest.mark.parametrize("letter", ["x", '"', "🚧"])
def test_an_owner_chosen_before_is_offered_however_many_people_there_are(letter: str) -> None:
    people = tuple(Person(f"p{number}", letter * 256) for number in range(2000))
    form = ActionForm(
        replace(RETRO, phase=Phase.ACTIONS), NONCE, people, RETRO.opened_at.date(),
        {"owner": "p1999"},
    )  # fmt: skip
    card = retro_action.build(form)

    assert inputs(card)["owner"]["value"] == "p1999"
    assert size(to_json(card)) <= SIZE_LIMIT


def test_what_was_typed_is_shown_as_typed() -> None:
    for text in ("*not* bold", "{{DATE(2026-01-01T00:00:00Z, SHORT)}}", "<b>x</b>"):
        note = Note("n1", "start", text)
        assert text in shown(to_json(retro_ballot.build(ballot([note]))))
