"""Believable and odd states of the cards and forms of a retro."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from cards.kit.elements import Card
from cards.retros import retro_action, retro_ballot, retro_card, retro_note, retro_notes
from core.facts import Gap
from core.people.model import Person
from core.retros import sentences
from core.retros.forms import ActionForm, BallotForm, NoteForm
from core.retros.model import Board, Note, Phase
from core.retros.voting import pages
from tests.cards.retro_boards import (
    AGREED,
    ARABIC,
    ARABIC_NOTE,
    EARLIER,
    FORMATS,
    LONG,
    LONG_NAME,
    OPENED,
    PEOPLE,
    RETRO,
    action,
    board,
    busy,
    crowd,
    noted,
    notes,
)

VOTING = replace(RETRO, phase=Phase.VOTE)
ACTING = replace(RETRO, phase=Phase.ACTIONS)
NO_ACTIONS = replace(RETRO.format, phases=(Phase.WRITE, Phase.VOTE))
HIDDEN = notes(counted=False)
ONE = noted("stop", "Meetings without an agenda")
RIGHT_TO_LEFT = [noted("start", ARABIC_NOTE, 2), noted("stop", f"{ARABIC_NOTE}؟", 1)]
SAILBOAT = FORMATS["sailboat"]


def _card(made: Board) -> Callable[[], Card]:
    return lambda: retro_card.build(made)


def _note(**changes: object) -> Callable[[], Card]:
    form = replace(NoteForm(RETRO, "5f0c"), **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: retro_note.build(form)


def ballot(notes_: list[Note], page: int = 1, **changes: object) -> BallotForm:
    """A page of a ballot on which nothing was given yet."""
    cut = pages(notes_, RETRO.format)
    form = BallotForm(VOTING, "5f0c", page, len(cut), cut[page - 1], {}, 0)
    return replace(form, **changes)  # type: ignore[arg-type]  # each sample names real fields


def _ballot(form: BallotForm) -> Callable[[], Card]:
    return lambda: retro_ballot.build(form)


def _action(**changes: object) -> Callable[[], Card]:
    form = replace(ActionForm(ACTING, "5f0c", PEOPLE, date(2026, 11, 20)), **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: retro_action.build(form)


def _notes(made: Board, page: int = 1) -> Callable[[], Card]:
    return lambda: retro_notes.build(made, page)


GIVEN = {HIDDEN[0].id: "2", HIDDEN[4].id: "1"}
RETRO_SAMPLES: dict[str, Callable[[], Card]] = {
    "retro_card_write": _card(board(earlier=EARLIER)),
    "retro_card_write_first": _card(board(written=0, number=1, expected=Gap("not permitted"))),
    "retro_card_write_one": _card(board(written=1, format=SAILBOAT, project=LONG_NAME)),
    "retro_card_write_right_to_left": _card(
        board(
            project=f"{ARABIC} 🚀", earlier=[replace(EARLIER[0], title=ARABIC_NOTE, owner="ليلى")]
        )
    ),
    "retro_card_write_much_open": _card(board(earlier=busy(8), project=LONG_NAME)),
    "retro_card_vote": _card(board(Phase.VOTE, HIDDEN, earlier=EARLIER)),
    "retro_card_write_again": _card(board(written=6, revealed=True, moves=2, moved_at=OPENED)),
    "retro_card_vote_first": _card(
        board(Phase.VOTE, HIDDEN, voted=0, moves=1, moved_at=OPENED + timedelta(days=4))
    ),
    "retro_card_vote_one": _card(board(Phase.VOTE, [ONE], voted=0)),
    "retro_card_vote_nothing": _card(board(Phase.VOTE, voted=0)),
    "retro_card_vote_roster_unknown": _card(
        board(Phase.VOTE, HIDDEN, expected=Gap("not permitted"))
    ),
    "retro_card_actions": _card(board(Phase.ACTIONS, notes(), AGREED, EARLIER)),
    "retro_card_actions_none": _card(board(Phase.ACTIONS, notes())),
    "retro_card_actions_first": _card(
        board(Phase.ACTIONS, notes(), earlier=EARLIER, ballots=5, moves=2, moved_at=OPENED)
    ),
    "retro_card_actions_crowd": _card(
        board(Phase.ACTIONS, crowd(), busy(), busy(), project=LONG_NAME, voted=190, expected=200)
    ),
    "retro_card_closed": _card(board(None, notes(), AGREED, EARLIER[1:])),
    "retro_card_closed_done": _card(
        board(None, notes(), [replace(AGREED[0], done_on=date(2026, 11, 26)), *AGREED[1:]],
              [EARLIER[0], replace(EARLIER[1], done_on=date(2026, 11, 20))])
    ),
    "retro_card_closed_before": _card(board(None, notes(), AGREED, newest=False)),
    "retro_card_closed_voting": _card(
        board(None, notes(), format=NO_ACTIONS, closed_in=Phase.VOTE, project=LONG_NAME)
    ),
    "retro_card_closed_nothing": _card(board(None, voted=0)),
    "retro_card_closed_early": _card(board(None, HIDDEN, voted=0)),
    "retro_card_closed_no_votes": _card(
        board(None, [replace(note, votes=0) for note in HIDDEN], voted=0)
    ),
    "retro_card_closed_crowd": _card(
        board(None, crowd(), busy(), busy(), project=LONG_NAME, voted=190, expected=200)
    ),
    "retro_card_closed_right_to_left": _card(
        board(None, RIGHT_TO_LEFT, [action(ARABIC_NOTE, at=7)], project=ARABIC)
    ),
    "retro_note": _note(),
    "retro_note_next": _note(typed={"prompt": "stop"}, said=sentences.NOTE_SAVED),
    "retro_note_again": _note(retro=replace(RETRO, revealed=True)),
    "retro_note_late": _note(
        retro=VOTING,
        typed={"prompt": "stop", "note": "Meetings without an agenda"},
        late=sentences.late_note(Phase.VOTE),
    ),
    "retro_note_mistakes": _note(
        typed={"note": LONG + LONG},
        mistakes={
            "prompt": "Choose what your note answers.",
            "note": "Shorten this to 500 characters; it has 1,008.",
        },
    ),
    "retro_note_right_to_left": _note(
        retro=replace(RETRO, project=ARABIC), typed={"note": ARABIC_NOTE, "prompt": "start"}
    ),
    "retro_ballot": _ballot(ballot(HIDDEN)),
    "retro_ballot_given": _ballot(ballot(HIDDEN, typed=GIVEN)),
    "retro_ballot_late": _ballot(
        ballot(HIDDEN, typed=GIVEN, late=sentences.late_ballot(Phase.ACTIONS))
    ),
    "retro_ballot_five": _ballot(ballot(HIDDEN[:5], typed=GIVEN)),
    "retro_ballot_thirty": _ballot(
        ballot(crowd(30, "the demo, every Friday"), elsewhere=1, said=sentences.voted(1, 3))
    ),
    "retro_ballot_large": _ballot(
        ballot(HIDDEN, typed={HIDDEN[0].id: "40"}, retro=replace(VOTING, votes=100))
    ),
    "retro_ballot_over": _ballot(
        ballot(
            HIDDEN,
            typed={**GIVEN, HIDDEN[1].id: "2"},
            problem=sentences.over_budget(5, 3, 0),
        )
    ),
    "retro_ballot_mistakes": _ballot(
        ballot(
            HIDDEN,
            typed={HIDDEN[1].id: "many"},
            mistakes={HIDDEN[1].id: "A whole number from 0 to 3."},
        )
    ),
    "retro_ballot_crowd": _ballot(
        ballot(crowd(), 2, elsewhere=1, said=sentences.voted(1, 3), retro=replace(
            VOTING, project=LONG_NAME))
    ),
    "retro_ballot_nothing": _ballot(ballot([])),
    "retro_ballot_right_to_left": _ballot(
        ballot(RIGHT_TO_LEFT, retro=replace(VOTING, project=ARABIC))
    ),
    "retro_action": _action(),
    "retro_action_late": _action(
        retro=replace(RETRO, phase=None),
        typed={"title": "Try a freeze", "owner": "g2", "due": "2026-12-04"},
        late=sentences.late_action(None),
    ),
    "retro_action_mistakes": _action(
        typed={"title": "Try a freeze", "owner": "g2", "due": "2026-11-02"},
        mistakes={"due": "This day is over. Choose today or a later day."},
    ),
    "retro_action_full": _action(
        retro=replace(ACTING, project=LONG_NAME),
        typed={"title": LONG[:200], "owner": "p499"},
        people=tuple(Person(f"p{number}", f"{number} {'x' * 76}") for number in range(500)),
    ),
    "retro_notes": _notes(board(None, notes(), AGREED)),
    "retro_notes_voting": _notes(board(Phase.VOTE, HIDDEN)),
    "retro_notes_crowd": _notes(board(None, crowd(), busy(), project=LONG_NAME), 3),
    "retro_notes_nothing": _notes(board(None)),
}  # fmt: skip
