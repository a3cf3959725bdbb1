"""How the jobs of a worker go: those of a kind that fail one after the other are told."""

import logging
from collections import Counter

from core.errors import CenterError, StoreAway
from core.work import Failing

FEW = 4  # failures of a kind in a row that are told; then each time that they have doubled

log = logging.getLogger(__name__)


class Watch:
    """Of one process. `kept` is where other processes read it; while that is away it is not kept.

    A database that is away is no failure of the jobs: it is told by itself, and by everybody.
    """

    def __init__(self, kept: Failing | None) -> None:
        self._kept = kept
        self._in_a_row: Counter[str] = Counter()

    async def failed(self, worker: int | None, job: str, error: Exception) -> None:
        """Once more."""
        if isinstance(error, StoreAway):
            return
        self._in_a_row[job] += 1
        times = self._in_a_row[job]
        if times < FEW or times & (times - 1) or worker is None or self._kept is None:
            return
        log.error("all jobs of a kind fail job=%s times=%d", job, times)
        why = error.says if isinstance(error, CenterError) else type(error).__name__
        try:
            await self._kept.failed(worker, job, times, why)
        except StoreAway as away:
            log.warning("not kept job=%s why=%s", job, away.says)

    async def succeeded(self, worker: int | None, job: str) -> None:
        """It works, again or still."""
        if self._in_a_row[job] >= FEW and worker is not None and self._kept is not None:
            try:
                await self._kept.succeeded(worker, job)
            except StoreAway:
                return  # the next that succeeds says it
        self._in_a_row[job] = 0
