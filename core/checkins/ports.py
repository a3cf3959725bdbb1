"""What check-ins need from outside, as small Protocols; all of it is kept by store/checkins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.checkins.model import Answer, Round
from core.checkins.overview import Watched
from core.checkins.recipients import Recipient
from core.checkins.report import Material, Report
from core.checkins.sitting import Asked, Opened, Sheet, Sitting
from core.pressing.forms import Kept
from core.schedules.calendars import Begins

Writer = Callable[[Round, Material], Report]


class Rounds(Begins, Protocol):
    """Check-ins and their rounds. Opening one that has an open round gives that."""

    async def open(
        self, checkin_ids: Sequence[str] | None, now: datetime, opener: str | None = None
    ) -> tuple[list[Opened], list[str]]:
        """Open rounds of all check-ins or of these; and the ids that none has: then none opens.

        `opener` is who asked for it in its channel, and waits for the card.
        """

    async def open_rounds(self, checkin_ids: Sequence[str] | None) -> list[str]:
        """Ids of the open rounds, of all check-ins or of these."""

    async def round(self, round_id: str, now: datetime) -> Round:
        """A round as it stands, with how many of how many answered. Raises NotFound."""

    async def in_channel(self, channel_id: str) -> list[str]:
        """Ids of the active check-ins of a channel."""

    async def asking(self, person_id: str, now: datetime) -> list[Asked]:
        """The open rounds that ask this person, those that close first at the beginning."""

    async def overview(self, now: datetime) -> list[Watched]:
        """Every check-in that runs, as it stands."""

    async def newest(self, id_: str) -> tuple[str, str] | None:
        """A round and its check-in, by the round's id, else the newest of the check-in's."""

    async def recipients(self, round_id: str, now: datetime) -> list[Recipient]:
        """Everybody whom a round concerns, by name, with what became of them."""


class Answers(Protocol):
    """What people answered."""

    async def sitting(
        self, round_id: str, person_id: str, now: datetime, *, whole: bool = True
    ) -> Sitting:
        """What this person needs to answer this round. Raises NotFound for no such round.

        Those who may be named are left out unless it is to be `whole`: they are half of the work.
        """

    async def keep(
        self, round_id: str, person_id: str, nonce: str, answer: Answer, says: str, now: datetime
    ) -> Kept:
        """Store an answer once; a repeated nonce changes nothing and hears the same.

        Raises NotAllowed (`answering.TOO_LATE`) when the round has closed.
        """

    async def withdraw(
        self, round_id: str, person_id: str, nonce: str, says: str, now: datetime
    ) -> Kept:
        """Take an answer back; twice is the same as once. Raises NotAllowed as `keep`."""

    async def repeat_last(self, round_id: str, person_id: str, last: Answer, now: datetime) -> bool:
        """Answer as last time; False when they have answered this round. Raises as `keep`."""

    async def sheet(self, round_id: str, now: datetime) -> Sheet:
        """Who answered what; for the project's owner and staff only. Raises NotFound."""


class Closing(Protocol):
    """The end of a round and its report."""

    async def close(self, round_id: str, now: datetime, write: Writer) -> bool:
        """End a round and keep the report that `write` makes; False when it was closed before."""

    async def report(self, round_id: str) -> Report:
        """The report of a closed round, with what was answered to its items since.

        Raises NotFound while it is open.
        """


@dataclass(frozen=True, slots=True)
class CheckinPorts:
    """All that check-ins need."""

    rounds: Rounds
    answers: Answers
    closing: Closing
