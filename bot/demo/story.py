"""Twelve weeks of the company's life, made by simulated people who press real buttons.

Nothing is inserted: the clock is moved, rounds, retros, digests and audits come by their schedules,
and colleagues press over HTTP.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from bot.demo.changes import BEFORE, of_week
from bot.demo.company import Company
from core.words import count

WEEKS = 12  # before the present one
ZONE = ZoneInfo("America/Chicago")
# As the sample company's office file has it; nights are those to Monday and to Thursday.
NIGHT, OPENING, DIGEST = time(2), time(9), time(10)
RETROS = ((3, time(9)), (4, time(14)), (4, time(15)))  # days after Monday; each every second week
MOMENT = timedelta(seconds=20)  # so long after its time something is due for certain
KIM = "kim@contoso.example"


async def tell(company: Company, this_monday: date, weeks: int = WEEKS) -> None:
    """Play it; about a minute. Raises SetupError with the step that did not come to its end.

    Fewer weeks are the last ones of the same story. After an even number of them Apollo's retro is
    open, which comes every second one.
    """
    mondays = [this_monday - timedelta(weeks=weeks - each) for each in range(weeks)]
    await _tell(company, "Installing Process Center in every team…", 0.0)
    await company.at(on(mondays[0], -3, time(10)))
    await company.change(BEFORE)
    await company.tenant.order("stories", {"begin_after": WEEKS - weeks})
    await company.settle_in()
    passing = f"{weeks} weeks go by, this once: people answer, hold retros, read digests…"
    click.echo(passing)
    for number, monday in enumerate(mondays):
        await company.show(passing, number / weeks)
        past = await _a_week(company, monday, WEEKS - weeks + number, monday == mondays[-1])
        click.echo(f"  {number + 1:2}. week, {monday:%d %B}: {past}")
    words = "It is this Monday: a night’s audit is done, a round is open, a retro is on…"
    await _tell(company, words, 1.0)
    await _this_monday(company, this_monday)


def last_monday(now: datetime) -> date:
    """The latest Monday on which the check-ins have been open for an hour at least."""
    local = now.astimezone(ZONE) - timedelta(hours=1)
    monday = local.date() - timedelta(days=local.weekday())
    if local.weekday() == 0 and local.time() < OPENING:
        monday -= timedelta(weeks=1)
    return monday


def present(monday: date) -> datetime:
    """Where the story leads to: that Monday, when some have answered."""
    return on(monday, 0, OPENING) + timedelta(minutes=40)


def on(monday: date, days: int, at: time) -> datetime:
    """So many days after a Monday, by the company's clock."""
    return datetime.combine(monday + timedelta(days=days), at, ZONE)


async def _tell(company: Company, words: str, share: float) -> None:
    click.echo(words)
    await company.show(words, share)


@dataclass(slots=True)
class _Past:
    """What happened in a week, counted."""

    answers: int = 0
    audits: int = 0
    digests: int = 0
    questions: int = 0
    retros: int = 0

    def __str__(self) -> str:
        told = [
            count(self.answers, "answer"),
            count(self.audits, "audit"),
            count(self.digests, "digest"),
            count(self.questions, "question") if self.questions else "",
            count(self.retros, "retro") if self.retros else "",
        ]
        return ", ".join(filter(None, told))


async def _a_week(company: Company, monday: date, number: int, last: bool) -> _Past:
    past, seed = _Past(), monday.toordinal()
    await _a_night(company, monday, 0, past)
    await company.open_rounds(on(monday, 0, OPENING) + MOMENT)
    past.answers = await company.answer(seed)
    await company.close_rounds(on(monday, 1, OPENING) + MOMENT)
    left_out = [KIM] if last else []  # her newest digest is for the visitor
    told = await company.digests(on(monday, 1, DIGEST) + MOMENT, seed=seed, left_out=left_out)
    past.digests, past.questions = len(told["leaders"]), len(told["replies"])
    await _a_night(company, monday, 3, past)
    for days, at in RETROS:
        past.retros += await _a_retro(company, on(monday, days, at), seed, last)
    await company.change(of_week(number))
    return past


async def _a_night(company: Company, monday: date, days: int, past: _Past) -> None:
    await company.audit(on(monday, days, NIGHT) + MOMENT)
    past.audits += 1


async def _a_retro(company: Company, when: datetime, seed: int, last: bool) -> int:
    """The last one stays open until Monday, with notes that are still hidden."""
    if not last:
        return await company.retros(when + MOMENT, seed=seed)
    first, *_ = await _visitors(company)
    return await company.retros(when + MOMENT, "write", seed=seed, left_out=[first])


async def _this_monday(company: Company, monday: date) -> None:
    seed, visitors = monday.toordinal(), await _visitors(company)
    await company.audit(on(monday, 0, NIGHT) + MOMENT)
    opening = on(monday, 0, OPENING)
    await company.open_rounds(opening + MOMENT)
    await company.answer(seed, share=0.5, left_out=visitors)
    voting = opening + timedelta(minutes=25)
    await company.retros(voting, "vote", seed=seed, left_out=visitors)
    await company.at(present(monday))
    await company.settle("the cards were not brought up to date")


async def _visitors(company: Company) -> list[str]:
    """Whom the tour lets a visitor be, the first of them first; at last, nobody acts for them."""
    state = await company.tenant.state()
    return [state["me"]["id"], *(stop["as"] for stop in state["tour"])]
