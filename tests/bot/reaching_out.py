"""Each client of a Process Center in the public cloud asks for one thing; run as a process.

Prints what each said, by its name, as JSON: an empty text where it got what it asked for.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable

import aiohttp

from bot.chat.connector import Connector
from bot.credentials import Credentials
from bot.doctor import signing_keys
from bot.door.signing_keys import SigningKeys
from bot.reading import graph_client
from bot.settings import Settings
from core.errors import CenterError
from core.posting.addresses import Address
from graph.wire.asks import Ask, Kind
from store.database import Database

SETTINGS = Settings.model_validate(
    {
        "app_id": "app",
        "app_tenant_id": "11111111-2222-4333-8444-555555555555",
        "app_type": "SingleTenant",
        "app_password": "secret",
    }
)
TEAMS = Address("19:a", "https://smba.trafficmanager.net/amer/", "28:bot", "home")


async def said(asking: Awaitable[object]) -> str:
    """The reason why it failed."""
    try:
        await asking
    except CenterError as error:
        return error.says
    return ""


async def main() -> dict[str, str]:
    """One after the other, as one sign-in is asked for by several."""
    found: dict[str, str] = {}
    credentials = Credentials(SETTINGS)
    async with (
        aiohttp.ClientSession() as session,
        Database("postgresql://127.0.0.1:9/nobody", wait=0.1) as away,
    ):
        found["sign-in"] = await said(credentials.connector.get())
        found["Connector"] = await said(
            Connector(session, credentials.connector).send(TEAMS, {"text": "hello"})
        )
        async with graph_client(SETTINGS, credentials, away) as client:
            found["Graph"] = await said(client.read(Ask(Kind.USER, "/users/ada")))
        keys = SigningKeys(SETTINGS.openid_metadata_url, session, time.time)
        try:
            found["keys"] = "" if await keys.find("key-1") else "not there"
        except Exception as error:  # noqa: BLE001 any reason is one
            found["keys"] = type(error).__name__
        remark = await signing_keys(SETTINGS, session)
        found["doctor"] = "" if remark.fine else remark.says
    await credentials.close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main())))
