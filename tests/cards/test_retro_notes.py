"""All notes: by prompt, most votes first, on as many pages as Teams needs, and nothing is lost."""

import pytest

from cards.kit.elements import SIZE_LIMIT, size, to_json
from cards.retros import retro_notes
from core.retros.model import Board, Phase
from tests.cards.renderer import elements, shown
from tests.cards.retro_boards import AGREED, RETRO, board, busy, crowd, notes
from tests.cards.test_retro_card import worst


def page(made: Board, number: int = 1) -> dict[str, object]:
    """One page as Teams gets it."""
    return to_json(retro_notes.build(made, number))


def leads(wire: dict[str, object]) -> list[object]:
    """What the buttons carry."""
    return [each["data"] for each in elements(wire) if each.get("type") == "Action.Submit"]


def test_notes_stand_by_prompt_with_most_votes_first_and_actions_last() -> None:
    says = shown(page(board(None, notes(), AGREED)))

    order = ["Show the build to", "Say no", "stop doing?", "agenda", "Cake", "Actions", "Decline"]
    assert [says.index(each) for each in order] == sorted(says.index(each) for each in order)
    assert "14 notes" in says
    assert "5 votes" in says
    assert "0 votes" in says


def test_while_people_vote_no_votes_are_shown() -> None:
    assert "vote" not in shown(page(board(Phase.VOTE, notes(counted=False))))


def test_pages_lead_to_each_other_and_one_too_far_is_the_last() -> None:
    made = board(None, [*crowd(45, "")])

    assert leads(page(made)) == [{"verb": "retro.notes", "retro": RETRO.id, "page": 2}]
    assert [each["page"] for each in leads(page(made, 2))] == [3, 1]  # type: ignore[index]  # a dict
    assert page(made, 9) == page(made, 3)
    assert page(made, -1) == page(made, 1)


def test_a_retro_without_notes_says_so() -> None:
    assert "Nobody wrote a note" in shown(page(board(None)))
    assert leads(page(board(None))) == []


@pytest.mark.parametrize("letter", ["x", '"', "🚧", "{", "\\", "ش"])
def test_no_letter_makes_a_page_too_big_and_every_note_is_there(letter: str) -> None:
    many, changes = worst(letter)
    made = board(None, many, busy(30, letter * 200), (), **changes)
    seen = []
    number = 1
    while True:
        wire = page(made, number)
        assert size(wire) <= SIZE_LIMIT
        seen += [
            each["inlines"][0]["text"]  # type: ignore[index]  # inlines are dicts
            for each in elements(wire)
            if each.get("type") == "RichTextBlock"
        ]
        if {"verb": "retro.notes", "retro": RETRO.id, "page": number + 1} not in leads(wire):
            break
        number += 1

    assert len([text for text in seen if str(text).strip("\u2068")[:1].isdigit()]) >= 1030
