"""Opens a dialog, fills its form and sends it, and corrects what comes back, as people do."""

import asyncio
from collections.abc import Callable
from typing import Any

from simulator.acts import Acts
from simulator.colleagues.form import fields
from simulator.colleagues.spots import Spot
from simulator.facts import Person
from simulator.results import Result

Data = dict[str, Any]
Write = Callable[[Data, int], Data | None]
AT_ONCE = 16
FORMS = 12  # pages and corrections of one dialog


class Hands:
    """At most `AT_ONCE` people press at the same time."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._permits = asyncio.Semaphore(AT_ONCE)

    async def press(self, person: Person, spot: Spot) -> Result:
        async with self._permits:
            return await self._press(person, spot)

    async def hand_in(self, person: Person, spot: Spot, write: Write) -> Result:
        """`write` gets the form and how often that form came back, and gives what is sent.

        None leaves the dialog. A form with other inputs than the one before is its next page.
        """
        async with self._permits:
            return await self._hand_in(person, spot, write)

    async def _hand_in(self, person: Person, spot: Spot, write: Write) -> Result:
        result, again, before = await self._press(person, spot), 0, None
        for _ in range(FORMS):
            if result["kind"] != "dialog":
                return result
            shown = {each.id for each in fields(result["card"])}
            again = again + 1 if shown == before else 0
            data = write(result["card"], again)
            if data is None:
                return result
            before = shown
            result = await self._acts.submit(person.id, spot.place.id, spot.message.id, data)
        return result

    async def _press(self, person: Person, spot: Spot) -> Result:
        where, id_ = spot.place.id, spot.message.id
        return await self._acts.press(person.id, where, id_, spot.button, {})
