"""What happens when somebody presses a button of a check-in, whatever the button looks like.

Whether they may was asked before: see who.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.checkins import answering
from core.checkins.model import AnswerForm, Round
from core.checkins.ports import CheckinPorts
from core.checkins.reading import OLD_FORM, read, typed
from core.checkins.repeating import compared, repeated
from core.checkins.report import Material, Report, make
from core.checkins.sitting import Sheet, Sitting
from core.errors import NotAllowed
from core.pressing.forms import Mistakes, new_nonce, nonce_of


async def hand_out(ports: CheckinPorts, round_id: str, person_id: str, now: datetime) -> AnswerForm:
    """The form for this person, with a nonce of its own. Raises NotAllowed, NotFound."""
    sitting = await _sit(ports, round_id, person_id, now, whole=True)
    answering.check_open(sitting, now)
    return answering.form(sitting, now, new_nonce())


async def submit(
    ports: CheckinPorts,
    round_id: str,
    person_id: str,
    data: Mapping[str, object],
    now: datetime,
) -> str | AnswerForm:
    """Store an answer and return the sentence for it, or the same form and why it was not taken.

    A form that is sent in again (the same nonce) is stored once and hears the same sentence, also
    after the round closed. Raises NotFound, and InputError for what no form offers.
    """
    nonce = nonce_of(data, OLD_FORM)
    names = bool(data.get("attention_owner"))
    sitting = await ports.answers.sitting(round_id, person_id, now, whole=names)
    given = typed(data, sitting.round.questions)

    async def again() -> AnswerForm:
        whole = await ports.answers.sitting(round_id, person_id, now)
        return answering.form(whole, now, new_nonce(), given)

    try:
        answering.check_here(sitting)
    except NotAllowed as error:
        return answering.not_taken(await again(), error.says, over=False)
    try:
        return await _keep(ports, sitting, person_id, nonce, given, now)
    except Mistakes as error:
        return replace(await again(), mistakes=error.fields)
    except NotAllowed as error:
        return answering.not_taken(await again(), error.says, over=True)


async def _keep(
    ports: CheckinPorts,
    sitting: Sitting,
    person_id: str,
    nonce: str,
    given: Mapping[str, str],
    now: datetime,
) -> str:
    """Raises Mistakes while they can be mended, else NotAllowed (`answering.TOO_LATE`)."""
    round_ = sitting.round
    try:
        answer = read(given, round_.questions, [person.id for person in sitting.people])
    except Mistakes as error:
        if not answering.is_open(sitting, now):
            raise NotAllowed(answering.TOO_LATE) from error
        raise
    answer = compared(answer, sitting.last, sitting.last_on)
    says = answering.saved(sitting, answer, now)
    return (await ports.answers.keep(round_.id, person_id, nonce, answer, says, now)).says


async def withdraw(
    ports: CheckinPorts, round_id: str, person_id: str, data: Mapping[str, object], now: datetime
) -> str:
    """Take the answer back; again changes nothing. Raises NotAllowed, NotFound."""
    await _sit(ports, round_id, person_id, now)
    nonce = nonce_of(data, OLD_FORM)
    kept = await ports.answers.withdraw(round_id, person_id, nonce, answering.WITHDRAWN, now)
    return kept.says


async def no_change(ports: CheckinPorts, round_id: str, person_id: str, now: datetime) -> str:
    """Answer as last time; who has answered this round keeps that. Raises NotAllowed, NotFound.

    An answer that is older than two rounds is not repeated.
    """
    sitting = await _sit(ports, round_id, person_id, now)
    answering.check_open(sitting, now)
    last, last_on = sitting.last, sitting.last_on
    if last is None or last_on is None:
        return answering.stands(sitting, sitting.own) if sitting.own else answering.NOTHING_BEFORE
    again = repeated(last, last_on)
    if sitting.own is None:
        if says := answering.too_old(sitting, last):
            return says
        if await ports.answers.repeat_last(round_id, person_id, again, now):
            return answering.saved(sitting, again, now)
        # Read again: the same press may have come twice at once.
        sitting = await _sit(ports, round_id, person_id, now)
    own = sitting.own
    if own is None:
        return answering.WITHDRAWN
    if own == again:
        return answering.saved(sitting, again, now)
    return answering.stands(sitting, own)


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


async def _sit(
    ports: CheckinPorts, round_id: str, person_id: str, now: datetime, *, whole: bool = False
) -> Sitting:
    sitting = await ports.answers.sitting(round_id, person_id, now, whole=whole)
    answering.check_here(sitting)
    return sitting
