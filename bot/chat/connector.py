"""Sends and edits messages through the Bot Connector; its errors are all ours."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from yarl import URL

from bot.chat.connector_errors import Meaning, Response, meaning, not_met, not_private, unsure
from bot.credentials import Token
from bot.door.bounded_reading import TooLong, read_up_to
from bot.door.web_addresses import BadAddress, Hosts, host_of
from bot.proxies import proxy_for
from core.errors import Refused, TooBig, Transient
from core.posting.addresses import Address
from core.posting.deliveries import OnlyFor

TIMEOUT = ClientTimeout(total=15, connect=5)  # seconds
# A proxy that does not let us through has passed nothing on.
NOT_REACHED = (ClientConnectorError, ClientHttpProxyError, ConnectionTimeoutError)
MAX_MESSAGE = 100 * 1024  # bytes as UTF-16: learn.microsoft.com, "Format your bot messages"
MAX_ANSWER = 64 * 1024  # bytes; a good answer has about 100
PRIVATE = {"isTargetedActivity": "true"}  # Microsoft's page "Targeted messages", as all of this
MAX_ID = 500  # characters; Teams' ids have about 20, those of chats about 90


@dataclass(frozen=True, slots=True)
class _Call:
    """One request; `repeatable` says that doing it twice changes nothing."""

    method: str
    url: URL
    body: bytes
    repeatable: bool


class Connector:
    """The Bot Connector of every region, over one session and one token.

    `hosts` are those that may get the token, whatever the database says. Safe to use from many
    tasks at once; it neither waits nor repeats: pacing and repeating is the sender's.
    """

    def __init__(
        self,
        session: ClientSession,
        token: Token,
        hosts: Hosts | None = None,
        clock: Callable[[], float] = time.time,
        timeout: ClientTimeout = TIMEOUT,
    ) -> None:
        self._session = session
        self._token = token
        self._hosts = hosts
        self._clock = clock
        self._timeout = timeout

    async def send(
        self, address: Address, activity: dict[str, Any], only_for: OnlyFor | None = None
    ) -> str:
        """Post `activity` into the conversation; gives the id to edit it by.

        Raises a NotDelivered of core.errors, or SetupError when we cannot sign in; NotPrivate for
        what is `only_for` somebody alone. Not repeatable: after Ambiguous the message may stand
        there.
        """
        url = self._url(address.service_url, "conversations", address.conversation_id, "activities")
        whole, means = _complete(activity, address), meaning
        if only_for:
            url, whole = url.with_query(PRIVATE), whole | _addressed(only_for)
            means = not_private
        answer = await self._done(_Call("POST", url, _encoded(whole), repeatable=False), means)
        return _id_of(answer, repeatable=False)

    async def edit(self, address: Address, activity_id: str, activity: dict[str, Any]) -> None:
        """Replace a message of ours; twice is as good as once, so it never raises Ambiguous."""
        place = ("conversations", address.conversation_id, "activities", activity_id)
        body = _encoded({**_complete(activity, address), "id": activity_id})
        url = self._url(address.service_url, *place)
        await self._done(_Call("PUT", url, body, repeatable=True))

    async def account(self, way: Address, person_id: str) -> str:
        """How Teams calls somebody who is in this team or channel; it does so to us alone.

        Raises NotInRoster for who is not there.
        """
        place = ("conversations", way.conversation_id, "members", person_id)
        url = self._url(way.service_url, *place)
        call = _Call("GET", url, b"", repeatable=True)
        return _id_of(await self._done(call, not_met), repeatable=True)

    async def begin(self, way: Address, member_id: str) -> str:
        """Begin the chat with one person, or find it: Teams gives the same id however often.

        Raises NotInRoster for who may not be written to.
        """
        body = {
            "isGroup": False,
            "bot": {"id": way.bot_id},
            "members": [{"id": member_id}],
            "tenantId": way.tenant_id,
            "channelData": {"tenant": {"id": way.tenant_id}},
        }
        url = self._url(way.service_url, "conversations")
        call = _Call("POST", url, _encoded(body), repeatable=True)
        return _id_of(await self._done(call, not_met), repeatable=True)

    def _url(self, service_url: str, *path: str) -> URL:
        try:
            allowed = self._hosts is None or self._hosts.have(host_of(service_url))
        except BadAddress as error:
            raise Refused(f"The conversation's serviceUrl {error}.") from error
        if not allowed:
            raise Refused("The conversation's serviceUrl has a host that is not allowed.")
        try:
            quoted = "/".join(quote(part, safe="") for part in path)
        except UnicodeEncodeError as error:
            raise Refused("The conversation's id cannot be part of an address.") from error
        return URL(f"{service_url.rstrip('/')}/v3/{quoted}", encoded=True)

    async def _done(self, call: _Call, means: Meaning = meaning) -> Response:
        """The 2xx answer of a call; a token that is refused is renewed once."""
        token = await self._token.get()
        answer = await self._ask(call, token)
        if answer.status == 401:
            await self._token.forget(token)
            renewed = await self._token.get()
            answer = answer if renewed == token else await self._ask(call, renewed)
        if not 200 <= answer.status < 300:
            raise means(answer, self._clock(), call.repeatable)
        return answer

    async def _ask(self, call: _Call, token: str) -> Response:
        try:
            async with self._session.request(
                call.method,
                call.url,
                data=call.body,
                headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
                allow_redirects=False,
                timeout=self._timeout,
                proxy=proxy_for(str(call.url)),
            ) as response:
                return await _answer(response)
        except NOT_REACHED as error:
            raise Transient("Teams cannot be reached; it is sent again later.") from error
        except ValueError as error:  # an address or a header that HTTP cannot carry
            raise Refused("The request to Teams cannot be made.") from error
        except (ClientError, OSError, TimeoutError) as error:
            says = "The connection to Teams broke off before its answer."
            raise unsure(says, call.repeatable) from error


async def _answer(response: ClientResponse) -> Response:
    """The status stands also when the body breaks off, is too long or cannot be unpacked."""
    try:
        body = await read_up_to(response.content, MAX_ANSWER)
    except (TooLong, ClientError, OSError, TimeoutError):
        body = b""
    return Response(response.status, response.headers, body)


def _id_of(answer: Response, *, repeatable: bool) -> str:
    found = answer.text("id")
    if found is None or len(found) > MAX_ID:
        raise unsure("Teams took what was sent and gave no id for it.", repeatable)
    return found


def _complete(activity: dict[str, Any], address: Address) -> dict[str, Any]:
    """With who sends it and where, as the Connector's own clients send it."""
    return {
        "type": "message",
        "from": {"id": address.bot_id},
        "conversation": {"id": address.conversation_id},
        **activity,
    }


def _addressed(only_for: OnlyFor) -> dict[str, Any]:
    """For whom alone it is, and the private message over which Teams shows it as its answer."""
    asked = {"type": "targetedMessageInfo", "messageId": only_for.answers}
    entities = {"entities": [asked]} if only_for.answers else {}
    return {"recipient": {"id": only_for.account_id}, **entities}


def _encoded(activity: dict[str, Any]) -> bytes:
    try:
        text = json.dumps(activity, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        size = len(text.encode("utf-16-le"))
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused("The message cannot be written as JSON.") from error
    if size > MAX_MESSAGE:
        raise TooBig(f"The message has {size} bytes; Teams accepts {MAX_MESSAGE}. Make it shorter.")
    return text.encode()
