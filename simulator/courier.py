"""Carries activities to the bot, signed, and repeats what was not answered, as Teams does."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from simulator.activities import Activity, fresh_id
from simulator.faults import Met, Where
from simulator.places import base
from simulator.world import World

REFUSED_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The bot's HTTP answer; `body` is None when it was no JSON object."""

    status: int
    body: dict[str, Any] | None


class Courier:
    """One session to one bot."""

    def __init__(self, world: World, session: aiohttp.ClientSession) -> None:
        self._world = world
        self._session = session

    async def tell(self, activity: Activity) -> bool:
        """Whether the bot took it; tried twice with the same id, unless nobody listens there."""
        answer = await self._first_of_two(activity, activity, pause=None)
        return answer is not None and answer.status < 300

    async def ask(self, activity: Activity) -> Answer | None:
        """An invoke. Unanswered it is sent once more with a new id; None when that fails too."""
        pause = min(REFUSED_PAUSE, self._world.settings.invoke_patience)
        return await self._first_of_two(activity, activity | {"id": fresh_id()}, pause)

    async def _first_of_two(
        self, first: Activity, second: Activity, pause: float | None
    ) -> Answer | None:
        """`pause` is between two tries where the bot's port is closed; None tries once there."""
        for activity in (first, second):
            try:
                return await self._send(activity)
            except aiohttp.ClientConnectorError:
                if pause is None:
                    return None
                await asyncio.sleep(pause)
            except (TimeoutError, aiohttp.ClientError):
                continue
        return None

    async def _send(self, activity: Activity) -> Answer | None:
        fault = self._world.faults.strike(
            Met(Where.BOT, "POST", base(activity["conversation"]["id"]))
        )
        if fault is not None and not fault.kind.after:
            raise TimeoutError(fault.kind)

        answer = await self._post(activity)
        if fault is not None:
            raise TimeoutError(fault.kind)
        return answer

    async def _post(self, activity: Activity) -> Answer:
        token = self._world.sign_in.token_for_bot(self._world.service_url)
        patience = aiohttp.ClientTimeout(total=self._world.settings.invoke_patience)
        async with self._session.post(
            self._world.settings.bot_url,
            json=activity,
            headers={"Authorization": f"Bearer {token}"},
            timeout=patience,
        ) as response:
            return Answer(response.status, _object(await response.read()))


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(text)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
