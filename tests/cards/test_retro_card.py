"""A retro's card shows what its phase allows, and leads on from there."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cards.kit.elements import SIZE_LIMIT, size, to_json
from cards.retros import retro_card, retro_notes
from core.facts import Gap
from core.retros.model import Board, Note, Phase, Prompt
from tests.cards.renderer import elements, shown
from tests.cards.retro_boards import (
    AGREED,
    EARLIER,
    LONG_NAME,
    OPENED,
    RETRO,
    board,
    busy,
    crowd,
    notes,
)

HIDDEN = notes(counted=False)


def wire(made: Board) -> dict[str, object]:
    """The card as Teams gets it."""
    return to_json(retro_card.build(made))


def buttons(made: Board) -> list[tuple[object, object]]:
    """Every button as (title, verb), from top to bottom."""
    found = []
    for each in elements(wire(made)):
        data = each.get("data")
        if isinstance(data, dict):
            found.append((each["title"], each.get("verb", data.get("verb"))))
    return found


def test_while_notes_are_written_it_says_only_how_many() -> None:
    card = wire(board(notes_=()))

    assert "Apollo · retro 12 · writing · 14 notes" in shown(card)
    assert "hidden until the writing ends" in shown(card)
    assert "What should we stop doing?" in shown(card)
    assert buttons(board()) == [("Add a note", "retro.add_note"), ("Start voting", "retro.next")]


def test_moving_on_carries_the_phase_that_it_leaves() -> None:
    for phase in (Phase.WRITE, Phase.VOTE):
        made = board(phase, HIDDEN, moves=4)
        (press,) = [each for each in elements(wire(made)) if _one_press(each)]
        assert press["data"] == {"retro": RETRO.id, "phase": phase, "moves": 4}


def test_a_vote_shows_notes_by_prompt_and_who_many_voted_but_no_totals() -> None:
    made = board(Phase.VOTE, HIDDEN)
    says = shown(wire(made))

    assert "Apollo · retro 12 · voting · 14 notes" in says
    assert "5 of 7 voted · 3 votes each · without names · totals show when the voting ends" in says
    assert says.index("start doing?") < says.index("Say no earlier") < says.index("stop doing?")
    assert buttons(made) == [
        ("All 14 notes", "retro.notes"),
        ("Vote", "retro.ballot"),
        ("Go on to actions", "retro.next"),
    ]


def test_without_a_roster_it_counts_who_voted() -> None:
    says = shown(wire(board(Phase.VOTE, HIDDEN, expected=Gap("not permitted"))))

    assert "5 voted · 3 votes each" in says


def test_one_note_is_whole_on_the_card_and_can_be_voted_on() -> None:
    made = board(Phase.VOTE, HIDDEN[:1])

    assert "· 1 note " in f"{shown(wire(made))} "
    assert [title for title, _ in buttons(made)] == ["Vote", "Go on to actions"]


def test_without_notes_there_is_nothing_to_vote_on() -> None:
    made = board(Phase.VOTE)

    assert "Nobody wrote a note." in shown(wire(made))
    assert [title for title, _ in buttons(made)] == ["Go on to actions"]


def test_for_the_actions_the_notes_with_most_votes_stand_first() -> None:
    made = board(Phase.ACTIONS, notes(), AGREED)
    says = shown(wire(made))

    assert (
        "Apollo · retro 12 · actions · 3 agreed 14 notes · 5 of 7 voted · names on actions only"
        in says
    )
    assert says.index("agenda What") < says.index("Merging") < says.index("Rotating")
    assert "5 votes" in says
    assert "0 votes" not in says
    assert "Decline every meeting that has no agenda Grace Hopper · by Fri 4 Dec" in says
    assert "Try a freeze on Fridays nobody yet · no date" in says
    assert buttons(made) == [
        ("All 14 notes", "retro.notes"),
        ("Add an action", "retro.add_action"),
        ("Close the retro", "retro.close"),
    ]


def test_open_actions_of_earlier_retros_head_the_card_each_with_its_button() -> None:
    made = board(earlier=EARLIER)
    says = shown(wire(made))

    assert (
        "Move the on-call list into the wiki Kim Lee · was due Fri 13 Nov · open since Fri 6 Nov"
        in says
    )
    assert "Ask Finance for test cards nobody yet · no date · open since Fri 23 Oct" in says
    assert says.index("From earlier retros") < says.index("What we look back on")
    assert buttons(made)[:2] == [("Done", "retro.close_action")] * 2
    data = [each["data"] for each in elements(wire(made)) if each.get("title") == "Done"]
    assert data == [{"retro": RETRO.id, "action": each.id} for each in EARLIER]


def test_the_longest_name_of_an_owner_is_cut() -> None:
    says = shown(wire(board(earlier=[replace(EARLIER[0], owner="x" * 256)])))

    assert f"{'x' * 80} … · was due Fri 13 Nov" in says


def test_of_many_open_actions_five_are_shown_and_the_others_counted() -> None:
    made = board(earlier=busy(8))

    assert [title for title, _ in buttons(made)].count("Done") == 5
    assert "and 3 more" in shown(wire(made))
    assert "more" not in shown(wire(board(earlier=EARLIER)))


def test_the_summary_has_actions_first_and_then_what_counts_most() -> None:
    made = board(None, notes(), [replace(AGREED[0], done_on=AGREED[0].due_on), *AGREED[1:]])
    says = shown(wire(made))

    assert "Apollo · retro 12 · closed · 3 actions" in says
    assert "Start, stop, continue · 14 notes · 5 of 7 voted · Fri 20 Nov" in says
    assert says.index("Try a freeze") < says.index("Most votes") < says.index("Merging")
    assert "✓ Show the build in the support channel" in says
    assert "Ada Byron · done Fri 27 Nov" in says
    assert buttons(made) == [
        ("Not done", "retro.reopen_action"),
        *([("Done", "retro.close_action")] * 2),
        ("Reopen", "retro.back"),
        ("All 14 notes", "retro.notes"),
    ]


def test_a_retro_that_closed_with_nothing_says_so() -> None:
    says = shown(wire(board(None)))

    assert "closed · no actions Start, stop, continue · 0 notes · Fri 20 Nov" in says
    assert "Nobody wrote a note, and no action was agreed." in says
    assert buttons(board(None)) == [("Reopen", "retro.back")]
    assert buttons(board(None, newest=False)) == []


def test_what_was_done_since_it_began_stays_below_what_is_open() -> None:
    done = replace(EARLIER[0], done_on=date(2026, 11, 23))
    made = board(earlier=[EARLIER[1], done])

    assert "✓ Move the on-call list into the wiki Kim Lee · done Mon 23 Nov" in shown(wire(made))
    assert buttons(made)[:2] == [
        ("Done", "retro.close_action"),
        ("Not done", "retro.reopen_action"),
    ]


MOVED: dict[str, Any] = {"moves": 3, "moved_at": OPENED + timedelta(days=4)}


@pytest.mark.parametrize(
    ("made", "says", "to"),
    [
        (board(Phase.VOTE, HIDDEN, voted=0, **MOVED), "Voting since Tue 24 Nov", "write"),
        (board(Phase.VOTE, HIDDEN, voted=0, moves=3), "Voting", "write"),
        (
            board(Phase.ACTIONS, notes(), ballots=5, **MOVED),
            "At the actions since Tue 24 Nov",
            "vote",
        ),
        (board(None, notes(), AGREED, **MOVED), "Closed Fri 20 Nov", "actions"),
    ],
)
def test_the_way_back_stands_beside_since_when(made: Board, says: str, to: str) -> None:
    (back,) = [each for each in elements(wire(made)) if each.get("verb") == "retro.back"]

    assert says in shown(wire(made))
    assert back["data"] == {"retro": RETRO.id, "phase": to, "moves": made.retro.moves}


@pytest.mark.parametrize(
    "made",
    [
        board(),
        board(Phase.VOTE, HIDDEN),
        board(Phase.ACTIONS, notes(), AGREED, ballots=5),
        board(Phase.ACTIONS, notes(), ballots=0),
        board(None, notes(), newest=False),
    ],
    ids=["writing", "somebody voted", "an action", "no ballots any more", "a newer retro"],
)
def test_without_a_way_back_there_is_no_button_for_it(made: Board) -> None:
    assert "retro.back" not in [verb for _, verb in buttons(made)]


def test_no_card_tells_an_age_that_would_be_wrong_tomorrow() -> None:
    """It stands in the channel for weeks."""
    for phase in (*Phase, None):
        made = board(phase, notes(), AGREED, [*EARLIER, *busy(3)], **MOVED)
        told = shown(wire(made)) + shown(to_json(retro_notes.build(made)))
        assert not re.search(r"\bago\b|\btoday\b|\bnew today\b|\bfor \d+ days?\b", told)


@pytest.mark.parametrize("votes", [None, 0])
def test_a_summary_without_votes_shows_some_notes_of_each_prompt(votes: int | None) -> None:
    made = board(None, [replace(each, votes=votes) for each in HIDDEN], voted=0)
    says = shown(wire(made))

    assert "Most votes" not in says
    assert "What works and should stay?" in says
    assert ("0 of 7 voted" in says) == (votes is not None)


def test_a_format_without_a_vote_goes_from_writing_to_actions() -> None:
    short = replace(RETRO.format, phases=(Phase.WRITE, Phase.ACTIONS))
    only = replace(RETRO.format, phases=(Phase.WRITE,))

    assert buttons(board(format=short))[1] == ("Go on to actions", "retro.next")
    assert buttons(board(format=only))[1] == ("Close the retro", "retro.close")


def test_a_screen_reader_hears_the_subject_and_the_state() -> None:
    assert wire(board())["speak"] == (
        "Apollo · retro 12 · writing · 14 notes. "
        "Start, stop, continue · without names · hidden until the writing ends."
    )


def worst(letter: str) -> tuple[list[Note], dict[str, object]]:
    """A thousand notes of the longest kind, in a project and a format with the longest names."""
    asks = tuple(Prompt(f"p{at}", letter * 80) for at in range(8))
    texts = crowd(1000, letter * 500)
    made = [replace(note, prompt=f"p{at % 8}") for at, note in enumerate(texts)]
    return made, {"format": replace(RETRO.format, prompts=asks), "project": letter * 256}


@pytest.mark.parametrize("letter", ["x", '"', "🚧", "{", "\\", "ش", "a\n"])
@pytest.mark.parametrize("phase", [Phase.VOTE, Phase.ACTIONS, None])
@pytest.mark.parametrize("counted", [True, False])
def test_no_letter_makes_the_card_too_big(letter: str, phase: Phase | None, counted: bool) -> None:
    many, changes = worst(letter)
    many = many if counted else [replace(note, votes=None) for note in many]
    actions = [replace(each, owner=letter * 256) for each in busy(200, letter * 200)]

    assert size(wire(board(phase, many, actions, actions, **changes))) <= SIZE_LIMIT


def test_notes_stay_hidden_while_they_are_written_also_from_a_careless_caller() -> None:
    text = json.dumps(wire(board(Phase.WRITE, HIDDEN, project=LONG_NAME)))

    assert not [note.text for note in HIDDEN if note.text in text]
    assert not [note.id for note in HIDDEN if note.id in text]


def _one_press(element: dict[str, object]) -> bool:
    return element.get("type") == "Action.Execute"
