"""Asks for all that an audit needs in the fewest requests, every bucket at the same time."""

import asyncio
from collections import Counter
from collections.abc import (
    AsyncGenerator,
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import aclosing
from typing import Any, TypeVar

from core.errors import NotRead
from core.facts import Gap
from core.standards.ports import Progress
from core.standards.reads import Read
from core.words import count
from graph.tenants import team_facts
from graph.tenants.notes import Notes
from graph.tenants.progress import TeamsDone
from graph.wire import requests
from graph.wire.asks import Ask, Json, Kind
from graph.wire.batch import read_each
from graph.wire.client import GraphClient
from graph.wire.decode import text
from graph.wire.pages import pages
from graph.wire.reasons import GARBLED, NO_LIST, Declined, reason

T = TypeVar("T")
Lists = dict[str, tuple[T, ...] | Gap]

# So many people are asked for one by one, twenty a request, before all of them are listed.
MOST_PEOPLE = 200
MOST_NAMED = 3
NAMELESS = "Microsoft Graph listed {teams} without saying which"


class Plan:
    """One reading. What cannot be read becomes a gap in `notes`."""

    def __init__(
        self, client: GraphClient, reads: Collection[Read], notes: Notes, progress: Progress | None
    ) -> None:
        self._client = client
        self._sdk = client.sdk
        self._reads = reads
        self._notes = notes
        self._done = TeamsDone(progress)

    async def every_team(self) -> Gap | None:
        """Why the list of teams ended early, if it did. Raises NotRead where there is none."""
        async with aclosing(self._group_pages()) as found:
            try:
                first = await anext(found)
            except NotRead as error:
                denied = error.says == reason(Kind.GROUPS, 403)
                raise NotRead(NO_LIST) if denied else error from error
            async with asyncio.TaskGroup() as group:
                if Read.USERS in self._reads:
                    group.create_task(self._accounts())
                return await self._follow(group, first, found)

    async def these(self, team_ids: Sequence[str]) -> Gap | None:
        """Which of them are no teams, or could not be read. Raises NotRead where none can be."""
        wanted = list(dict.fromkeys(id_.strip().lower() for id_ in team_ids))
        found, lost = await self._groups(wanted)
        if lost and not found:
            raise NotRead(_without(lost) if len(wanted) > 1 else lost[wanted[0]].reason)
        async with asyncio.TaskGroup() as group:
            self._start(group, found)
        if Read.USERS in self._reads:
            await self._accounts_met()
        return Gap(_without(lost)) if lost else None

    async def _group_pages(self) -> AsyncGenerator[list[Json], None]:
        """Smaller pages where Graph declines the largest. Raises NotRead."""
        ask = requests.team_groups(self._sdk)
        try:
            first = await self._client.read(ask)
        except Declined:
            ask = requests.team_groups(self._sdk, requests.SMALLER_PAGE)
            first = await self._client.read(ask)
        async with aclosing(pages(self._client, ask, first)) as found:
            async for page in found:
                yield page

    async def _follow(
        self, group: asyncio.TaskGroup, first: list[Json], rest: AsyncGenerator[list[Json], None]
    ) -> Gap | None:
        try:
            self._start(group, first)
            async for page in rest:
                self._start(group, page)
        except NotRead as error:
            return Gap("; ".join([*self._nameless(), error.says]))
        nameless = self._nameless()
        return Gap("; ".join(nameless)) if nameless else None

    def _nameless(self) -> list[str]:
        found = self._notes.nameless
        return [NAMELESS.format(teams=count(found, "team"))] if found else []

    async def _groups(self, wanted: Sequence[str]) -> tuple[list[Json], dict[str, Gap]]:
        found: list[Json] = []
        lost: dict[str, Gap] = {}

        async def take(place: int, answer: Json | Gap) -> None:
            if isinstance(answer, Gap):
                lost[wanted[place]] = answer
            elif not text(answer, "id"):
                lost[wanted[place]] = Gap(GARBLED)
            elif not _has_team(answer):
                lost[wanted[place]] = Gap(reason(Kind.GROUP, 404))
            else:
                found.append(answer)

        await read_each(self._client, requests.about_each(requests.group, self._sdk, wanted), take)
        return found, {id_: lost[id_] for id_ in wanted if id_ in lost}

    def _start(self, group: asyncio.TaskGroup, page: Iterable[Json]) -> None:
        """Ask the rest about the teams of a page; first what takes longest. Raises NotRead."""
        teams = self._notes.groups(page)
        cut = self._notes.without_owners(teams)
        wanted = [read for read in self._readers if read in self._reads]
        questions = Counter({team: len(wanted) for team in teams}) + Counter(cut)
        self._done.found(teams, questions)
        for read in wanted:
            group.create_task(self._readers[read](teams))
        group.create_task(self._owners(cut))

    @property
    def _readers(self) -> Mapping[Read, Callable[[Sequence[str]], Coroutine[Any, Any, None]]]:
        return {
            Read.TEAMS: self._teams,
            Read.CHANNELS: self._channels,
            Read.MEMBERS: self._members,
        }

    async def _teams(self, teams: Sequence[str]) -> None:
        async def take(place: int, answer: Json | Gap) -> None:
            self._notes.note_team(teams[place], answer)
            self._done.heard(teams[place])

        await read_each(self._client, requests.about_each(requests.team, self._sdk, teams), take)

    async def _channels(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.described_channels, self._sdk, teams)
        await self._lists(asks, team_facts.channels, self._notes.channels)

    async def _members(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.group_members, self._sdk, teams)
        await self._lists(asks, self._notes.accounts.met, self._notes.members)

    async def _owners(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.group_owners, self._sdk, teams)
        await self._lists(asks, self._notes.accounts.met, self._notes.owners)

    async def _lists(
        self, asks: Sequence[Ask], made: Callable[[list[Json]], Iterable[T]], into: Lists[T]
    ) -> None:
        async def take(place: int, answer: Json | Gap) -> None:
            ask = asks[place]
            into[ask.team] = await self._whole(ask, answer, made)
            self._done.heard(ask.team)

        await read_each(self._client, asks, take)

    async def _whole(
        self, ask: Ask, answer: Json | Gap, made: Callable[[list[Json]], Iterable[T]]
    ) -> tuple[T, ...] | Gap:
        """A list with all its pages, each reduced at once to what is kept of it."""
        if isinstance(answer, Gap):
            return answer
        found: list[T] = []
        try:
            async with aclosing(pages(self._client, ask, answer)) as each:
                async for page in each:
                    found.extend(made(page))
        except NotRead as error:
            return Gap(error.says)
        return tuple(found)

    async def _accounts(self) -> None:
        try:
            async with aclosing(pages(self._client, requests.accounts(self._sdk))) as found:
                async for page in found:
                    self._notes.accounts.listed(page)
        except NotRead as error:
            self._notes.accounts.rest = Gap(error.says)

    async def _accounts_met(self) -> None:
        accounts = self._notes.accounts
        people = accounts.ids
        if len(people) > MOST_PEOPLE:
            await self._accounts()
            return

        async def take(place: int, answer: Json | Gap) -> None:
            try:
                accounts.note(people[place], answer)
            except NotRead as error:
                accounts.note(people[place], Gap(error.says))

        await read_each(
            self._client, requests.about_each(requests.account, self._sdk, people), take
        )


def _has_team(group: Json) -> bool:
    found = group.get(requests.HAS_TEAM)
    return isinstance(found, list) and requests.TEAM in found


def _without(lost: Mapping[str, Gap]) -> str:
    """What is missing of the teams that were asked for, in their order."""
    said = [f"the team {id_} was not read: {gap.reason}" for id_, gap in lost.items()]
    more = [f"and {len(said) - MOST_NAMED} more"] if len(said) > MOST_NAMED else []
    return "; ".join([*said[:MOST_NAMED], *more])
