"""Installs the Teams app for people, where an operator allows that."""

import asyncio

from core.errors import NotRead
from graph.wire import requests
from graph.wire.client import GraphClient
from graph.wire.decode import own_id
from graph.wire.pages import entries

NOT_IN_CATALOGUE = "the organisation has no such app; upload it in the Teams admin center"


class Installs:
    """Implements core.posting.ports.Installer. `app_id` is the id in the app's manifest.

    The organisation's own id of the app is looked up once; it stays while the app does.
    """

    def __init__(self, client: GraphClient, app_id: str) -> None:
        self._client = client
        self._app_id = app_id
        self._asking = asyncio.Lock()
        self._found = ""

    async def install(self, person_id: str) -> None:
        """Somebody who has it keeps it. Raises NotRead where it cannot be done."""
        async with self._asking:
            self._found = self._found or await self._look_up()
        ask = requests.installed_apps(self._client.sdk, person_id)
        app = f"{self._client.url}{requests.app(self._client.sdk, self._found)}"
        await self._client.add(ask, {"teamsApp@odata.bind": app})

    async def _look_up(self) -> str:
        found = await entries(self._client, requests.catalogue(self._client.sdk, self._app_id))
        ids = [id_ for each in found if (id_ := own_id(each))]
        if not ids:
            raise NotRead(NOT_IN_CATALOGUE)
        return ids[0]
