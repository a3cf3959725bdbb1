"""Since when a team is archived: since the first kept run that saw it so, without a break."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.facts import Gap
from core.standards.auditing import audit
from core.standards.facts import Reading, Team
from store.database import Database
from store.standards.runs import RunStore
from tests.ground import DAY, MONDAY
from tests.standards.standards import clause, standard
from tests.standards.tenants import reading, team

ASKED = [standard(clause("few_owners"))]


class Company:
    """A tenant whose one team is as it is set, at a moment that is set too."""

    def __init__(self) -> None:
        self.archived: bool | str = False
        self.at = MONDAY

    def now(self) -> datetime:
        return self.at

    async def read(self, *_: object, **__: object) -> Reading:
        return reading(team("apollo", archived=self.archived))


async def night(runs: RunStore, company: Company, number: int, archived: bool | str) -> Team:
    """The team as the audit of that night read it; the run is kept."""
    company.archived, company.at = archived, MONDAY + number * DAY
    audited, what = await audit(
        company,
        ASKED,
        run_id=f"night-{number}",
        now=company.now,
        today=company.at.date(),
        archived_since=runs.archived_since,
    )
    await runs.keep(audited, what.tenant.teams)
    return what.tenant.teams[0]


def day(number: int) -> date:
    return MONDAY.date() + timedelta(days=number)


async def test_the_first_run_that_saw_it_says_since_when(database: Database) -> None:
    runs, company = RunStore(database), Company()

    answers: tuple[bool | str, ...] = (False, True, True, "no answer", True)
    seen = [await night(runs, company, at, answer) for at, answer in enumerate(answers)]

    assert [each.archived_since for each in seen] == [
        None, None, day(1), Gap("no answer"), day(1),
    ]  # fmt: skip


async def test_it_is_forgotten_once_the_team_is_back(database: Database) -> None:
    runs, company = RunStore(database), Company()

    answers: tuple[bool | str, ...] = (True, False, True, True)
    seen = [await night(runs, company, at, answer) for at, answer in enumerate(answers)]

    assert [each.archived_since for each in seen] == [None, None, None, day(2)]


async def test_a_run_that_was_not_kept_says_nothing(database: Database) -> None:
    runs = RunStore(database)
    lone = replace(team("apollo", archived=True))

    assert lone.archived
    assert await runs.archived_since(["apollo"]) == {}
