"""Five weeks of audits: who owns the teams changes from night to night, and each report is read.

What it counts, names and dates is compared with the tenant's own rosters on those nights.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from core.standards.model import AppliesTo, Clause, Level, Severity, Standard
from simulator.tenant import Tenant
from tests.conftest import shipped
from tests.rehearsal import QUICK, Rehearsal, rehearsal
from tests.stories.audits import chats
from tests.stories.five_weeks import audits
from tests.stories.five_weeks.audits import WHY, Night
from tests.stories.people import MONDAY, read

NIGHTS = [MONDAY.replace(hour=2) + timedelta(days=days) for days in (0, 3)]
WEEKS = 5


def asks(level: Level, owners: int) -> Clause:
    """A clause for so many owners."""
    return Clause("enough_owners", level, Severity.HIGH, {"at_least": owners}, WHY, "Ask.")


STANDARD = Standard("owned", "Owned", AppliesTo(), (asks(Level.MUST, 1), asks(Level.SHOULD, 2)))


@pytest.fixture
async def center(database_url: str) -> AsyncIterator[Rehearsal]:
    """The company, with that standard alone, and staff who have added the app."""
    content = replace(shipped(), standards={"owned": STANDARD})
    async with rehearsal(database_url, QUICK, content) as made:
        await made.at(MONDAY.replace(hour=1))
        await made.import_office(made.tenant.office())
        yield made


@pytest.mark.parametrize("seed", [1])
async def test_every_audit_counts_teams_and_causes_as_the_rosters_have_them(
    center: Rehearsal, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 a play, no secret
    (pat,) = await chats(center, "pat")
    nights: list[Night] = []
    told: list[int] = []  # the numbers of the nights of which there was a report
    for number in range(2 * WEEKS):
        at = NIGHTS[number % 2] + timedelta(weeks=number // 2)
        _change(center.tenant, chance)
        nights.append(Night(at.date(), _owners(center.tenant)))
        seen = nights[told[-1]] if told else None
        before = len(center.tenant.messages(pat.chat))
        await center.at(at)
        heard = center.tenant.messages(pat.chat)[before:]
        assert len(heard) == audits.is_news(nights[-1], seen)
        if heard:
            between = audits.quiet(number - told[-1] - 1 if told else 0)
            _card_is_true(read(*heard[0]["cards"]).split("\n"), nights, seen, between)
            told.append(number)

    assert len(told) < len(nights) - 1, "or the play shows little"


def _card_is_true(
    lines: list[str], nights: list[Night], seen: Night | None, between: list[str]
) -> None:
    names = re.compile(r"^(Must|Should) · .* · (the oldest since|since)")
    late = re.compile(r", \d+ overdue$")  # what is, tests/stories/test_fixing.py tells
    said = [late.sub("", names.sub(r"\1 · … · \2", each)) for each in lines]
    for each in [*audits.card(nights, seen), *between]:
        assert each in said, "\n".join(lines)
        said.remove(each)
    counted = [each for each in said if re.search(r"\bsince\b|\bnew\b|\bopen\b|not met", each)]
    fixed = audits.fixed_line(nights[-1], seen) if seen else ""
    assert [each for each in counted if not (fixed and each.startswith(fixed))] == []


def _owners(tenant: Tenant) -> dict[str, int]:
    """Of each team how many owners can sign in, in the tenant itself."""
    directory = tenant.world.directory
    return {
        team.name: sum(directory.people[each].enabled for each in directory.rosters[team.id].owners)
        for team in directory.teams.values()
    }


def _change(tenant: Tenant, chance: Random) -> None:
    """A few teams get other owners out of their members; in some nights none does."""
    directory = tenant.world.directory
    changed = 0 if chance.random() < 0.4 else 0.15
    for team in directory.teams.values():
        if chance.random() < changed:
            roster = directory.rosters[team.id]
            roster.owners[:] = roster.members[: chance.randrange(3)]
