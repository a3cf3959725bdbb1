"""Asks what is read once for all teams: the organisation's settings, its catalogue, its report."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import aclosing
from typing import Any

from core.errors import NotRead
from core.facts import Gap
from core.standards.reads import Read
from graph.tenants import governing
from graph.tenants.activity import ActivityReport
from graph.tenants.notes import Notes
from graph.tenants.rounds import Question
from graph.wire import requests
from graph.wire.asks import Ask, Json
from graph.wire.client import GraphClient
from graph.wire.pages import pages
from graph.wire.reasons import NOT_OF_SOME


class Governance:
    """What cannot be read becomes a gap in `notes`, and each question gives it back."""

    def __init__(self, client: GraphClient, reads: Collection[Read], notes: Notes) -> None:
        self._client = client
        self._reads = reads
        self._notes = notes

    def questions(self) -> Iterator[Question]:
        """Those of all teams together."""
        made: Mapping[Read, Question] = {
            Read.GROUP_SETTINGS: self._rules,
            Read.LIFECYCLE_POLICIES: self._policy,
            Read.REPORT_SETTINGS: self._names_hidden,
            Read.ACTIVITY: self.activity,
        }
        return (question for read, question in made.items() if read in self._reads)

    def last_questions(self) -> Iterator[Question]:
        """Those that are counted with what is asked of each team.

        One more among full envelopes would keep all that follow waiting for half a second.
        """
        if Read.CATALOGUE in self._reads:
            yield self._versions

    def leave_out(self) -> None:
        """Some teams alone say nothing of the organisation, so nothing is asked about it."""
        names = {
            Read.USERS: ("people", "names"),
            Read.GROUP_SETTINGS: ("rules",),
            Read.LIFECYCLE_POLICIES: ("policy",),
            Read.REPORT_SETTINGS: ("names_hidden",),
            Read.CATALOGUE: ("versions",),
        }
        gap = Gap(NOT_OF_SOME)
        left = {name: gap for read in names if read in self._reads for name in names[read]}
        self._notes.note_organisation(**left)

    async def activity(self) -> Gap | None:
        """The report names all teams, whichever are audited."""
        report = ActivityReport()
        try:
            await self._client.read_file(requests.activity(self._client.sdk), report.hear)
        except NotRead as error:
            self._notes.activity = gap = Gap(error.says)
            return gap
        self._notes.activity = report
        return None

    async def _rules(self) -> object:
        found = await self._list(requests.group_settings, governing.group_rules)
        self._notes.note_organisation(rules=found)
        return found

    async def _policy(self) -> object:
        found = await self._list(requests.lifecycle_policies, governing.lifecycle_policy)
        self._notes.note_organisation(policy=found)
        return found

    async def _versions(self) -> object:
        found = await self._list(requests.whole_catalogue, dict, governing.published)
        self._notes.note_organisation(versions=found)
        return found

    async def _names_hidden(self) -> object:
        found: bool | Gap
        try:
            answer = await self._client.read(requests.report_settings(self._client.sdk))
            found = governing.names_hidden(answer)
        except NotRead as error:
            found = Gap(error.says)
        self._notes.note_organisation(names_hidden=found)
        return found

    async def _list(
        self,
        build: Callable[[Any], Ask],
        made: Callable[[Iterable[Any]], object],
        part: Callable[[Iterable[Json]], Iterable[Any]] = iter,
    ) -> object:
        """A list with all its pages, each reduced at once to the part that is kept of it."""
        found: list[Any] = []
        try:
            async with aclosing(pages(self._client, build(self._client.sdk))) as each:
                async for page in each:
                    found.extend(part(page))
            return made(found)
        except NotRead as error:
            return Gap(error.says)
