"""What happens when somebody presses a button of a check-in, whatever the button looks like.

Whether they may was asked before: see who.py.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from core.checkins import answering
from core.checkins.model import AnswerForm, Round
from core.checkins.ports import CheckinPorts
from core.checkins.reading import OLD_FORM, read, typed
from core.checkins.report import Material, Report, make
from core.checkins.sitting import Sheet, Sitting
from core.pressing.forms import Mistakes, new_nonce, nonce_of


async def hand_out(ports: CheckinPorts, round_id: str, person_id: str, now: datetime) -> AnswerForm:
    """The form for this person, with a nonce of its own. Raises NotAllowed, NotFound."""
    sitting = await _sit(ports, round_id, person_id, now)
    answering.check_open(sitting, now)
    return answering.form(sitting, new_nonce())


async def submit(
    ports: CheckinPorts,
    round_id: str,
    person_id: str,
    data: Mapping[str, object],
    now: datetime,
) -> str | AnswerForm:
    """Store an answer and return the sentence for it, or the same form with its mistakes.

    A form that is sent in again (the same nonce) is stored once and hears the same sentence, also
    after the round closed. Raises NotAllowed, NotFound, and InputError for what no form offers.
    """
    nonce = nonce_of(data, OLD_FORM)
    sitting = await _sit(ports, round_id, person_id, now)
    questions = sitting.round.questions
    given = typed(data, questions)
    try:
        answer = read(given, questions, [person.id for person in sitting.people])
    except Mistakes as error:
        answering.check_open(sitting, now)
        return answering.form(sitting, new_nonce(), given, error.fields)
    return (await ports.answers.keep(round_id, person_id, nonce, answer, answering.SAVED, now)).says


async def withdraw(
    ports: CheckinPorts, round_id: str, person_id: str, data: Mapping[str, object], now: datetime
) -> str:
    """Take the answer back; again changes nothing. Raises NotAllowed, NotFound."""
    await _sit(ports, round_id, person_id, now)
    nonce = nonce_of(data, OLD_FORM)
    kept = await ports.answers.withdraw(round_id, person_id, nonce, answering.WITHDRAWN, now)
    return kept.says


async def no_change(ports: CheckinPorts, round_id: str, person_id: str, now: datetime) -> str:
    """Answer as last time; who has answered this round keeps that. Raises NotAllowed, NotFound."""
    sitting = await _sit(ports, round_id, person_id, now)
    answering.check_open(sitting, now)
    if sitting.last is None:
        return answering.ALREADY if sitting.own else answering.NOTHING_BEFORE
    if await ports.answers.repeat_last(round_id, person_id, sitting.last, now):
        return answering.UNCHANGED
    # Read again: the same press may have come twice at once.
    own = (await ports.answers.sitting(round_id, person_id, now)).own
    return answering.UNCHANGED if own == sitting.last else answering.ALREADY


async def sheet(ports: CheckinPorts, round_id: str, now: datetime) -> Sheet:
    """Who wrote what. Raises NotFound."""
    return await ports.answers.sheet(round_id, now)


async def close(ports: CheckinPorts, round_id: str, now: datetime) -> bool:
    """End a round: its answers become its report, of this day in its zone.

    False when it was closed before. Raises NotFound.
    """

    def write(round_: Round, material: Material) -> Report:
        return make(round_.questions, material, now.astimezone(ZoneInfo(round_.time_zone)))

    return await ports.closing.close(round_id, now, write)


async def _sit(ports: CheckinPorts, round_id: str, person_id: str, now: datetime) -> Sitting:
    sitting = await ports.answers.sitting(round_id, person_id, now)
    answering.check_here(sitting)
    return sitting
