"""Begin chats with people for whom something is due and who never wrote to us.

Safe to run twice: whom we have met is not due any more, and a chat that is begun once more is the
same one. If the process dies between Teams' answer and our commit, the next run asks again and gets
it. Only one is under way in the whole deployment, and it keeps to the pace of all that is sent; so
hundreds of people at a time hold up nobody's messages.
"""

import asyncio
import logging
from dataclasses import dataclass

from core.errors import NotDelivered, NotSignedIn, SetupError, Throttled
from core.ports import Ports
from core.posting.beginning import NotMet, begin
from core.posting.contacts import Contact
from jobs.tasks import Job, Later

AT_ONCE = 8  # people; so few that Teams' silence about some of them takes up no more than that
SIGNED_OUT = 30.0  # seconds until it is tried again, where Teams does not let us sign in

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """All whose turn it is. Raises Later where Teams, or our own pace, asks us to come again."""
    while due := await ports.posting.contacts.due():
        beginning = _Beginning(ports, asyncio.Semaphore(AT_ONCE))
        ends = await asyncio.gather(*map(beginning.one, due), return_exceptions=True)
        for error in ends:
            if isinstance(error, BaseException):
                raise error
        if beginning.wait:
            raise Later(beginning.wait)


@dataclass
class _Beginning:
    """Some people at a time; `wait` is for how long all of it rests then.

    While Teams tells us to `pause`, nobody else is begun with.
    """

    ports: Ports
    hands: asyncio.Semaphore
    wait: float = 0.0
    paused: bool = False

    async def one(self, contact: Contact) -> None:
        """Begin with one of them, and keep what came of it."""
        async with self.hands:
            if self.paused:
                return
            try:
                await self._begin(contact)
            except NotMet as error:
                await self.ports.posting.contacts.refused(contact, error.says, error.again)
                log.warning("not met person=%s ways=%d", contact.person_id, len(contact.ways))
            except Throttled as error:
                self._pause(error, error.delay)
            except (NotSignedIn, SetupError) as error:
                self._pause(error, SIGNED_OUT)
            except NotDelivered as error:
                wait = await self.ports.posting.contacts.unanswered(contact.person_id)
                why, seconds = type(error).__name__, wait.total_seconds()
                log.warning(
                    "no answer about person=%s why=%s again=%.0f", contact.person_id, why, seconds
                )

    async def _begin(self, contact: Contact) -> None:
        posting = self.ports.posting
        if contact.chat:
            await posting.deliveries.release(contact.chat, None)
            return
        found = await begin(posting, contact)
        if isinstance(found, float):
            self.wait = max(self.wait, found)
            return
        cards = await posting.contacts.met(contact.person_id, found)
        log.info("met person=%s cards=%d", contact.person_id, cards)

    def _pause(self, error: Exception, seconds: float) -> None:
        log.warning("no chats are begun why=%s seconds=%.1f", type(error).__name__, seconds)
        self.paused, self.wait = True, max(self.wait, seconds)


JOB = Job(run, queue="rounds", alone=True)
