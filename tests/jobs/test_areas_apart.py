"""An area that cannot begin what is due stops no other, and begins it as soon as it can."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.schedules.calendars import calendars
from jobs.sweeps import begin_and_end, scheduler
from tests.ground import Ground
from tests.jobs.repeating import SUNDAY, ready


async def begun(inside: Ground) -> set[str]:
    """The kinds of which something was begun."""
    found = await inside.database.all(
        dict,
        """
        SELECT DISTINCT split_part(schedule, ':', 1) AS kind FROM occurrences
        WHERE begun_id IS NOT NULL
        """,
    )
    return {each["kind"] for each in found}


@pytest.mark.parametrize(
    ("kind", "table"), [("checkin", "rounds"), ("retro", "retros"), ("audit", "audit_runs")]
)
async def test_what_one_area_cannot_begin_stays_due_and_the_others_begin(
    inside: Ground, caplog: pytest.LogCaptureFixture, kind: str, table: str
) -> None:
    """Its table is not there: as good a fault as any that nobody thought of."""
    await ready(inside)
    await inside.database.run(f"ALTER TABLE {table} RENAME TO elsewhere")
    await inside.at(SUNDAY + timedelta(days=1))
    with caplog.at_level(logging.ERROR):
        await begin_and_end.run(inside.ports)

    assert await begun(inside) == {*calendars()} - {kind}
    assert f"not done what={kind}:" in caplog.text

    await inside.database.run(f"ALTER TABLE elsewhere RENAME TO {table}")
    await begin_and_end.run(inside.ports)
    assert await begun(inside) == {*calendars()}


async def test_kinds_that_this_process_does_not_know_stop_nothing(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    """A newer version began them, on the same database."""
    await ready(inside)
    await inside.database.run(
        "INSERT INTO things (kind, id, ends_at) VALUES ('pulse', 'one', '2026-01-01')"
    )
    await inside.database.run(
        """
        INSERT INTO schedules (kind, id, cron, time_zone, starts_on, next_local, next_due_at)
        VALUES ('pulse', 'weekly', '0 9 * * *', 'UTC', '2026-01-01', '2026-01-02', '2026-01-02')
        """
    )
    await inside.at(SUNDAY + timedelta(days=1))
    with caplog.at_level(logging.ERROR):
        await begin_and_end.run(inside.ports)

    assert await begun(inside) == {*calendars()}
    assert "nobody begins kind=pulse" in caplog.text
    assert "not done what=Ending(kind='pulse', id='one')" in caplog.text


async def test_an_area_that_is_not_there_at_all_stops_no_other(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can even be asked to begin it."""
    await ready(inside)
    await inside.at(SUNDAY + timedelta(days=1))
    nothing: Any = None
    with caplog.at_level(logging.ERROR):
        await begin_and_end.run(replace(inside.ports, retros=nothing))

    assert await begun(inside) == {*calendars()} - {"retro"}
    assert "not done what=retro:look-back" in caplog.text
    await begin_and_end.run(inside.ports)
    assert await begun(inside) == {*calendars()}


async def test_what_cannot_be_ended_keeps_nothing_from_beginning(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await ready(inside)
    await inside.at(SUNDAY + timedelta(days=1))
    nothing: Any = None
    cards = replace(inside.ports.posting, cards=nothing)
    with caplog.at_level(logging.ERROR):
        await begin_and_end.run(replace(inside.ports, posting=cards))

    assert await begun(inside) == {*calendars()}
    assert "not done what=what is over" in caplog.text


async def test_a_sweep_that_raises_is_logged_and_comes_again(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    nothing: Any = None
    broken = replace(inside.ports, schedules=nothing)
    with caplog.at_level(logging.ERROR):
        for each in scheduler(broken).get_jobs():
            await each.func(*each.args)

    assert "sweep failed sweep=begin_and_end" in caplog.text
