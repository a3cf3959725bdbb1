"""What putting right needs from outside."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.clock import Clock
from core.errors import CenterError
from core.people.ports import Parts
from core.standards.changes.model import (
    Batch,
    Became,
    Change,
    Entry,
    Plan,
    Step,
    Value,
    Who,
)
from core.standards.changes.offers import Offer, OfferedTeam
from core.standards.changes.owners import Owner
from core.standards.model import Standard, Waiver
from core.standards.ports import Tenants


class NotWritten(CenterError):
    """Graph did not take a write, for good; `says` is the reason. Nothing was changed."""


class NotPermitted(NotWritten):
    """It lacks a permission, which `says` names."""


class MovedOn(NotWritten):
    """What was to be set is not there any more, or not as it has to be; `says` tells."""


class Unsure(CenterError):
    """A write may have been taken or not: the answer did not come. A fresh look tells."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is there now, as the thing's values are; `kept` is what putting it back needs beside."""

    value: Value
    kept: Value = None


class Estate(Protocol):
    """The tenant, where it is written. Never answers from an index that lags."""

    async def look(self, change: Change) -> Look:
        """What is there now. Raises NotRead, and MovedOn where its team is not there any more."""

    async def put(self, change: Change, value: Value, now: Look) -> None:
        """Write it once, never again by itself but after a 429.

        `now` is what was just looked at; putting back gives what was kept before the write. What
        has to be created is not looked for: whoever asks has looked. Raises NotWritten and Unsure.
        """

    async def owns(self, team_id: str, person_id: str) -> bool:
        """Whether somebody owns a team now. Raises NotRead, and MovedOn where there is no such."""

    async def holds_back(self, change: Change) -> str:
        """Why what was made must not be taken away again ("somebody has posted there since"), or
        empty. Asked before undoing what adds. Raises NotRead.
        """


class Plans(Protocol):
    """Plans, what became of them, and the log, which nothing alters."""

    async def keep(self, plan: Plan, by: Who) -> Plan:
        """Keep it with what the log tells of it; one that is kept already comes back unchanged."""

    async def get(self, plan_id: str) -> Plan:
        """As it stands now. Raises NotFound."""

    async def proposed(self, plan_id: str) -> Sequence[Change]:
        """What it proposed, as it did, whatever was picked since."""

    async def newest(self, team_id: str = "") -> Plan | None:
        """The newest plan that was made for a team alone; without one, of those that were not."""

    async def approve(
        self, batch: Batch, changes: Sequence[Change], who: Who, now: datetime, *, job: bool = True
    ) -> None:
        """Approve these as they are here, with the log and the batch; all of it or nothing.

        What is approved, under way or done already stays as it is. With `job` a worker begins at
        once, else whoever asks does it.
        """

    async def approve_undo(
        self, batch: Batch, ids: Sequence[str], who: Who, now: datetime, *, job: bool = True
    ) -> None:
        """The same of putting back what was written."""

    async def withdraw(self, plan_id: str, who: Who, now: datetime, *, of_undo: bool = True) -> int:
        """Take back what is approved and is not under way, putting back too or (`of_undo`) not; how
        many that were."""

    async def batch(self, batch_id: str) -> Batch:
        """Raises NotFound."""

    async def go_on(self, since: datetime, now: datetime, budget: int) -> int:
        """Begin a batch for each plan with something left, of which none began after `since`.

        How many. It may be asked by every server at once.
        """

    def alone(self, plan_id: str) -> AbstractAsyncContextManager[bool]:
        """Whether nobody else works at this plan, who is then kept away until the end of the block.

        It ends with the process, however that ends.
        """

    async def left(self, batch: Batch) -> Sequence[Step]:
        """What is under way since a crash, then what waits, in the order in which it is done."""

    async def room(self, batch: Batch, under_way: Collection[str]) -> int:
        """How many more writes its budget has room for, when these are written that are begun or
        about to be."""

    async def begin(
        self, batch: Batch, change_id: str, was: Value, kept: Value, now: datetime
    ) -> bool:
        """Keep what is there now, before it is written. False where the budget is used up, it is
        not approved (any more), this process is not alone with the plan, or another plan is just
        writing the same: then do not write.

        Of what is put back, what was kept stays.
        """

    async def end(self, batch: Batch, change_id: str, became: Became, now: datetime) -> None:
        """What became of it, with the log; of what is put back, where the batch does that."""

    async def entries(
        self, plan_id: str = "", team_id: str = "", most: int | None = None
    ) -> Sequence[Entry]:
        """What the log tells, oldest first: all of it, or the last so many; of one plan or team."""

    async def person(self, called: str) -> Who | None:
        """Whom the office means by an object id or a principal name; None where nobody knows."""


