"""What the registration lacks, and when it will stop working: asked by `doctor`, and every hour."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.credentials import Credentials
from bot.door.metrics import Metrics
from bot.granted import covered, granted
from bot.needed import Needed, needed
from bot.settings import Settings
from core.errors import CenterError
from core.facts import Gap
from core.standards.model import Standard
from graph.registration import secret_ends
from graph.wire.client import GraphClient

EVERY = 3600.0  # seconds between two looks
SOON = 30.0  # days before its end, in which there is time to make a new one
NO_PEM = "the file that PROCESS_CENTER_APP_CERTIFICATE_PATH names has no certificate to read"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ending:
    """What we sign in with, and when it ends."""

    what: str
    at: datetime

    def days(self, now: datetime) -> float:
        """How many are left; negative once it has ended."""
        return (self.at - now) / timedelta(days=1)


class Registration:
    """Looks at what we sign in with and what we are allowed; `now` is the system's own time."""

    def __init__(
        self,
        settings: Settings,
        standards: Collection[Standard],
        credentials: Credentials,
        graph: GraphClient,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._standards = standards
        self._credentials = credentials
        self._graph = graph
        self.now = now

    async def ending(self) -> Ending | Gap | None:
        """Of the certificate or the secret; None where there is nothing that ends.

        A gap says why it could not be read. Only a secret is asked of Microsoft Graph.
        """
        settings = self._settings
        if settings.static_token:
            return None
        if settings.app_certificate_path:
            return certificate(settings.app_certificate_path)
        if not settings.app_password:
            return None
        secret = settings.app_password.get_secret_value()
        end = await secret_ends(self._graph, settings.app_id or "", secret)
        return end if isinstance(end, Gap) else Ending("secret", end)

    async def lacks(self) -> list[str] | Gap | None:
        """Permissions that are needed and that the sign-in was not given; None: not compared."""
        wanted = needed(self._settings, self._standards)
        if not wanted or self._settings.static_token:
            return None
        return await lacking(wanted, self._credentials)

    async def watch(self, metrics: Metrics) -> None:
        """Look now and every hour until cancelled, for the figures and for the log."""
        while True:
            await self.look(metrics)
            await asyncio.sleep(EVERY)

    async def look(self, metrics: Metrics) -> None:
        """Once; what is not known has no figure."""
        ending, lacks = await self.ending(), await self.lacks()
        missing = len(lacks) if isinstance(lacks, list) else None
        if not isinstance(ending, Ending):
            metrics.registered(None, missing)
            return
        days = ending.days(self.now())
        metrics.registered(days, missing)
        if days < SOON:
            log.warning("%s ends on=%s days=%.0f", ending.what, ending.at.date(), days)


def certificate(path: Path) -> Ending | Gap:
    """The end of the first certificate of a PEM file, which is the one that is signed in with."""
    from cryptography.x509 import load_pem_x509_certificate

    try:
        found = load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return Gap(NO_PEM)
    return Ending("certificate", found.not_valid_after_utc)


async def lacking(wanted: Collection[Needed], credentials: Credentials) -> list[str] | Gap:
    """Each permission that is not granted, with what it is for; a gap where nobody can tell."""
    try:
        has = granted(await credentials.graph.get())
    except CenterError as error:
        return Gap(error.says)
    return [
        f"{each.permission} (for {each.used_for})"
        for each in wanted
        if not covered(each.permission, has)
    ]
