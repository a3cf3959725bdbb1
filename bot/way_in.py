"""Whether Teams' way in leads here: `doctor` knocks as Teams does, with a token that nobody signed.

It is right in all but its signature, so the answer of a Process Center for this app can only be
that it knows no such key. Whoever else is there learns the app's id, which is no secret.
"""

import asyncio
import base64
import ipaddress
import json
import socket
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.arriving import PROBE_HOST
from bot.door.bounded_reading import TooLong, read_up_to
from bot.door.gate import ALGORITHM, CHANNEL
from bot.door.gate_errors import Reason
from bot.door.web_addresses import BadAddress, host_of, is_loopback
from bot.proxies import proxy_for
from bot.remark import Remark
from bot.settings import Settings
from bot.way_in_words import OURS, PATH, answered, broken
from core.errors import SetupError

ABOUT = "way in"
PATIENCE = 10.0  # seconds for each of two knocks; Teams waits 15
LARGE = 200 * 1024  # bytes; Teams sends up to 256 KB, and some firewalls let 128 pass
MOST = 64 * 1024  # bytes of an answer that is not ours
LIFE = 600  # seconds
SERVICE_URL = f"https://{PROBE_HOST}/"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where Teams is told to call, and how long it may take."""

    url: str
    patience: float = PATIENCE


async def way_in(settings: Settings, session: ClientSession, endpoint: Endpoint) -> Remark:
    """Knock twice: as small as most activities, and as large as some."""
    try:
        host = host_of(endpoint.url)
    except BadAddress as error:
        return Remark(ABOUT, False, f"the address {error}")
    if not endpoint.url.partition("?")[0].endswith(PATH):
        return Remark(ABOUT, False, f"Teams has to call an address that ends in {PATH}")
    small = await _knock(settings, session, endpoint)
    if not small.fine:
        return small
    large = await _knock(settings, session, endpoint, LARGE)
    if not large.fine:
        says = f"small activities come in, one of 200 KB does not: {large.says}"
        return Remark(ABOUT, False, f"{says}. Let requests of 256 KB pass")
    return await _from_outside(small, endpoint, host)


async def _knock(
    settings: Settings, session: ClientSession, endpoint: Endpoint, size: int = 0
) -> Remark:
    try:
        async with session.post(
            endpoint.url,
            data=_activity(size),
            headers={"Authorization": _token(settings), "Content-Type": "application/json"},
            allow_redirects=False,
            proxy=proxy_for(endpoint.url),
            timeout=ClientTimeout(endpoint.patience),
        ) as response:
            return _judged(settings, response, await _body(response))
    except SetupError as error:
        return Remark(ABOUT, False, error.says)
    except (ClientError, TimeoutError, OSError) as error:
        return Remark(ABOUT, False, broken(error))


async def _body(response: ClientResponse) -> Any:
    """What it says as JSON; None for anything else."""
    try:
        return json.loads(await read_up_to(response.content, MOST))
    except (TooLong, ValueError, RecursionError):
        return None


def _judged(settings: Settings, response: ClientResponse, body: Any) -> Remark:
    why = body.get("why") if isinstance(body, dict) else None
    reason = next((each for each in Reason if each.value == why), None)
    if reason is None:
        return Remark(ABOUT, False, answered(response.status, response.headers))
    expected = Reason.KEY if settings.app_id else Reason.AUDIENCE
    if reason is expected:
        says = "it leads to Process Center, which refuses what Microsoft did not sign"
        return Remark(ABOUT, True, says)
    says = OURS.get(reason, f"it leads to Process Center, which says: {body.get('error')}")
    return Remark(ABOUT, False, says)


async def _from_outside(found: Remark, endpoint: Endpoint, host: str) -> Remark:
    """Whether Teams can go there, too, as far as the address tells."""
    if is_loopback(host):
        return Remark(ABOUT, True, f"{found.says}. From this machine alone: {host} is itself")
    if proxy_for(endpoint.url):
        return found
    async with asyncio.timeout(endpoint.patience):
        every = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    addresses = {str(each[4][0]) for each in every}
    if all(ipaddress.ip_address(each.partition("%")[0]).is_private for each in addresses):
        says = f"it leads to Process Center, but {host} is {min(addresses)} here, an address"
        return Remark(ABOUT, None, f"{says} of your own network. Try it once from outside")
    return found


def _activity(size: int) -> bytes:
    activity = {
        "type": "message",
        "id": "doctor",
        "channelId": CHANNEL,
        "serviceUrl": SERVICE_URL,
        "from": {"id": "doctor"},
        "conversation": {"id": "doctor"},
        "text": "a" * size,
    }
    return json.dumps(activity).encode()


def _token(settings: Settings) -> str:
    now = int(time.time())
    claims = {
        "iss": settings.token_issuer,
        "aud": settings.app_id or "none",
        "nbf": now,
        "exp": now + LIFE,
        "serviceurl": SERVICE_URL,
    }
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": "doctor"}
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), b"signed by nobody"]
    return "Bearer " + ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts
    )
