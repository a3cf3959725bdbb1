"""Retros follow the office file, as check-ins and audits do."""

from datetime import timedelta

import pytest

from bot.planning import plan_again
from core.office.activity import waiting
from store.office.items import OfficeStore
from tests.ground import CHANNEL, DAY, Ground
from tests.store.retros import FRIDAY, OFFICE, SERIES

THURSDAY = FRIDAY - DAY
WEEK = 7 * DAY


async def test_an_import_plans_the_first_time_and_another_one_keeps_it(inside: Ground) -> None:
    query = "SELECT next_due_at FROM schedules WHERE kind = 'retro' AND id = 'look-back'"
    await inside.plan(OFFICE + SERIES, THURSDAY)
    assert await inside.value(query) == FRIDAY
    await inside.plan(OFFICE + SERIES, FRIDAY + DAY)
    assert await inside.value(query) == FRIDAY, "what was due meanwhile is not forgotten"

    await inside.plan(OFFICE + SERIES.replace("0 15", "0 16"), FRIDAY + DAY)
    assert await inside.value(query) == FRIDAY + WEEK + timedelta(hours=1)
    await plan_again(inside.database, THURSDAY)
    assert await inside.value(query) == FRIDAY + timedelta(hours=1)


async def test_what_is_no_schedule_is_taken_over_at_the_next_retro(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, THURSDAY)
    changed = SERIES.replace("4ls", "swot").replace("votes: 2, ", "")
    await inside.plan(OFFICE.replace("title: Apollo", "title: Artemis") + changed, THURSDAY)
    ((started,), _) = await inside.ports.retros.retros.open(None, FRIDAY)
    retro = await inside.ports.retros.retros.get(started.retro_id)

    assert (retro.project, retro.format.id) == ("Artemis", "swot")
    assert retro.votes == inside.ports.retros.formats["swot"].votes


async def test_a_retro_that_left_the_office_rests_and_its_open_one_stays(inside: Ground) -> None:
    await inside.plan(OFFICE + SERIES, THURSDAY)
    ((started,), _) = await inside.ports.retros.retros.open(None, THURSDAY)
    await inside.database.run("DELETE FROM office_items WHERE part = 'retros'")
    await inside.plan(OFFICE, THURSDAY)

    assert await inside.ports.retros.retros.open(["look-back"], FRIDAY) == ([], ["look-back"])
    assert await inside.ports.schedules.due(FRIDAY + DAY, None) == []
    assert await inside.ports.retros.retros.in_channel(CHANNEL) == started.retro_id


@pytest.mark.parametrize(("more", "told"), [("", []), ("false", ["retros.anonymous"])])
async def test_a_retro_is_active_and_only_names_wait(
    inside: Ground, more: str, told: list[str]
) -> None:
    named = SERIES.replace("votes: 2", f"votes: 2, anonymous: {more}") if more else SERIES
    await inside.plan(OFFICE + named, THURSDAY)

    assert waiting(await OfficeStore(inside.database).office()) == told
