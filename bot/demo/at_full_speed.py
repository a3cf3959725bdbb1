"""The past is played in a minute: limits that Teams counts in real time are lifted meanwhile."""

import time
from dataclasses import replace
from datetime import timedelta

from bot.app import App
from core.posting.deliveries import Patience
from jobs.pace import Pace

QUICK = Patience(rest=timedelta(milliseconds=150))


class Lifted:
    """Implements core.posting.ports.Limits."""

    async def conversation(self, conversation_id: str) -> float:
        """Always 0: nobody has to wait."""
        del conversation_id
        return 0.0

    async def members(self, conversation_id: str) -> float:
        """Always 0 too."""
        del conversation_id
        return 0.0

    async def deployment(self) -> float:
        """Now."""
        return time.monotonic()

    async def hold(self, conversation_id: str, delay: float) -> None:
        """Nothing: the tenant has lifted its limits too."""


def at_full_speed(made: App) -> App:
    """The same without limits; only for a tenant that has none at the moment."""
    limits = Lifted()
    posting = replace(made.ports.posting, limits=limits, pace=Pace(limits), patience=QUICK)
    return replace(made, ports=replace(made.ports, posting=posting))
