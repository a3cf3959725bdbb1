"""What an operator wants to know before anything goes wrong: every part asked in turn."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import aiohttp

from bot.app import App
from bot.app_types import way
from bot.arriving import arrived, refusals
from bot.credentials import Credentials
from bot.door.readiness import Readiness
from bot.needed import needed
from bot.proxies import proxy_for
from bot.registration import SOON, Ending, Registration, certificate, lacking
from bot.remark import Remark
from bot.settings import Settings
from bot.system_clock import system_time
from core.days import full_day, moment
from core.errors import CenterError, SetupError
from core.facts import Gap
from core.office.references import absent_content
from core.posting.unsent import to_tell
from core.words import count, listed, many
from store.arrivals.arrivals import ArrivalStore
from store.content import Content
from store.database import Database
from store.failing import FailingStore
from store.health import Health, OwnChannel, health, own_channels, try_to_write
from store.office.items import OfficeStore

PATIENCE = 5.0  # seconds for the signing keys
ADD_TO_CHANNEL = "A private or shared channel needs the app itself, after its team: add it there"
KEPT = (  # what the database tells
    "office, teams, channels, rosters, people, cards, first contact, worker, arrivals"
)
CREDENTIAL = "certificate or secret"


def registration(settings: Settings) -> Remark:
    """Whether the settings are enough to sign in, which they need not be to be read."""
    try:
        settings.check_serving("127.0.0.1")
    except SetupError as error:
        return Remark("settings", False, error.says)
    from_files = f"from a file: {listed(settings.in_files)}" if settings.in_files else ""
    says = "; ".join(filter(None, ("read and in agreement", way(settings), from_files)))
    return Remark("settings", True, says)


async def examine(center: App) -> AsyncIterator[Remark]:
    """Look at one part after the other; a part that fails spoils no other."""
    yield await _database(center.database)
    known = await health(center.database)
    yield await _content(center.database, center.content)
    for look in (_office, _teams):
        yield look(known)
    yield channels(await own_channels(center.database), read=known.read)
    for look in (_rosters, _names):
        yield look(known)
    yield await _cards(center)
    yield await _unmet(center)
    yield await _worker(center.database)
    async for remark in _arrivals(center.database):
        yield remark
    yield await _connector(center.credentials)
    yield await _graph(center, known)
    yield await _permissions(center.settings, center.content, center.credentials)
    yield await _ending(center.registration, center.settings)
    yield await signing_keys(center.settings, center.session)


async def examine_without_database(
    settings: Settings, content: Content | Gap, why: str
) -> AsyncIterator[Remark]:
    """The same as far as it does not need what the database keeps; nothing is made."""
    yield Remark(KEPT, None, f"not checked: {why}")
    if isinstance(content, Content):
        yield Remark("content", True, _loaded(content))
    else:
        yield Remark("content", False, content.reason)
    if registration(settings).fine:
        credentials = Credentials(settings)
        yield await _connector(credentials)
        if isinstance(content, Content):
            yield await _permissions(settings, content, credentials)
        await credentials.close()
    if settings.app_certificate_path:
        yield lasting(certificate(settings.app_certificate_path), system_time(), settings)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield await signing_keys(settings, session)


async def _database(database: Database) -> Remark:
    try:
        await try_to_write(database)
    except CenterError as error:
        return Remark("database", False, error.says)
    return Remark("database", True, "reached, writable, and of this version's shape")


async def _content(database: Database, content: Content) -> Remark:
    """What is there, and whether the office names anything that is not (any more)."""
    office = await OfficeStore(database).office()
    missing = [each.says for each in absent_content(office, content.names)]
    if missing:
        says = " ".join(dict.fromkeys(missing))
        return Remark("content", False, f"{says} Until then the usual one stands in for it")
    return Remark("content", True, _loaded(content))


def _loaded(content: Content) -> str:
    sets = count(content.questions, "question set")
    return f"{sets} and {count(content.standards, 'standard')} loaded"


def _office(known: Health) -> Remark:
    if not known.checkins:
        return Remark("office", False, "no check-in is active: import an office file")
    return Remark("office", True, f"{count(known.checkins, 'check-in')} active")


def _teams(known: Health) -> Remark:
    if not known.checkins:
        return Remark("teams", None, "not checked: there is no check-in whose team to look for")
    if known.unmet:
        names = listed(known.unmet)
        return Remark("teams", False, f"not met yet: {names}. Install the app in their teams")
    return Remark("teams", True, "every project's team has met Process Center")


def channels(own: Sequence[OwnChannel], *, read: bool) -> Remark:
    """The private and shared ones of projects, to each of which the app is added by itself.

    No interface tells whether it was: a channel is heard from, or refuses, or neither so far. What
    kinds of channels there are is known once a team was `read`.
    """
    if not own and not read:
        return Remark("channels", None, "not checked: no team was read yet")
    if not own:
        return Remark("channels", True, "no project is in a private or shared channel")
    refused = [
        f"{each.project} ({each.kind}: {each.closed.rstrip('.')})" for each in own if each.closed
    ]
    silent = [f"{each.project} ({each.kind})" for each in own if not each.met]
    if refused:
        says = f"not in the channel of {listed(refused, 3)}. {ADD_TO_CHANNEL}"
        return Remark("channels", False, says)
    if silent:
        says = f"nothing heard yet from the channel of {listed(silent, 10)}. {ADD_TO_CHANNEL}"
        return Remark("channels", None, says)
    many = count(own, "private or shared channel")
    return Remark("channels", True, f"{many} of projects met Process Center")


def _rosters(known: Health) -> Remark:
    if not known.rosters:
        return Remark("rosters", None, "not checked: none was read yet")
    if known.roster_gaps:
        return Remark("rosters", False, f"not read: {listed(known.roster_gaps, most=3)}")
    return Remark("rosters", True, f"{count(known.rosters, 'roster')} read")


def _names(known: Health) -> Remark:
    if known.name_gaps:
        return Remark(
            "people",
            False,
            f"not found: {listed(known.name_gaps)}. Where there is nobody of that name, mend the"
            " office file",
        )
    if not known.names:
        return Remark("people", None, "not checked: nobody was looked up yet")
    return Remark("people", True, "everyone named in the office file is known")


async def _cards(center: App) -> Remark:
    """What of all that is open could not be sent; a team that has not met us is told as such."""
    found = to_tell(await center.ports.posting.unsent.all(staying=True), timedelta())
    many = Counter(each.shown for each in found if not each.waits)
    if many:
        told = listed([f"{number} {state}" for state, number in sorted(many.items())])
        says = f"not sent: {told}. `process-center deliveries` says which, and why"
        return Remark("cards", False, says)
    return Remark("cards", True, "all that is open was sent, or is on its way")


async def _unmet(center: App) -> Remark:
    """Whether everybody for whom something waits could be written to."""
    found = await center.ports.posting.contacts.unmet()
    if found:
        told = listed([f"{each.name} ({each.why.rstrip('.')})" for each in found], most=3)
        says = f"not met: {told}. Add the app to a team of theirs, or for them by a setup policy"
        return Remark("first contact", False, says)
    return Remark("first contact", True, "everybody for whom something waits can be written to")


async def _worker(database: Database) -> Remark:
    missing = await Readiness(database).missing()
    if "worker" in missing:
        return Remark("worker", False, "none runs: start `process-center serve`")
    if failing := await FailingStore(database).now():
        each = [f"{every.job} {every.times} times in a row ({every.why})" for every in failing]
        since = moment(min(every.since for every in failing), "UTC")
        says = f"jobs fail since {since} UTC: {listed(each, 3)}. The log of the worker says why"
        return Remark("worker", False, says)
    return Remark("worker", True, "at work")


async def _arrivals(database: Database) -> AsyncIterator[Remark]:
    """What any process let in, and what it did not."""
    store = ArrivalStore(database)
    since = await store.since_let_in()
    yield arrived(since)
    for remark in refusals(await store.refused(), since):
        yield remark


async def _connector(credentials: Credentials) -> Remark:
    try:
        await credentials.connector.get()
    except CenterError as error:
        return Remark("Bot Connector", False, error.says)
    return Remark("Bot Connector", True, "signed in")


async def _graph(center: App, known: Health) -> Remark:
    """The read that check-ins need, of one team that is really there."""
    if known.a_team is None:
        return Remark("Microsoft Graph", None, "not asked: there is no team to read yet")
    (roster,) = await center.ports.people.directory.rosters([known.a_team], [])
    for part in (roster.members, roster.channels, roster.owners):
        if isinstance(part, Gap):
            return Remark("Microsoft Graph", False, part.reason)
    return Remark("Microsoft Graph", True, "rosters and channels can be read")


async def _permissions(settings: Settings, content: Content, credentials: Credentials) -> Remark:
    """What the standards and settings take, compared with what the sign-in was granted."""
    about = "permissions"
    wanted = needed(settings, content.standards.values())
    if not wanted:
        return Remark(about, None, "not asked: there is no standard")
    if settings.static_token:
        return Remark(about, None, "not compared: a static token does not tell what it is for")
    missing = await lacking(wanted, credentials)
    if isinstance(missing, Gap):
        return Remark(about, False, missing.reason)
    if missing:
        says = f"not granted: {listed(missing)}. Grant them to the app in Microsoft Entra"
        return Remark(about, False, says)
    return Remark(about, True, "all that is needed is granted")


async def _ending(registration: Registration, settings: Settings) -> Remark:
    """How long what we sign in with lasts."""
    found = await registration.ending()
    if found is None:
        return Remark(CREDENTIAL, True, "none that ends is set")
    return lasting(found, registration.now(), settings)


def lasting(found: Ending | Gap, now: datetime, settings: Settings) -> Remark:
    """How long the certificate or secret lasts, or where that stands."""
    if isinstance(found, Gap):
        if settings.app_certificate_path:
            return Remark(CREDENTIAL, False, found.reason)
        says = f"when the secret ends is not known: {found.reason}"
        where = f"`az ad app credential list --id {settings.app_id}`, or Microsoft Entra, tells it"
        return Remark(CREDENTIAL, None, f"{says}. {where}")
    days = found.days(now)
    on = f"on {full_day(found.at)}"
    if days <= 0:
        return Remark(CREDENTIAL, False, f"the {found.what} ended {on}. Make a new one")
    left = f"the {found.what} ends {on}, in {many(int(days), 'day')}"
    if days < SOON:
        return Remark(CREDENTIAL, False, f"{left}. Make a new one, and set it, before")
    return Remark(CREDENTIAL, True, left)


async def signing_keys(
    settings: Settings, session: aiohttp.ClientSession, patience: float = PATIENCE
) -> Remark:
    """Whether the address answers at which the Bot Framework's keys are found."""
    if not settings.app_id:
        return Remark("signing keys", None, "not asked: activities come without a token")
    address = settings.openid_metadata_url
    timeout = aiohttp.ClientTimeout(patience)
    try:
        async with session.get(address, timeout=timeout, proxy=proxy_for(address)) as response:
            response.raise_for_status()
    except SetupError as error:
        return Remark("signing keys", False, error.says)
    except (aiohttp.ClientError, TimeoutError):
        return Remark("signing keys", False, f"{address} does not answer as it should")
    return Remark("signing keys", True, "reached")
