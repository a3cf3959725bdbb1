"""The tenant as it is looked at before and after each write, and where it is written."""

import logging
from functools import cache

import graph.remedies
from core.errors import NotRead
from core.registry import collect
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, MovedOn, NotPermitted, NotWritten
from graph.remedies import Way
from graph.wire.client import GraphClient
from graph.wire.decode import own_id, people
from graph.wire.pages import entries
from graph.wire.reasons import NOT_THERE, Missing, Refused
from graph.wire.requests import group_owners
from graph.wire.waiting import patient

log = logging.getLogger(__name__)


@cache
def ways() -> dict[str, Way]:
    """How each thing is looked at and written, by its name."""
    return collect(graph.remedies, "WAY", Way)


class Estate:
    """Implements core.standards.changes.ports.Estate.

    Where Graph asks to wait it is waited for as long as it asks, up to an hour. The client is open
    as long as this is used.
    """

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def look(self, change: Change) -> Look:
        """By the object itself, never by a search or a count, which lag."""
        try:
            return await ways()[change.thing].look(self._now(), change)
        except Missing as error:
            raise MovedOn(NOT_THERE) from error

    async def put(self, change: Change, value: Value, now: Look) -> None:
        """What is read before the write and fails was not followed by it."""
        try:
            await ways()[change.thing].put(self._now(), change, value, now)
        except Missing as error:
            raise MovedOn(error.says) from error
        except Refused as error:
            raise NotPermitted(error.says) from error
        except NotRead as error:
            raise NotWritten(error.says) from error
        log.info("graph written thing=%s team=%s", change.thing, change.team_id)

    async def owns(self, team_id: str, person_id: str) -> bool:
        """As the group behind it has it: by what an audit may read, and before Teams follows."""
        client = self._now()
        try:
            owners = await entries(client, group_owners(client.sdk, team_id))
        except Missing as error:
            raise MovedOn(error.says) from error
        return person_id.lower() in {own_id(each).lower() for each in people(owners)}

    async def holds_back(self, change: Change) -> str:
        """What is not there any more holds nothing back."""
        try:
            return await ways()[change.thing].holds_back(self._now(), change)
        except Missing:
            return ""

    def _now(self) -> GraphClient:
        patience = patient(self._client.patience)
        return self._client.for_one_reading(patience, waited_for=True)
