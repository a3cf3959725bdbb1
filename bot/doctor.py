"""What an operator wants to know before anything goes wrong: every part asked in turn."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import ClientError, ClientTimeout

from bot.app import App
from bot.door.readiness import Readiness
from bot.granted import covered, granted
from core.errors import CenterError
from core.facts import Gap
from core.office.references import absent_content
from core.standards.permissions import needs
from core.words import count, listed
from store.health import Health, health
from store.office.items import OfficeStore


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at. A remark that is not `fine` says what to do in `says`."""

    about: str
    fine: bool
    says: str


async def examine(center: App) -> AsyncIterator[Remark]:
    """Look at one part after the other; a part that fails spoils no other."""
    yield Remark("database", True, "reached, and of this version's shape")
    known = await health(center.database)
    yield await _content(center)
    for look in (_office, _teams, _rosters, _names):
        yield look(center, known)
    yield await _worker(center)
    for ask in (_connector, _graph, _permissions, _keys):
        yield await ask(center, known)


async def _content(center: App) -> Remark:
    """What is there, and whether the office names anything that is not (any more)."""
    content = center.content
    office = await OfficeStore(center.database).office()
    missing = [each.says for each in absent_content(office, content.names)]
    if missing:
        says = " ".join(dict.fromkeys(missing))
        return Remark("content", False, f"{says} Until then the usual one stands in for it")
    sets = count(content.questions, "question set")
    return Remark("content", True, f"{sets} and {count(content.standards, 'standard')} loaded")


def _office(_: App, known: Health) -> Remark:
    if not known.checkins:
        return Remark("office", False, "no check-in is active: import an office file")
    return Remark("office", True, f"{count(known.checkins, 'check-in')} active")


def _teams(_: App, known: Health) -> Remark:
    if known.unmet:
        names = listed(known.unmet)
        return Remark("teams", False, f"not met yet: {names}. Install the app in their teams")
    return Remark("teams", True, "every project's team has met Process Center")


def _rosters(_: App, known: Health) -> Remark:
    if known.roster_gaps:
        return Remark("rosters", False, f"not read: {listed(known.roster_gaps, most=3)}")
    return Remark("rosters", True, "read as far as asked for")


def _names(_: App, known: Health) -> Remark:
    if known.name_gaps:
        return Remark(
            "people", False, f"not found: {listed(known.name_gaps)}. Mend the office file"
        )
    return Remark("people", True, "everyone named in the office file is known")


async def _worker(center: App) -> Remark:
    missing = await Readiness(center.database).missing()
    if "worker" in missing:
        return Remark("worker", False, "none runs: start `process-center serve`")
    return Remark("worker", True, "at work")


async def _connector(center: App, _: Health) -> Remark:
    try:
        await center.credentials.connector.get()
    except CenterError as error:
        return Remark("Bot Connector", False, error.says)
    return Remark("Bot Connector", True, "signed in")


async def _graph(center: App, known: Health) -> Remark:
    """The read that check-ins need, of one team that is really there."""
    if known.a_team is None:
        return Remark("Microsoft Graph", True, "not asked: there is no team to read yet")
    (roster,) = await center.ports.people.directory.rosters([known.a_team], [])
    for part in (roster.members, roster.channels, roster.owners):
        if isinstance(part, Gap):
            return Remark("Microsoft Graph", False, part.reason)
    return Remark("Microsoft Graph", True, "rosters and channels can be read")


async def _permissions(center: App, _: Health) -> Remark:
    """What the standards ask to be read, compared with what the sign-in was granted."""
    about = "permissions"
    if not center.content.standards:
        return Remark(about, True, "not asked: there is no standard")
    if center.settings.static_token:
        return Remark(about, True, "not compared: a static token does not tell what it is for")
    try:
        has = granted(await center.credentials.graph.get())
    except CenterError as error:
        return Remark(about, False, error.says)
    needed = needs(center.content.standards.values())
    missing = [
        f"{each.permission} (for {each.read_for})"
        for each in needed
        if not covered(each.permission, has)
    ]
    if missing:
        says = f"not granted: {listed(missing)}. Grant them to the app in Microsoft Entra"
        return Remark(about, False, says)
    return Remark(about, True, "all that the standards need is granted")


async def _keys(center: App, _: Health) -> Remark:
    if not center.settings.app_id:
        return Remark("signing keys", True, "not asked: activities come without a token")
    address = center.settings.openid_metadata_url
    try:
        async with center.session.get(address, timeout=ClientTimeout(5)) as response:
            response.raise_for_status()
    except (ClientError, TimeoutError):
        return Remark("signing keys", False, f"{address} does not answer as it should")
    return Remark("signing keys", True, "reached")
