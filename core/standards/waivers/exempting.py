"""Somebody asks for an exception, and staff answer: both are forms, and every word is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from core.days import full_day, local_day
from core.errors import InputError, NotAllowed, NotFound
from core.office.forms import LONGEST_PASSAGE, unshown
from core.people.model import Person
from core.pressing.forms import Data, day, new_nonce, nonce_of, too_long, typed
from core.standards import who
from core.standards.asking import pairs_with
from core.standards.model import Finding, Outcome
from core.standards.ports import StandardsPorts
from core.standards.reports import aloud
from core.standards.waivers.exceptions import (
    Request,
    Said,
    State,
    about,
    answered,
    parts,
    rows,
    standing,
    told,
)

AT_MOST = timedelta(days=365)
USUAL = timedelta(days=90)
MOST_PARTS = 50  # clauses and channels that one request is for
OLD_FORM = "This form does not fit any more. Nothing was stored; press the button again."
NO_STAFF = (
    "Nobody is known here as the Process Center, so nobody could answer. Whoever runs Process "
    "Center names its people in the office file."
)
TOO_MANY = "This is about more channels than one exception can be for. Ask the Process Center."
IN_CHAT = "the answer comes to you in our chat"
REPLACED = "It was asked for anew since, because something else is seen now or its day is over."
OUTCOMES = {"approve": State.APPROVED, "decline": State.DECLINED}
DONE = {State.APPROVED: "approved", State.DECLINED: "declined", State.WITHDRAWN: "taken back"}


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form of a request; `mistakes` has a sentence by input."""

    run_id: str
    team_id: str
    team: str
    about: str
    row: Sequence[Finding]
    today: date
    nonce: str
    reason: str
    until: str
    mistakes: dict[str, str]


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The form of an answer."""

    request: Request
    nonce: str
    outcome: str
    why: str
    mistakes: dict[str, str]


async def hand_out(ports: StandardsPorts, run_id: str, team_id: str, what: str) -> AskForm:
    """The form for one row of a team's card.

    Raises NotFound, and NotAllowed where it was asked for already or nobody could answer.
    """
    form, _ = await _form(ports, run_id, team_id, what)
    return form


async def ask(
    ports: StandardsPorts, run_id: str, team_id: str, what: str, person: Person, data: Data
) -> str | AskForm:
    """Keep a request and bring it to staff, or give the form back with sentences.

    The same form again is one request, and hears the same. Raises NotAllowed, NotFound, and
    InputError for what no form sends.
    """
    nonce = nonce_of(data, OLD_FORM)
    given = typed(data, ("reason", "until"), OLD_FORM)
    if said := await ports.waivers.heard(team_id, nonce):
        return said
    form, found = await _form(ports, run_id, team_id, what)
    form = replace(form, reason=given.get("reason", ""), until=given.get("until", ""))
    until = day(form.until)
    mistakes = _mistakes(form, until)
    if mistakes or until is None:
        return replace(form, mistakes=mistakes)
    first = form.row[0]
    request = Request(
        id=uuid4().hex,
        team_id=team_id,
        team=form.team,
        about=what,
        title=first.title,
        says=told(form.row),
        parts=parts(form.row, found),
        reason=_line(form.reason),
        until=until,
        run_id=run_id,
        asked_by=person.id,
        asker=person.name or "Somebody",
        asked_at=ports.clock.now(),
    )
    says = f"Saved. The Process Center is asked; {IN_CHAT}."
    staff = await ports.runs.readers(None)
    kept = await ports.waivers.ask(request, nonce, says, staff, await _over(ports, form))
    if kept is None:
        raise NotAllowed(who.ASKED_ALREADY)
    return kept.says


async def _form(
    ports: StandardsPorts, run_id: str, team_id: str, what: str
) -> tuple[AskForm, Sequence[Finding]]:
    """The form, and all that was found where it is about."""
    found, team = await _found(ports, run_id, team_id)
    # Also members may ask, and staff have what else is told of it.
    found += map(aloud.finding, (await pairs_with(ports, team_id))[0])
    row = next((each for each in rows(found) if about(each) == what), None)
    if row is None or row[0].outcome is not Outcome.FAILED:
        raise NotFound(who.GONE)
    _, zone = await ports.runs.center()
    today = local_day(ports.clock.now(), zone)
    await _check_askable(ports, team_id, row, found, today)
    usual = (today + USUAL).isoformat()
    form = AskForm(run_id, team_id, team, what, row, today, new_nonce(), "", usual, {})
    return form, found


async def _found(ports: StandardsPorts, run_id: str, team_id: str) -> tuple[list[Finding], str]:
    """What the run found in a team, and its name. Of runs of all teams the newest alone counts."""
    newest = await ports.runs.latest(team_id)
    if newest and newest.run.id == run_id:
        of_team = [each for each in newest.findings if each.subject.team == team_id]
        return of_team, (await ports.runs.names()).get(team_id, "")
    audited = await ports.runs.get(run_id)
    if audited is None or audited.run.whole:
        raise NotFound(who.GONE)
    read, team = await ports.runs.team(run_id)
    if read != team_id:
        raise NotFound(who.GONE)
    return [each for each in audited.findings if each.subject.team == team_id], team


async def _over(ports: StandardsPorts, form: AskForm) -> Sequence[str]:
    """Ids of requests for the same that nobody answered, and that are of no use any more."""
    asked = [each for each in await ports.waivers.of_team(form.team_id) if each.about == form.about]
    waits = (each for each in asked if each.state is State.ASKED)
    return [each.id for each in waits if standing([each], form.row, form.today) is None]


async def _check_askable(
    ports: StandardsPorts,
    team_id: str,
    row: Sequence[Finding],
    found: Sequence[Finding],
    today: date,
) -> None:
    known = standing(await ports.waivers.of_team(team_id), row, today)
    if known and known.state is State.ASKED:
        raise NotAllowed(who.ASKED_ALREADY)
    if known and known.state is State.APPROVED:
        raise NotAllowed(who.HOLDS.format(until=full_day(known.until)))
    if len(parts(row, found)) > MOST_PARTS:
        raise NotAllowed(TOO_MANY)
    if not await ports.runs.readers(None):
        raise NotAllowed(NO_STAFF)


def _mistakes(form: AskForm, until: date | None) -> dict[str, str]:
    made = {}
    reason = form.reason
    empty = not _line(reason)
    if mistake := "Say why it is in order here." if empty else too_long(reason, LONGEST_PASSAGE):
        made["reason"] = mistake
    last = form.today + AT_MOST
    if until is None or not form.today < until <= last:
        made["until"] = f"Choose a day after today, until {full_day(last)} at most."
    return made


async def hand_out_answer(ports: StandardsPorts, waiver_id: str, data: Data) -> AnswerForm:
    """The form for an answer, with the outcome that was pressed.

    Raises NotFound, and NotAllowed where there is nothing to answer any more.
    """
    request = await _answerable(ports, waiver_id)
    outcome = data.get("outcome")
    chosen = outcome if isinstance(outcome, str) and outcome in OUTCOMES else ""
    return AnswerForm(request, new_nonce(), chosen, "", {})


async def answer(
    ports: StandardsPorts, waiver_id: str, person: Person, data: Data
) -> str | AnswerForm:
    """Keep what one of the staff says, or give the form back with sentences.

    Until its last day an answer can be changed. Who did not see the newest one is shown it first.
    The same form again hears the same. Raises NotAllowed, NotFound, and InputError for what no form
    sends.
    """
    nonce = nonce_of(data, OLD_FORM)
    given = typed(data, ("outcome", "why"), OLD_FORM)
    if said := await ports.waivers.heard(waiver_id, nonce):
        return said
    outcome, why = given.get("outcome", ""), given.get("why", "")
    if outcome and outcome not in OUTCOMES:
        raise InputError(OLD_FORM)
    request = await _answerable(ports, waiver_id)
    form = AnswerForm(request, new_nonce(), outcome, why, {})
    if data.get("seen") != len(request.said):
        return replace(form, mistakes={"outcome": _meanwhile(request)})
    if mistakes := await _wrong(ports, form):
        return replace(form, mistakes=mistakes)
    state = OUTCOMES[outcome]
    word = Said(state, person.id, person.name or "Somebody", ports.clock.now(), _line(why))
    says = f"Saved. {request.asker} hears that you {DONE[state]} it."
    kept = await ports.waivers.answer(answered(request, word), nonce, says)
    if kept is None:
        now = await _answerable(ports, waiver_id)
        return replace(form, request=now, mistakes={"outcome": _meanwhile(now)})
    return kept.says


async def withdraw(ports: StandardsPorts, waiver_id: str, person: Person) -> Request:
    """Take a request back while nobody has answered it; doing it again changes nothing.

    Raises NotAllowed and NotFound.
    """
    word = Said(State.WITHDRAWN, person.id, person.name or "Somebody", ports.clock.now())
    request = await ports.waivers.withdraw(waiver_id, word)
    if request.state is State.REPLACED:
        raise NotAllowed(f"{REPLACED} Take the new one back.")
    if request.state is not State.WITHDRAWN:
        raise NotAllowed(f"{_last(request)} Ask the Process Center to change that.")
    return request


async def _answerable(ports: StandardsPorts, waiver_id: str) -> Request:
    request = await ports.waivers.get(waiver_id)
    if request.state is State.WITHDRAWN:
        raise NotAllowed(f"{_last(request)} There is nothing to answer.")
    if request.state is State.REPLACED:
        raise NotAllowed(f"{REPLACED} Answer the new one.")
    _, zone = await ports.runs.center()
    if request.until < local_day(ports.clock.now(), zone):
        until = full_day(request.until)
        raise NotAllowed(f"It was asked for until {until}, which is over. They can ask anew.")
    return request


async def _wrong(ports: StandardsPorts, form: AnswerForm) -> dict[str, str]:
    made = {}
    state = OUTCOMES.get(form.outcome)
    if state is None:
        made["outcome"] = "Choose one of the two."
    elif state is form.request.state:
        made["outcome"] = f"{_last(form.request)} Choose the other one to change that."
    elif state is State.APPROVED and await ports.waivers.team_gone(form.request):
        team = form.request.team
        made["outcome"] = f"The last audit found no team {team} any more, so only decline is left."
    if mistake := too_long(form.why, LONGEST_PASSAGE):
        made["why"] = mistake
    elif state is State.DECLINED and not form.why:
        made["why"] = f"Say in a sentence why, for {form.request.asker}."
    return made


def _meanwhile(request: Request) -> str:
    return f"{_last(request)} Look at it again, then send." if request.said else OLD_FORM


def _last(request: Request) -> str:
    last = request.said[-1]
    done = "took it back" if last.state is State.WITHDRAWN else f"{DONE[last.state]} it"
    return f"{last.name} {done}."


def _line(text: str) -> str:
    """On one line, without what no text of the office file may have."""
    return "".join(letter for letter in " ".join(text.split()) if not unshown(letter)).strip()
