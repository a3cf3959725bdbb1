"""The three forms of a retro, as they are handed to one person: a note, a ballot, an action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.people.model import Person
from core.retros.model import Note, Retro


@dataclass(frozen=True, slots=True)
class NoteForm:
    """`said` is what became of the note before, when somebody writes one after the other.

    `late` tells why what was typed was not stored, and what to do with it.
    """

    retro: Retro
    nonce: str
    typed: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    late: str = ""


@dataclass(frozen=True, slots=True)
class BallotForm:
    """One page of a ballot; pages count from 1.

    `typed` has what stands in the inputs, by note id. `elsewhere` are the votes given on other
    pages. `problem` is about the ballot as a whole, `mistakes` about single inputs; `late` tells
    why what was typed was not stored.
    """

    retro: Retro
    nonce: str
    page: int
    pages: int
    notes: Sequence[Note]
    typed: Mapping[str, str]
    elsewhere: int
    mistakes: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    said: str = ""
    late: str = ""

    @property
    def given(self) -> int:
        """Votes on this page and on the others, as far as they are numbers."""
        here = [text for text in self.typed.values() if text.isascii() and text.isdecimal()]
        return self.elsewhere + sum(int(text) for text in here)


@dataclass(frozen=True, slots=True)
class ActionForm:
    """`people` are those who may own the action; `today` is in its zone.

    `late` tells why what was typed was not stored, and what to do with it.
    """

    retro: Retro
    nonce: str
    people: Sequence[Person]
    today: date
    typed: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    late: str = ""
