"""Moves the dates of an office file by whole weeks, so that its story is always a present one."""

import re
from datetime import date, timedelta

WRITTEN_FOR = date(2026, 11, 16)
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def moved(office: str, today: date) -> str:
    """Days of the week stay; a file asked for in the week it was written for is unchanged."""
    monday = today - timedelta(days=today.weekday())
    by = monday - WRITTEN_FOR
    return DAY.sub(lambda found: (date.fromisoformat(found[0]) + by).isoformat(), office)
