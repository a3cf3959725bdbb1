"""Why a project stands as it does, and since when that was really said: out of its reports."""

from datetime import date, timedelta

import pytest

from core.checkins.model import Colour
from core.checkins.report import Line
from tests.ground import Ground
from tests.store.digests import TODAY, WEEK, begin, close, project, report, weeks

YESTERDAY = TODAY - timedelta(days=1)


def line(dimension: str, colour: str | None, *notes: str) -> Line:
    """One dimension of a report, with the reasons of those who said its colour."""
    shown = Colour(colour) if colour else None
    return Line(
        dimension, dimension.title(), shown, 1, None, 1, tuple(filter(None, notes)), (shown,)
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([("red", "Old."), ("red", "Newer.")], "Newer."),
        ([("red", "Given."), ("red", "")], "Given."),
        ([("red", "Long ago."), ("green", ""), ("red", "")], ""),
        ([("amber", "Not this."), ("red", "This.")], "This."),
        ([("red", "Before it fell silent."), (None, "")], "Before it fell silent."),
        ([("green", "All is well.")], ""),
    ],
)
async def test_the_reason_is_the_newest_that_was_given_with_the_colour_that_lasts(
    inside: Ground, told: list[tuple[str | None, str]], why: str
) -> None:
    await begin(inside)
    for back, (colour, note) in enumerate(reversed(told)):
        on = YESTERDAY - back * WEEK
        answered = report(on, colour, lines=(line("a", "green", "Fine."), line("b", colour, note)))
        await close(inside, answered if colour else report(on, answered=0))
    latest = (await project(inside)).latest

    assert latest
    assert latest.why == why


async def test_of_many_reasons_it_is_the_first_of_the_first_dimension_of_that_colour(
    inside: Ground,
) -> None:
    await begin(inside)
    lines = (
        line("a", "amber", "No."),
        line("b", "red", "First.", "Second."),
        line("c", "red", "No."),
    )
    await close(inside, report(YESTERDAY, "red", lines=lines))
    latest = (await project(inside)).latest

    assert latest
    assert latest.why == "First."


async def test_a_report_that_only_repeats_says_of_which_day_it_is(inside: Ground) -> None:
    await begin(inside)
    await weeks(inside, "red", None, "red")
    await inside.database.run(
        """
        UPDATE rounds SET report = report || '{"said_on": "2026-11-02"}'
        WHERE closed_at = (SELECT max(closed_at) FROM rounds)
        """
    )
    latest = (await project(inside)).latest

    assert latest
    assert (latest.said_on, latest.since, latest.silences) == (
        date(2026, 11, 2),
        YESTERDAY - 2 * WEEK,
        1,
    )
