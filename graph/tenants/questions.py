"""What is asked about each team, and then about the channels that were found in it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any, TypeVar

from core.errors import NotRead
from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.reads import Read
from graph.tenants import governing, team_facts, things
from graph.tenants.notes import Notes
from graph.tenants.progress import TeamsDone
from graph.tenants.rooms import Place, called, of_kind
from graph.tenants.rounds import Rounds
from graph.wire import requests
from graph.wire.asks import Ask, Json
from graph.wire.client import GraphClient
from graph.wire.pages import pages

K = TypeVar("K", str, Place)
T = TypeVar("T")
Lists = dict[K, tuple[T, ...] | Gap]
Made = Callable[[list[Json]], Iterable[T]]

INSIDE = frozenset({Read.CHANNEL_MEMBERS, Read.TABS})
OF_CHANNELS = INSIDE | {Read.CHANNELS, Read.CHANNEL_EMAILS}


class Questions:
    """See Plan; the answers go to `notes`, as they come."""

    def __init__(
        self,
        client: GraphClient,
        reads: Collection[Read],
        notes: Notes,
        rounds: Rounds,
        done: TeamsDone,
        *,
        tabs_in: Collection[str] | None,
        home: str,
    ) -> None:
        self._client = client
        self._sdk = client.sdk
        self._reads = frozenset(reads)
        self._notes = notes
        self._rounds = rounds
        self._done = done
        self._tabs_in = tabs_in
        self._home = home
        self._shut: list[str] = []  # teams whose channels are not known yet

    def start(self, group: asyncio.TaskGroup, page: Iterable[Json]) -> None:
        """Ask the rest about the teams of a page; first what takes longest. Raises NotRead."""
        teams = self._notes.groups(page)
        cut = self._notes.without_owners(teams)
        wanted = [ask for reads, ask in self._askers.items() if reads & self._reads]
        inside = bool(INSIDE & self._reads)
        questions = Counter({team: len(wanted) + inside for team in teams}) + Counter(cut)
        self._done.found(teams, questions)
        for ask in wanted:
            group.create_task(ask(teams))
        group.create_task(self._owners(cut))

    @property
    def _askers(
        self,
    ) -> Mapping[frozenset[Read], Callable[[Sequence[str]], Coroutine[Any, Any, None]]]:
        return {
            OF_CHANNELS: self._channels,
            frozenset({Read.TEAMS}): self._teams,
            frozenset({Read.APPS}): self._apps,
            frozenset({Read.MEMBERS}): self._members,
            frozenset({Read.PLANS}): self._plans,
            frozenset({Read.GUEST_SETTINGS}): self._guests_allowed,
        }

    async def _teams(self, teams: Sequence[str]) -> None:
        async def take(place: int, answer: Json | Gap) -> object:
            return self._notes.note_team(teams[place], answer)

        await self._rounds.each(requests.about_each(requests.team, self._sdk, teams), take)

    async def _channels(self, teams: Sequence[str]) -> None:
        emails = Read.CHANNEL_EMAILS in self._reads
        asks = requests.about_each(
            partial(requests.described_channels, emails=emails), self._sdk, teams
        )
        made = partial(team_facts.channels, emails=emails)
        await self._lists(asks, teams, made, self._notes.channels)
        if INSIDE & self._reads:
            await self._inside(teams)

    async def _apps(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.apps_of_team, self._sdk, teams)
        await self._lists(asks, teams, things.apps, self._notes.apps)

    async def _members(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.group_members, self._sdk, teams)
        await self._lists(asks, teams, self._notes.accounts.met, self._notes.members)

    async def _owners(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.group_owners, self._sdk, teams)
        await self._lists(asks, teams, self._notes.accounts.met, self._notes.owners)

    async def _plans(self, teams: Sequence[str]) -> None:
        asks = requests.about_each(requests.plans, self._sdk, teams)
        await self._lists(asks, teams, things.titles, self._notes.plans)

    async def _guests_allowed(self, teams: Sequence[str]) -> None:
        found: Lists[str, Json] = {}
        asks = requests.about_each(requests.guest_settings, self._sdk, teams)
        take = self._taker(asks, teams, lambda page: page, found)

        async def note(place: int, answer: Json | Gap) -> object:
            await take(place, answer)
            switch = self._notes.guests_allowed[teams[place]] = _switch(found.pop(teams[place]))
            return switch

        await self._rounds.each(asks, note)

    async def inside_late_ones(self) -> None:
        """The channels of teams that answered the second time."""
        shut, self._shut = self._shut, []
        await self._inside(shut)

    async def _inside(self, teams: Sequence[str]) -> None:
        """Of many teams at once: what is asked about one channel at a time fills no request."""
        private: list[Place] = []
        shared: list[Place] = []
        tabbed: list[Place] = []
        for team in teams:
            channels = self._notes.channels[team]
            if isinstance(channels, Gap):
                self._shut.append(team)
                self._done.heard(team)
                continue
            before = len(private) + len(shared) + len(tabbed)
            if Read.CHANNEL_MEMBERS in self._reads:
                private += of_kind(team, channels, ChannelKind.PRIVATE)
                shared += of_kind(team, channels, ChannelKind.SHARED)
            if Read.TABS in self._reads:
                tabbed += called(team, channels, self._tabs_in)
            self._done.more(team, len(private) + len(shared) + len(tabbed) - before)
            self._done.heard(team)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tabs(tabbed))
            group.create_task(self._mates(private, shared))

    async def _tabs(self, places: Sequence[Place]) -> None:
        asks = requests.about_channels(requests.tabs, self._sdk, places)
        await self._lists(asks, places, things.tabs, self._notes.rooms.tabs)

    async def _mates(self, private: Sequence[Place], shared: Sequence[Place]) -> None:
        build = requests.channel_members
        asks = [
            *requests.about_channels(partial(build, shared=False), self._sdk, private),
            *requests.about_channels(partial(build, shared=True), self._sdk, shared),
        ]
        made = partial(things.mates, home=self._home, accounts=self._notes.accounts)
        await self._lists(asks, [*private, *shared], made, self._notes.rooms.mates)

    async def _lists(
        self, asks: Sequence[Ask], keys: Sequence[K], made: Made[T], into: Lists[K, T]
    ) -> None:
        await self._rounds.each(asks, self._taker(asks, keys, made, into))

    def _taker(
        self, asks: Sequence[Ask], keys: Sequence[K], made: Made[T], into: Lists[K, T]
    ) -> Callable[[int, Json | Gap], Coroutine[Any, Any, object]]:
        async def take(place: int, answer: Json | Gap) -> object:
            found = into[keys[place]] = await self._whole(asks[place], answer, made)
            return found

        return take

    async def _whole(self, ask: Ask, answer: Json | Gap, made: Made[T]) -> tuple[T, ...] | Gap:
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


def _switch(settings: tuple[Json, ...] | Gap) -> bool | Gap | None:
    if isinstance(settings, Gap):
        return settings
    try:
        return governing.guests_allowed(settings)
    except NotRead as error:
        return Gap(error.says)
