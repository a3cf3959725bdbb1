"""Votes on notes: within each person's budget, counted once, and ranked with their ties."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from core.errors import InputError
from core.retros import sentences
from core.retros.model import Ballot, Format, Note

PAGE = 20  # notes on one page of a ballot, so that the card stays below 80 KB


@dataclass(frozen=True, slots=True)
class Ranked:
    """A note with its place; notes with as many votes share it, and the next place is left out."""

    place: int
    note: Note
    votes: int


def cast(own: Ballot, shown: Collection[str], given: Ballot, budget: int) -> Ballot:
    """A person's ballot after they voted on the notes that were `shown` to them.

    Votes on other notes stay and count. Raises InputError when that is more than the budget.
    """
    elsewhere = {note: votes for note, votes in own.items() if note not in shown}
    here = {note: votes for note, votes in given.items() if note in shown and votes > 0}
    whole = elsewhere | here
    if sum(whole.values()) > budget:
        rest = sum(elsewhere.values())
        raise InputError(sentences.over_budget(sum(whole.values()), budget, rest))
    return whole


def totals(ballots: Iterable[Ballot]) -> Counter[str]:
    """All votes by note; a note without any is not in it."""
    counted: Counter[str] = Counter()
    for ballot in ballots:
        counted.update(ballot)
    return +counted


def ranked(notes: Sequence[Note]) -> list[Ranked]:
    """Notes that got votes, most first; the random id decides between equals."""
    voted = sorted(
        (note for note in notes if note.votes), key=lambda each: (-_votes(each), each.id)
    )
    found: list[Ranked] = []
    for at, note in enumerate(voted, start=1):
        votes = _votes(note)
        tied = bool(found) and found[-1].votes == votes
        found.append(Ranked(found[-1].place if tied else at, note, votes))
    return found


def by_prompt(notes: Iterable[Note], format_: Format) -> list[Note]:
    """Notes in the order of the format's prompts; within one most votes first, then by the id."""
    order = {prompt.id: at for at, prompt in enumerate(format_.prompts)}
    return sorted(
        notes, key=lambda note: (order.get(note.prompt, len(order)), -_votes(note), note.id)
    )


def pages(notes: Sequence[Note], format_: Format) -> list[list[Note]]:
    """The pages of a ballot, each at most PAGE notes; one empty page without any."""
    ordered = by_prompt(notes, format_)
    return [ordered[at : at + PAGE] for at in range(0, len(ordered), PAGE)] or [[]]


def _votes(note: Note) -> int:
    return note.votes or 0
