"""People, teams and channels, read from Microsoft Graph in batches."""

import asyncio
import json
from collections.abc import Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TypeVar

from core.errors import NotRead
from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Member, Roster
from core.posting.deliveries import Unfound
from graph.people import people
from graph.wire import requests
from graph.wire.asks import Ask, Json
from graph.wire.batch import read_many
from graph.wire.client import GraphClient
from graph.wire.decode import text
from graph.wire.pages import entries, pages
from graph.wire.reasons import NOBODY, Refused

T = TypeVar("T")

# A card is looked for soon after it was sent; 200 busier conversations since then are not expected.
PAGES_SEARCHED = 4
NO_NAME = "nobody was named; give an address or id"


class Directory:
    """Implements core.people.ports.Directory and core.posting.ports.Search.

    What cannot be read is a gap; nothing is raised. `home` is our own tenant, or those that may be
    it: whoever is in a shared channel from another is a guest, whether or not it may speak to us.
    The client is open as long as this is used.
    """

    def __init__(self, client: GraphClient, home: Collection[str] = ()) -> None:
        self._client = client
        self._home = frozenset(each.lower() for each in home)

    async def rosters(self, team_ids: Sequence[str], own: Sequence[str]) -> list[Roster]:
        """One roster for each different team, in their order.

        Where the channels of a team are a gap, its `own` is empty: whose they are is not known.
        """
        teams = list(dict.fromkeys(team_ids))
        sdk = self._client.sdk
        async with asyncio.TaskGroup() as group:
            members = group.create_task(
                self._all([requests.group_members(sdk, team) for team in teams], people.users)
            )
            owners = group.create_task(
                self._all([requests.group_owners(sdk, team) for team in teams], people.ids)
            )
            channels = group.create_task(
                self._all([requests.channels(sdk, team) for team in teams], people.channels)
            )
        found = dict(zip(teams, channels.result(), strict=True))
        own_members = await self._own(found, frozenset(own))
        read = zip(teams, members.result(), owners.result(), strict=True)
        return [
            Roster(team, who, found[team], own_members.get(team, {}), whose)
            for team, who, whose in read
        ]

    async def people(self, called: Sequence[str]) -> dict[str, Member | Gap]:
        """Each of `called` as it was given; Graph does not care about upper case."""
        asked = [name for name in dict.fromkeys(called) if name.strip()]
        answers = await read_many(
            self._client, [requests.user(self._client.sdk, name.strip()) for name in asked]
        )
        found: dict[str, Member | Gap] = dict.fromkeys(called, Gap(NO_NAME))
        found.update(zip(asked, map(_person, answers), strict=True))
        return found

    async def find_card(self, team_id: str, channel_id: str, marker: str) -> str | Unfound:
        """Looks through the 200 conversations of the channel that changed last."""
        ask = requests.channel_messages(self._client.sdk, team_id, channel_id)
        searched = 0
        try:
            async with aclosing(pages(self._client, ask)) as found:
                async for page in found:
                    searched += 1
                    holding = [
                        id_ for item in page if (id_ := text(item, "id")) and _holds(item, marker)
                    ]
                    if holding or searched == PAGES_SEARCHED:
                        return holding[0] if holding else Unfound.NOT_THERE
        except Refused:
            return Unfound.NOT_ALLOWED
        except NotRead:
            return Unfound.NOT_READ
        return Unfound.NOT_THERE

    async def _own(
        self, channels: dict[str, tuple[Channel, ...] | Gap], own: frozenset[str]
    ) -> dict[str, dict[str, tuple[Member, ...] | Gap]]:
        """The members of the channels in `own` that have their own, by team and channel."""
        wanted = [
            (team, channel)
            for team, found in channels.items()
            if not isinstance(found, Gap)
            for channel in found
            if channel.id in own and channel.kind is not ChannelKind.STANDARD
        ]
        asks = [
            requests.channel_members(
                self._client.sdk, team, channel.id, shared=channel.kind is ChannelKind.SHARED
            )
            for team, channel in wanted
        ]
        read = await self._all(asks, lambda items: people.channel_members(items, self._home))
        result: dict[str, dict[str, tuple[Member, ...] | Gap]] = {}
        for (team, channel), members in zip(wanted, read, strict=True):
            result.setdefault(team, {})[channel.id] = members
        return result

    async def _all(self, asks: Sequence[Ask], made: Callable[[list[Json]], T]) -> list[T | Gap]:
        """Every collection with all its pages, `made` into what the core knows."""
        answers = await read_many(self._client, asks)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._whole(ask, answer, made))
                for ask, answer in zip(asks, answers, strict=True)
            ]
        return [task.result() for task in tasks]

    async def _whole(
        self, ask: Ask, answer: Json | Gap, made: Callable[[list[Json]], T]
    ) -> T | Gap:
        if isinstance(answer, Gap):
            return answer
        try:
            return made(await entries(self._client, ask, answer))
        except NotRead as error:
            return Gap(error.says)


def _person(answer: Json | Gap) -> Member | Gap:
    if isinstance(answer, Gap):
        return replace(answer, gone=answer.reason == NOBODY)
    try:
        return people.single(answer)
    except NotRead as error:
        return Gap(error.says)


def _holds(message: Json, marker: str) -> bool:
    """Whether an app sent it, it is not deleted, and one of its cards has the marker."""
    sender, attachments = message.get("from"), message.get("attachments")
    if not isinstance(sender, dict) or not sender.get("application"):
        return False
    if message.get("deletedDateTime") or not isinstance(attachments, list):
        return False
    return any(marker in _content(attachment) for attachment in attachments)


def _content(attachment: object) -> str:
    """Graph gives a card as a string of JSON."""
    content = attachment.get("content") if isinstance(attachment, dict) else None
    return content if isinstance(content, str) else json.dumps(content)
