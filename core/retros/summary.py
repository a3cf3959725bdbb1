"""What the team takes along from a retro: the notes that count most, and what it will do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.retros.model import Board, Note
from core.retros.voting import Ranked, by_prompt, ranked

TOP = 10  # notes that a card lists; all are in the dialog


@dataclass(frozen=True, slots=True)
class Summary:
    """`top` are notes with votes, most first; `unranked` some of the others where none has any.

    `left` counts the notes that are in neither.
    """

    top: Sequence[Ranked]
    unranked: Sequence[Note]
    left: int

    @property
    def empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not self.top and not self.unranked


def summarise(board: Board) -> Summary:
    """The notes that a card shows of all there are, at most TOP."""
    top = ranked(board.notes)[:TOP]
    unranked = [] if top else _some_of_each(by_prompt(board.notes, board.retro.format))
    return Summary(top, unranked, len(board.notes) - len(top) - len(unranked))


def _some_of_each(notes: Sequence[Note]) -> list[Note]:
    """The first notes of every prompt in turn, as many as fit, and still prompt by prompt."""
    seen: Counter[str] = Counter()
    turns: list[int] = []
    for note in notes:
        turns.append(seen[note.prompt])
        seen[note.prompt] += 1
    first = sorted(range(len(notes)), key=lambda at: (turns[at], at))[:TOP]
    return [notes[at] for at in sorted(first)]
