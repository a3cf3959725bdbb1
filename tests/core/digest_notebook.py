"""All that digests need from outside, in a notebook: what was kept, posted and told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from core.digests.model import Decision, Digest, Facts, Question, Ruling, Wanted
from core.digests.ports import DigestPorts, Leader, Letter, Owner, Recipient
from core.digests.scope import Inside, Outline, Titled
from core.errors import NotFound
from core.office.values import Chosen
from core.pressing.forms import Kept
from core.schedules.model import Begun, Repeating, Step
from tests.core.digest_facts import FACTS, ZONE

KIM = Leader("kim", "Kim Novak", "kim-chat", ZONE, Chosen("all"))
ADA = Owner("ada", "Ada Lovelace", "ada-chat")


def outline(facts: Facts) -> Outline:
    """The office that these facts are of; each initiative serves the objective `grow`."""
    return Outline(
        {each.id: ("grow",) for each in facts.initiatives},
        {each.id: each.initiatives for each in facts.projects},
    )


class Notebook:
    """Implements core.digests.ports.Digests; everything in it may be changed by a test."""

    def __init__(self, facts: Facts = FACTS) -> None:
        self.stands = facts
        self.office = outline(facts)
        self.leaders = {"kim": KIM}
        self.teams: dict[str, str] = {}
        self.owners = {each.id: ADA for each in facts.projects}
        self.digests: dict[str, Digest] = {}
        self.decided: list[tuple[str, Decision]] = []
        self.questions: dict[str, Question] = {}
        self.heard: dict[str, str] = {}
        self.cards: list[tuple[str | None, Digest | Question]] = []
        self.letters: list[Letter | None] = []
        self.told: list[Owner | None] = []
        self.ruled: list[tuple[str, datetime, Ruling]] = []

    @property
    def ports(self) -> DigestPorts:
        """It, as the services take it."""
        return DigestPorts(self)

    async def begin(self, connection: Any, step: Step) -> Begun | None:
        """Nothing is begun here."""
        del connection, step
        return None

    async def held_back(self, due: Sequence[Repeating], now: datetime) -> Collection[Repeating]:
        """Nothing comes due here."""
        del due, now
        return []

    async def leader(self, person_id: str) -> Leader | None:
        """Who leads by the office file."""
        return self.leaders.get(person_id)

    async def recipients(
        self, digest_ids: Sequence[str] | None
    ) -> tuple[list[Recipient], list[str]]:
        """Every leader gets the weekly one."""
        del digest_ids
        return [Recipient("weekly", each.name, each) for each in self.leaders.values()], []

    async def owner(self, project_id: str) -> Owner | None:
        """Whose project it is."""
        return self.owners.get(project_id)

    async def outline(self) -> Outline:
        """Who serves whom."""
        return self.office

    async def titles(self, inside: Inside) -> Sequence[Titled]:
        """Carelessly everything, too."""
        del inside
        projects = [
            Titled(each.id, each.title, True, self.teams.get(each.id, ""))
            for each in self.stands.projects
        ]
        return [
            *projects,
            *[Titled(each.id, each.title, False) for each in self.stands.initiatives],
        ]

    async def facts(self, leader: Leader, inside: Inside, today: date) -> Facts:
        """Carelessly everything: who asks has to leave out what is not inside."""
        del leader, inside
        return replace(self.stands, today=today, since=None)

    async def decisions(self, person_id: str, wanted: Collection[str]) -> Sequence[Decision]:
        """What this leader decided on these."""
        return [each for who, each in self.decided if who == person_id and each.wanted_id in wanted]

    async def last(self, person_id: str, before: date) -> Digest | None:
        """The newest of an earlier day."""
        own = [each for each in self.digests.values() if each.person_id == person_id]
        earlier = [each for each in own if each.facts.today < before and not each.facts.about]
        return max(earlier, key=lambda each: each.made_at, default=None)

    async def keep(self, digest: Digest, chat: str | None) -> Digest:
        """Keep and post it once."""
        if digest.id not in self.digests:
            self.digests[digest.id] = digest
            self.cards.append((chat, digest))
        return self.digests[digest.id]

    async def get(self, digest_id: str) -> Digest:
        """As it was kept, with what became of it."""
        if digest_id not in self.digests:
            raise NotFound("There is no such digest.")
        digest = self.digests[digest_id]
        wanted = [each.id for each in digest.facts.wanted]
        asked = [each for each in self.questions.values() if each.digest_id == digest_id]
        made = await self.decisions(digest.person_id, wanted)
        return replace(digest, decisions=made, questions=asked)

    async def turned(self, digest_id: str, page: int) -> None:
        """The page is kept with the digest."""
        self.digests[digest_id] = replace(self.digests[digest_id], page=page)

    async def acknowledge(self, digest_id: str, now: datetime) -> None:
        """The first time counts."""
        digest = self.digests[digest_id]
        seen = digest.acknowledged_at or now
        self.digests[digest_id] = replace(digest, acknowledged_at=seen)

    async def decide(
        self,
        digest_id: str,
        person_id: str,
        wanted: Wanted,
        decision: Decision,
        owner: Owner | None,
    ) -> bool:
        """Beside those before it."""
        del digest_id
        self.decided.append((person_id, decision))
        self.told.append(owner)
        made = Ruling(wanted.what, wanted.project_id, wanted.project, [decision])
        self.ruled.append((person_id, decision.decided_at, made))
        return True

    async def ruling(self, ruling_id: str) -> Ruling:
        """No card is drawn here."""
        raise NotFound(ruling_id)

    async def rulings(self, person_id: str | None, since: datetime) -> Sequence[Ruling]:
        """One for each decision."""
        found = [each for who, at, each in self.ruled if person_id in (None, who) and at >= since]
        return found[::-1]

    async def ask(self, question: Question, nonce: str, says: str, chat: str) -> Kept:
        """Once for each nonce."""
        if nonce in self.heard:
            return Kept(self.heard[nonce], new=False)
        self.heard[nonce] = says
        self.questions[question.id] = question
        self.cards.append((chat, question))
        return Kept(says, new=True)

    async def question(self, question_id: str) -> Question:
        """As it was kept."""
        if question_id not in self.questions:
            raise NotFound("There is no such question.")
        return self.questions[question_id]

    async def reply(
        self, question: Question, nonce: str, says: str, letter: Letter | None
    ) -> Kept | None:
        """One to a question."""
        if nonce in self.heard:
            return Kept(self.heard[nonce], new=False)
        if self.questions[question.id].replied_at is not None:
            return None
        self.heard[nonce] = says
        self.questions[question.id] = question
        self.letters.append(letter)
        return Kept(says, new=True)
