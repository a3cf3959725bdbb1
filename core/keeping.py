"""How long what was needed once is kept, and what removes it then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Keep:
    """What an operator may set; `docs/what-is-kept.md` says what goes by which of them.

    `messages` is for what was sent and for forms that were sent in, `runs` for what audits found
    and digests told.
    """

    messages: timedelta = timedelta(days=30)
    runs: timedelta = timedelta(days=400)


class Clearing(Protocol):
    """Removes what is kept no longer; what it does is said in store/clearing.py."""

    @property
    def keep(self) -> Keep: ...

    async def is_due(self, now: datetime) -> bool: ...

    async def clear(self, now: datetime) -> Mapping[str, int]: ...
