"""Asks for all that an audit needs in the fewest requests, every bucket at the same time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import aclosing

from core.errors import NotRead
from core.facts import Gap
from core.standards.ports import Progress
from core.standards.reads import Read
from core.words import count
from graph.tenants.governance import Governance
from graph.tenants.notes import Notes
from graph.tenants.progress import TeamsDone
from graph.tenants.questions import Questions
from graph.tenants.rounds import Rounds, read_late
from graph.wire import requests
from graph.wire.asks import Json, Kind
from graph.wire.batch import read_each
from graph.wire.client import GraphClient
from graph.wire.decode import text
from graph.wire.pages import pages
from graph.wire.reasons import GARBLED, NO_LIST, NOT_LISTED, Declined, passes, reason

# So many people are asked for one by one, twenty a request, before all of them are listed.
MOST_PEOPLE = 200
MOST_NAMED = 3
NAMELESS = "Microsoft Graph listed {teams} without saying which"


class Plan:
    """One reading. What cannot be read becomes a gap in `notes`.

    `tabs_in` names the channels of which tabs are read, as they are folded; None: all.
    """

    def __init__(
        self,
        client: GraphClient,
        reads: Collection[Read],
        notes: Notes,
        progress: Progress | None,
        tabs_in: Collection[str] | None = None,
        home: str = "",
    ) -> None:
        self._client = client
        self._sdk = client.sdk
        self._reads = reads
        self._notes = notes
        self._done = TeamsDone(progress)
        self._rounds = Rounds(client, self._done)
        self._governance = Governance(client, reads, notes)
        self._questions = Questions(
            client, reads, notes, self._rounds, self._done, tabs_in=tabs_in, home=home
        )

    async def every_team(self) -> Gap | None:
        """Why the list of teams ended early, if it did. Raises NotRead where there is none."""
        async with aclosing(self._group_pages()) as found:
            try:
                first = await anext(found)
            except NotRead as error:
                denied = error.says == reason(Kind.GROUPS, 403)
                raise NotRead(NO_LIST) if denied else error from error
            async with asyncio.TaskGroup() as group:
                for question in self._governance.questions():
                    group.create_task(self._rounds.alone(question))
                if Read.USERS in self._reads:
                    group.create_task(self._rounds.alone(self._accounts))
                broke = await self._follow(group, first, found)
        for question in self._governance.last_questions():
            await self._rounds.alone(question)
        if broke is not None and passes(broke):
            await self._rounds.rest(questions=1)
            broke = await self._list_again()
            self._done.heard_again()
        await self._once_more()
        self._count_people()
        nameless = self._notes.nameless
        told = [NAMELESS.format(teams=count(nameless, "team"))] if nameless else []
        said = [*told, *([broke.reason] if broke else [])]
        return Gap("; ".join(said)) if said else None

    async def these(self, team_ids: Sequence[str]) -> Gap | None:
        """Which of them are no teams, or could not be read. Raises NotRead where none can be."""
        wanted = list(dict.fromkeys(id_.strip().lower() for id_ in team_ids))
        self._governance.leave_out()
        found, lost = await self._groups(wanted, read_each)
        if lost and not found:
            raise NotRead(_without(lost) if len(wanted) > 1 else lost[wanted[0]].reason)
        async with asyncio.TaskGroup() as group:
            if Read.ACTIVITY in self._reads:
                group.create_task(self._rounds.alone(self._governance.activity))
            self._questions.start(group, found)
        late = [id_ for id_, gap in lost.items() if passes(gap)]
        found, still = await self._groups(late, read_late)
        async with asyncio.TaskGroup() as group:
            self._questions.start(group, found)
        lost = {id_: gap for id_, gap in lost.items() if id_ not in late} | still
        await self._once_more()
        if Read.USERS in self._reads:
            await self._accounts_met()
        return Gap(_without(lost)) if lost else None

    async def _once_more(self) -> None:
        """What is inside a channel is asked for the first time where its team was late."""
        while self._rounds.unsettled:
            await self._rounds.once_more()
            await self._questions.inside_late_ones()

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
            self._questions.start(group, first)
            async for page in rest:
                self._questions.start(group, page)
        except NotRead as error:
            broke = Gap(error.says)
            self._rounds.spoilt(broke)
            return broke
        return None

    async def _list_again(self) -> Gap | None:
        """From its beginning: links do not live long, and teams that are known cost nothing."""
        self._notes.nameless = 0
        async with aclosing(self._group_pages()) as found:
            try:
                first = await anext(found)
            except NotRead as error:
                return Gap(error.says)
            async with asyncio.TaskGroup() as group:
                return await self._follow(group, first, found)

    async def _groups(
        self, wanted: Sequence[str], read: Callable[..., Awaitable[None]]
    ) -> tuple[list[Json], dict[str, Gap]]:
        found: list[Json] = []
        lost: dict[str, Gap] = {}

        async def take(place: int, answer: Json | Gap) -> Json | Gap:
            about = _checked(answer)
            if isinstance(about, Gap):
                lost[wanted[place]] = about
            else:
                found.append(about)
            return about

        await read(self._client, requests.about_each(requests.group, self._sdk, wanted), take)
        return found, {id_: lost[id_] for id_ in wanted if id_ in lost}

    async def _accounts(self) -> Gap | None:
        accounts = self._notes.accounts
        accounts.rest = Gap(NOT_LISTED)
        try:
            async with aclosing(pages(self._client, requests.accounts(self._sdk))) as found:
                async for page in found:
                    accounts.listed(page)
        except NotRead as error:
            accounts.rest = Gap(error.says)
            return accounts.rest
        return None

    def _count_people(self) -> None:
        """Only a list that was read whole says how many there are."""
        if Read.USERS not in self._reads:
            return
        accounts, rest = self._notes.accounts, self._notes.accounts.rest
        whole = rest == Gap(NOT_LISTED)
        self._notes.note_organisation(
            people=accounts.people if whole else rest, names=accounts.names if whole else rest
        )

    async def _accounts_met(self) -> None:
        accounts = self._notes.accounts
        people = accounts.ids
        if len(people) > MOST_PEOPLE:
            await self._rounds.alone(self._accounts)
            await self._once_more()
            return

        async def take(place: int, answer: Json | Gap) -> Json | Gap:
            try:
                accounts.note(people[place], answer)
            except NotRead as error:
                answer = Gap(error.says)
                accounts.note(people[place], answer)
            return answer

        await self._rounds.each(requests.about_each(requests.account, self._sdk, people), take)
        await self._once_more()


def _checked(answer: Json | Gap) -> Json | Gap:
    """A group that has a team, or why it is none."""
    if isinstance(answer, Gap):
        return answer
    if not text(answer, "id"):
        return Gap(GARBLED)
    return answer if _has_team(answer) else Gap(reason(Kind.GROUP, 404))


def _has_team(group: Json) -> bool:
    found = group.get(requests.HAS_TEAM)
    return isinstance(found, list) and requests.TEAM in found


def _without(lost: Mapping[str, Gap]) -> str:
    """What is missing of the teams that were asked for, in their order."""
    said = [f"the team {id_} was not read: {gap.reason}" for id_, gap in lost.items()]
    more = [f"and {len(said) - MOST_NAMED} more"] if len(said) > MOST_NAMED else []
    return "; ".join([*said[:MOST_NAMED], *more])
