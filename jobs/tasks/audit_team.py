"""Check one team now, because somebody asked, and answer in the chat where they did.

Safe to run twice: the run and the answer are named after the message that asked, so what a run that
died has kept is not kept again, and the chat gets one answer.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cards.kit.message import message, sentence
from cards.standards import audit_team
from core.errors import NotAllowed, NotRead, StoreAway
from core.ports import Ports
from core.posting.deliveries import OnlyFor
from core.standards import asking
from core.standards.changes import offering
from core.standards.reports import aloud
from core.standards.reports.reports import TeamReport
from jobs.tasks import Job

BROKEN = "The team could not be checked. Ask again; where it stays so, tell the Process Center."
WAITING = "Reading the team takes a moment longer than usual. The answer comes here."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Chat:
    """Where the answer goes, and to whom alone; `team_id` is None in a personal chat."""

    conversation_id: str
    team_id: str | None
    key: str
    only_for: OnlyFor | None

    async def say(self, ports: Ports, body: dict[str, object], what: str = "") -> None:
        """Queue a message, once for each `what`."""
        where, how = (self.conversation_id, self.team_id), self.only_for
        key = f"{self.key}{what}"
        await ports.posting.deliveries.add(key, *where, body, soon=True, only_for=how)


async def run(
    ports: Ports,
    team_id: str,
    person_id: str,
    conversation_id: str,
    in_channel: bool,
    activity_id: str,
    only_for: dict[str, Any] | None = None,  # which jobs of before know nothing of
) -> None:
    """Answer with the card, or with one sentence why there is none."""
    key = f"audit:{conversation_id}:{activity_id}"
    reader = OnlyFor(**only_for) if only_for else None
    chat = _Chat(conversation_id, team_id if in_channel else None, key, reader)
    run_id = uuid5(NAMESPACE_URL, key).hex
    async with _a_word_meanwhile(ports, chat):
        found = await _answer(ports, team_id, person_id, run_id)
    if isinstance(found, str):
        await chat.say(ports, sentence(found))
    elif reader:  # a message that one person sees in a channel is not edited
        await chat.say(ports, message(audit_team.build(aloud.report(found))))
    else:
        where = run_id, team_id, conversation_id
        await ports.standards.waivers.show(*where, "" if in_channel else person_id)


async def _answer(ports: Ports, team_id: str, person_id: str, run_id: str) -> TeamReport | str:
    """What is to be shown, or one sentence why there is nothing."""
    try:
        then = partial(offering.offer, ports.fixes)
        report = await asking.check_now(ports.standards, team_id, person_id, run_id, then)
    except (NotAllowed, NotRead) as error:
        log.info("team not shown team=%s why=%s", team_id, type(error).__name__)
        return error.says
    except StoreAway:
        raise
    except Exception:  # somebody waits for an answer
        log.exception("team not audited team=%s", team_id)
        return BROKEN
    log.info("team audited team=%s run=%s findings=%d", team_id, run_id, len(report.findings))
    return report


@asynccontextmanager
async def _a_word_meanwhile(ports: Ports, chat: _Chat) -> AsyncIterator[None]:
    """Say that it goes on, once, where it takes so long that people wonder."""

    async def wait() -> None:
        await asyncio.sleep(ports.posting.patience.silence.total_seconds())
        await chat.say(ports, sentence(WAITING), ":wait")

    waiting = asyncio.create_task(wait())
    try:
        yield
    finally:
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


JOB = Job(run, queue="audits", attempts=3)
