"""What digests need from outside, as small Protocols; all of it is kept by store/digests."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.digests.model import Decision, Digest, Facts, Question, Ruling, Wanted
from core.digests.scope import Inside, Outline, Titled
from core.office.values import Chosen
from core.pressing.forms import Kept
from core.schedules.calendars import Begins


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader of the office file who is known by their Entra object id, or one of the staff.

    `conversation_id` is their personal chat, None where they have not met Process Center yet.
    `time_zone` is theirs, as far as anybody told, else the centre's. Who stands there twice has
    both scopes; staff who are no leaders have all.
    """

    person_id: str
    name: str
    conversation_id: str | None
    time_zone: str
    scope: Chosen


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom a digest of the office file is for.

    `called` is how the file names them; `leader` is None where nobody knows yet who that is, or
    they are no leader.
    """

    series: str
    called: str
    leader: Leader | None


@dataclass(frozen=True, slots=True)
class Owner:
    """A project's owner; `conversation_id` is None where nothing reaches them.

    It is their chat with Process Center, or stands for the one that is to be begun with them.
    """

    person_id: str
    name: str
    conversation_id: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A personal card that goes out with what is kept, in the same transaction."""

    conversation_id: str
    body: Mapping[str, object]


class Digests(Begins, Protocol):
    """Digests, decisions and questions. It comes due once for each leader of each digest.

    What changes how a digest looks (acknowledge, decide, ask, reply) is shown on its card in the
    leader's chat too.
    """

    async def leader(self, person_id: str) -> Leader | None:
        """The leader, or one of the staff, with this Entra object id; None for anyone else."""

    async def recipients(
        self, digest_ids: Sequence[str] | None
    ) -> tuple[list[Recipient], list[str]]:
        """Who gets these digests of the office file (None: all); and the ids that none has.

        Nobody where an id is unknown.
        """

    async def owner(self, project_id: str) -> Owner | None:
        """None where the office file names none, or nobody is known by that name yet."""

    async def outline(self) -> Outline:
        """Who serves whom in the office file now, for judging scopes."""

    async def titles(self, inside: Inside) -> Sequence[Titled]:
        """What is inside by its names, for who asks for one: projects first, as in the file.

        Of each project the name of its team, too, as the newest whole audit read it.
        """

    async def facts(self, leader: Leader, inside: Inside, today: date) -> Facts:
        """What stands now of what is inside, without `since` and `before`, decided things too.

        Hygiene is of the teams of the projects inside; of all teams where everything is.
        """

    async def decisions(self, person_id: str, wanted: Collection[str]) -> Sequence[Decision]:
        """All that a leader decided on these, oldest first."""

    async def last(self, person_id: str, before: date) -> Digest | None:
        """The newest digest of all their scope that a leader got on a day before this one."""

    async def keep(self, digest: Digest, chat: str | None) -> Digest:
        """Keep a digest and post its card; one that is kept already (by id) is given as it is.

        Without a chat (the leader has not met us) it waits until there is one. Cards of digests
        that one of the whole scope follows are shown anew.
        """

    async def get(self, digest_id: str) -> Digest:
        """Raises NotFound."""

    async def turned(self, digest_id: str, page: int) -> None:
        """Its leader reads this page now, so an edit of the card leaves them there."""

    async def acknowledge(self, digest_id: str, now: datetime) -> None:
        """Mark it as seen; the first time counts."""

    async def decide(
        self,
        digest_id: str,
        person_id: str,
        wanted: Wanted,
        decision: Decision,
        owner: Owner | None,
    ) -> bool:
        """Keep a decision beside those before it, and show it on the card of `owner`, if any.

        False (and nothing is kept) when it repeats the one that holds.
        """

    async def ruling(self, ruling_id: str) -> Ruling:
        """What its card shows to the project's owner. Raises NotFound."""

    async def rulings(self, person_id: str | None, since: datetime) -> Sequence[Ruling]:
        """All that was decided since then, by this leader or (None) by anybody, newest first."""

    async def ask(self, question: Question, nonce: str, says: str, chat: str) -> Kept:
        """Keep a question and post its card to the project's owner, in that chat.

        The same nonce twice is once.
        """

    async def question(self, question_id: str) -> Question:
        """Raises NotFound."""

    async def reply(
        self, question: Question, nonce: str, says: str, letter: Letter | None
    ) -> Kept | None:
        """Keep the reply (the question brings it) and post it to the leader; None: it had one.

        The same nonce twice is once.
        """


WriteQuestion = Callable[[Question], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DigestPorts:
    """All that digests need."""

    digests: Digests
