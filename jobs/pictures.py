"""What a card shows now, for everything that has a card of its own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.checkins import checkin_open, checkin_report
from cards.digests import digest, digest_question
from cards.kit.message import message
from cards.retros import retro_card
from core.digests import service
from core.ports import Ports
from core.posting.subjects import Kind, Subject

Picture = tuple[int, dict[str, Any]]


async def picture(ports: Ports, subject: Subject) -> Picture:
    """The version of the subject, and the message that shows it, or a newer one."""
    return await _PICTURES[subject.kind](ports, subject.id)


async def _round(ports: Ports, round_id: str) -> Picture:
    """Open, or its report."""
    showing = await ports.checkins.showing(round_id, ports.clock.now())
    if showing.round.is_open:
        minutes = ports.questions[showing.round.questions].minutes
        return showing.version, message(checkin_open.build(showing.round, minutes))
    report = await ports.closing.report(round_id)
    return showing.version, message(checkin_report.build(showing.round, report))


async def _retro(ports: Ports, retro_id: str) -> Picture:
    board = await ports.retros.board(retro_id, ports.clock.now())
    return board.version, message(retro_card.build(board))


async def _digest(ports: Ports, digest_id: str) -> Picture:
    """As its leader may see it now. The version is read first: it is never too new."""
    version = await ports.cards.version(Subject(Kind.DIGEST, digest_id))
    shown = await service.again(ports.digests, digest_id)
    return version, message(digest.build(shown, shown.page))


async def _question(ports: Ports, question_id: str) -> Picture:
    version = await ports.cards.version(Subject(Kind.QUESTION, question_id))
    return version, message(digest_question.build(await ports.digests.question(question_id)))


_PICTURES: Mapping[Kind, Callable[[Ports, str], Awaitable[Picture]]] = {
    Kind.ROUND: _round,
    Kind.RETRO: _retro,
    Kind.DIGEST: _digest,
    Kind.QUESTION: _question,
}
