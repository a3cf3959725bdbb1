"""Believable and odd states of the card of all check-ins, which the Process Center reads."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cards.checkins import checkins_overview
from cards.kit.elements import Card
from core.checkins.overview import Watched
from core.facts import Gap

OPENED = datetime(2026, 11, 16, 15, tzinfo=UTC)  # Monday 9:00 in Chicago
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LONG = "Customer onboarding platform replacement for all European subsidiaries, phase 2b"
OPEN = Watched(
    checkin_id="apollo-weekly",
    project="Apollo app",
    time_zone="America/Chicago",
    met=True,
    round_id="0197f3",
    open=True,
    closes_at=OPENED + DAY,
    answered=5,
    expected=7,
    trouble="",
    silent=0,
    silent_since=None,
    next_at=OPENED + WEEK,
)
NEXT = replace(OPEN, checkin_id="cedar-weekly", project="Cedar", open=False)
SILENT = replace(
    NEXT, checkin_id="fjord-weekly", project="Fjord", silent=2, silent_since=OPENED - 2 * WEEK
)
SILENT_AND_OPEN = replace(
    SILENT, checkin_id="ember-weekly", project="Ember", open=True, answered=0, silent=1
)
UNMET = replace(OPEN, checkin_id="granite-weekly", project="Granite", met=False, answered=0)
FAILED = replace(
    OPEN,
    checkin_id="harbor-weekly",
    project="Harbor",
    answered=0,
    trouble="Teams answered 403 MessageWritesBlocked: the conversation does not accept messages.",
)
UNCLEAR = replace(
    FAILED,
    checkin_id="dovetail-weekly",
    project=LONG,
    expected=Gap("not permitted"),
    trouble="The card may have arrived or not, and is looked for.",
)
PAUSED = replace(NEXT, checkin_id="borealis-weekly", project="تطبيق أبولو", next_at=None)
TWICE = replace(OPEN, checkin_id="apollo-customers")
ALL = (NEXT, OPEN, SILENT, UNMET, FAILED, PAUSED, SILENT_AND_OPEN)


def crowd(number: int) -> list[Watched]:
    """As many as a large organisation has."""
    return [
        replace(ALL[each % len(ALL)], checkin_id=f"c-{each:03}", project=f"{each:03} {LONG}")
        for each in range(number)
    ]


OVERVIEW_SAMPLES: Mapping[str, Callable[[], Card]] = {
    "checkins_overview": lambda: checkins_overview.build(ALL),
    "checkins_overview_nothing": lambda: checkins_overview.build([]),
    "checkins_overview_quiet": lambda: checkins_overview.build([OPEN, NEXT]),
    "checkins_overview_odd": lambda: checkins_overview.build([UNCLEAR, PAUSED, OPEN, TWICE]),
    "checkins_overview_crowd": lambda: checkins_overview.build(crowd(43)),
    "checkins_overview_crowd_page_3": lambda: checkins_overview.build(crowd(43), 3),
}
