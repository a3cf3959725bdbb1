"""What retros need from outside, as small Protocols; all of it is kept by store/retros."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.people.model import Person
from core.pressing.forms import Kept
from core.retros.model import Action, Ballot, Board, Format, Note, Phase, Retro
from core.schedules.calendars import Begins

Formats = Mapping[str, Format]


@dataclass(frozen=True, slots=True)
class Started:
    """An open retro; `new` when this call opened it, `waits` while its team has not met us."""

    retro_id: str
    series: str  # the id in the office file; empty when it was started in the channel
    project: str
    new: bool
    waits: bool


class Retros(Begins, Protocol):
    """Retros and their phases. Opening one where one is open gives that."""

    async def open(
        self, series: Sequence[str] | None, now: datetime
    ) -> tuple[list[Started], list[str]]:
        """Open retros of the office file; and the ids that none has: then nothing is opened."""

    async def start(
        self, channel_id: str, format_: Format | None, person_id: str, now: datetime
    ) -> Started:
        """Open one in a channel for the project that it belongs to.

        Without a format it is that of the project's retro in the office file, else
        start-stop-continue. Raises NotFound where no project has this channel.
        """

    async def get(self, retro_id: str) -> Retro:
        """Raises NotFound."""

    async def people(self, retro_id: str) -> Sequence[Person]:
        """Who may own an action, by name."""

    async def board(self, retro_id: str) -> Board:
        """Raises NotFound."""

    async def move_on(
        self, retro_id: str, expected: Phase, now: datetime, moves: int | None = None
    ) -> bool:
        """Leave the phase `expected` for the next, or close it after the last; once.

        Leaving `vote` counts the ballots into their notes. False when it has left that phase
        already, or has moved since it had made so many `moves`.
        """

    async def close(self, retro_id: str, now: datetime, moves: int | None = None) -> bool:
        """Leave whatever phase it is in; ballots that were cast are counted, and forgotten.

        False when it is closed already, or has moved since it had made so many `moves`.
        """

    async def back(self, retro_id: str, to: Phase, now: datetime, moves: int | None = None) -> bool:
        """Take up the phase `to` again, once; a closed retro is open then.

        From `actions` to `vote` the ballots are as they were, and nothing is counted. False when it
        is there already, or has moved since it had made so many `moves`. Raises NotAllowed
        (`sentences.no_way_back`) once something was built on what came after.
        """

    async def add_note(self, retro_id: str, nonce: str, prompt: str, text: str) -> Kept:
        """Keep a note, without who and when; says `sentences.NOTE_SAVED`.

        The same nonce twice is one note and one sentence, also after the writing has ended. Raises
        NotAllowed (`sentences.NOT_WRITING`) when notes are no longer written.
        """

    async def ballot(self, retro_id: str, person_id: str) -> Ballot:
        """What a person has given so far, while ballots are kept."""

    async def vote(
        self, retro_id: str, person_id: str, nonce: str, shown: Collection[str], ballot: Ballot
    ) -> Kept:
        """Replace a person's votes on the notes that were `shown` to them.

        What they have given becomes `voting.cast`, and says `sentences.voted`. The same nonce twice
        hears the same. Raises InputError when their ballot as a whole would go over the budget
        (nothing is kept), NotAllowed (`sentences.NOT_VOTING`) when the vote is over.
        """

    async def add_action(
        self,
        retro_id: str,
        nonce: str,
        title: str,
        owner: Person | None,
        due_on: date | None,
        today: date,
    ) -> Kept:
        """Keep an action; says `sentences.ACTION_SAVED`. The same nonce twice is one action.

        With the first one the votes stand, and who gave which is forgotten. Raises NotAllowed
        (`sentences.NOT_ACTING`) before the phase of actions and after the close.
        """

    async def close_action(self, action_id: str, retro_id: str, today: date) -> None:
        """Mark an action of the retro's project as done; the cards that list it show it.

        Twice is once, and the first day stands. Raises NotFound (`sentences.NO_ACTION`).
        """

    async def reopen_action(self, action_id: str, retro_id: str) -> None:
        """Take that back: it is open, as it was. Raises NotFound (`sentences.NO_ACTION`)."""

    async def open_retros(self, series: Sequence[str] | None) -> list[str]:
        """Ids of the open retros, of all or of these of the office file."""

    async def in_channel(self, channel_id: str) -> str | None:
        """The open retro of a channel."""

    async def whole(self, retro_id: str) -> tuple[Retro, Sequence[Note], Sequence[Action]]:
        """Everything there is to export. While votes are hidden, so are they here."""

    async def latest(self, id_: str) -> str | None:
        """The newest retro of this id in the office file, else of the project with this id.

        So that one that was begun in a channel can be taken out too: it is of no id there.
        """


@dataclass(frozen=True, slots=True)
class RetroPorts:
    """All that retros need; `formats` by id."""

    retros: Retros
    formats: Formats
