"""What happens when somebody presses a button of a check-in, whatever the button looks like."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from core.checkins import answering
from core.checkins.answering import Place
from core.checkins.model import Answer, Form
from core.checkins.reading import OLD_FORM, Mistakes, read, typed
from core.checkins.sitting import Kept, Sitting
from core.errors import InputError, NotAllowed
from core.ports import Ports


async def hand_out(ports: Ports, round_id: str, place: Place, now: datetime) -> Form:
    """The form for this person, with a nonce of its own. Raises NotAllowed, NotFound."""
    sitting = await _sit(ports, round_id, place, now)
    answering.check_open(sitting, now)
    return answering.form(sitting, ports.questions[sitting.round.questions], uuid4().hex)


async def submit(
    ports: Ports, round_id: str, place: Place, data: Mapping[str, object], now: datetime
) -> str | Form:
    """Store an answer and return the sentence for it, or the same form with its mistakes.

    A form that is sent in again (the same nonce) is stored once and hears the same sentence, also
    after the round closed. Raises NotAllowed, NotFound, and InputError for what no form offers.
    """
    nonce = _nonce(data)
    sitting = await _sit(ports, round_id, place, now)
    questions = ports.questions[sitting.round.questions]
    given = typed(data, questions)
    try:
        answer = read(given, questions, [person.id for person in sitting.people])
    except Mistakes as error:
        answering.check_open(sitting, now)
        return answering.form(sitting, questions, uuid4().hex, given, error.fields)
    kept = await ports.answers.keep(round_id, place.person_id, nonce, answer, answering.SAVED, now)
    await _show(ports, round_id, kept)
    return answering.heard(kept)


async def withdraw(
    ports: Ports, round_id: str, place: Place, data: Mapping[str, object], now: datetime
) -> str:
    """Take the answer back; again changes nothing. Raises NotAllowed, NotFound."""
    await _sit(ports, round_id, place, now)
    kept = await ports.answers.withdraw(
        round_id, place.person_id, _nonce(data), answering.WITHDRAWN, now
    )
    await _show(ports, round_id, kept)
    return answering.heard(kept)


async def no_change(ports: Ports, round_id: str, place: Place, now: datetime) -> str:
    """Answer as last time; who has answered this round keeps that. Raises NotAllowed, NotFound."""
    sitting = await _sit(ports, round_id, place, now)
    answering.check_open(sitting, now)
    if sitting.last is None:
        return answering.ALREADY if sitting.own else answering.NOTHING_BEFORE
    kept = await ports.answers.repeat_last(round_id, place.person_id, sitting.last, now)
    await _show(ports, round_id, kept)
    if kept.open and not kept.new:  # read again: the same press may have come twice at once
        own = (await ports.answers.sitting(round_id, place.person_id, now)).own
        return answering.UNCHANGED if own == sitting.last else answering.ALREADY
    return answering.heard(Kept(kept.open, kept.new, kept.clean, answering.UNCHANGED))


async def sheet(
    ports: Ports, round_id: str, place: Place, now: datetime
) -> tuple[Sitting, list[tuple[str, Answer]]]:
    """Who wrote what, for the project’s owner and staff. Raises NotAllowed for anyone else."""
    sitting = await ports.answers.sitting(round_id, place.person_id, now)
    answering.check_place(sitting, place)
    owns = place.person_id in (sitting.owner_id, sitting.owner_called)
    if not owns and not await ports.rosters.is_staff(place.person_id):
        owner = sitting.owner or "the project’s owner"
        raise NotAllowed(f"Only {owner} and the Process Center see who wrote what.")
    return sitting, await ports.answers.sheet(round_id)


async def be_away(ports: Ports, person_id: str, name: str, until: date | None) -> None:
    """Leave somebody alone until the end of that day (None: no longer); open cards count anew."""
    for round_id in await ports.rosters.away(person_id, name, until):
        await ports.work.defer("show_round", once=round_id, round_id=round_id)


async def _sit(ports: Ports, round_id: str, place: Place, now: datetime) -> Sitting:
    sitting = await ports.answers.sitting(round_id, place.person_id, now)
    try:
        answering.check_may_answer(sitting, place)
    except NotAllowed:
        if sitting.asked is False and place.channel_id == sitting.channel_id:
            await ports.rosters.forget(sitting.team_id)
            await ports.work.defer("read_rosters", once="all")
        raise
    return sitting


async def _show(ports: Ports, round_id: str, kept: Kept) -> None:
    """Only the answer that finds the card up to date asks for an edit; the edit sees the rest."""
    if kept.new and kept.clean:
        await ports.work.defer("show_round", once=round_id, round_id=round_id)


def _nonce(data: Mapping[str, object]) -> str:
    nonce = data.get("nonce")
    if not isinstance(nonce, str) or not 8 <= len(nonce) <= 64 or not nonce.isalnum():
        raise InputError(OLD_FORM)
    return nonce