class Offers(Protocol):
    """What could be put right in each team, as it was last read."""

    async def keep(
        self,
        run_id: str,
        read_at: datetime,
        standards: Sequence[str],
        teams: Sequence[str] | None,
        changes: Sequence[Change],
    ) -> None:
        """What a reading proposes takes the place of what was offered by these standards, to these
        teams or (None) to all. Twice is once."""

    async def forget(self, standards: Sequence[str]) -> None:
        """What is offered by none of these, as their files are not there any more."""

    async def of_team(self, team_id: str) -> Offer | None:
        """What is offered for a team now; None where nothing is."""

    async def teams(self, start: int, most: int) -> tuple[Sequence[OfferedTeam], int]:
        """So many teams for which something is offered that may be written, after the first
        `start`, by name; and how many there are."""


class Reminders(Protocol):
    """Owners' cards with all that is not met in their teams."""

    async def due(self, now: datetime) -> Sequence[Owner]:
        """Who is to get one now, in a working hour of theirs, whose last card is oldest first; two
        hundred at most."""

    async def begin(self, owner: Owner, now: datetime) -> bool:
        """Post it, in place of the one before; False where another server did."""

    async def put_off(self, person_id: str, until: date) -> None:
        """No card before that day, and one on it; the newest card says so."""

    async def newest(self, person_id: str) -> tuple[str, date | None] | None:
        """Their newest card, and until when they put it off; None where they had none."""

    async def changed(self, person_ids: Sequence[str]) -> None:
        """What these have to put right is another now: their newest cards show it."""


class Notices(Protocol):
    """Who hears of what a plan changed."""

    async def begin(self, plan: Plan, person_id: str) -> None:
        """The card of who approved it, in their chat; again changes nothing."""

    async def untold(self, now: datetime) -> Sequence[str]:
        """Plans of which more was done in the last days than anybody was told."""

    async def tell(self, plan: Plan) -> None:
        """Whom it touched by now, and each team that was changed; each once for a plan."""

    async def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        """What these are called, as far as it is known."""


class KeptWaivers(Protocol):
    """Exceptions that hold; see core/standards/ports.py."""

    async def kept(self) -> Sequence[tuple[str, Waiver]]: ...


class Office(Protocol):
    """What is known without asking Graph; see Runs in core/standards/ports.py."""

    async def center(self) -> tuple[str, str]: ...

    async def archived_since(self, team_ids: Sequence[str]) -> Mapping[str, date]: ...


class Permissions(Protocol):
    """What the sign-in may write."""

    async def held(self) -> Collection[str] | None:
        """The permissions of remedies that were granted, or are covered by wider ones; None where
        that cannot be told."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one waits, in seconds, before each further look for what was written.

    Together they are the bound of Microsoft Graph's lag: what nobody sees then was not made. A read
    that fails is tried again after `again`.
    """

    looks: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
    again: tuple[float, ...] = (2.0, 10.0)


@dataclass(frozen=True, slots=True)
class ChangePorts:
    """All that putting right needs; `standards` by name."""

    plans: Plans
    estate: Estate
    tenants: Tenants
    permissions: Permissions
    waivers: KeptWaivers
    office: Office
    standards: Mapping[str, Standard]
    parts: Parts
    clock: Clock
    patience: Patience = Patience()


@dataclass(frozen=True, slots=True)
class FixPorts:
    """All that is needed to offer what could be put right, and to tell what became of it."""

    changes: ChangePorts
    offers: Offers
    reminders: Reminders
    notices: Notices
