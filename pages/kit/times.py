"""Times for programs."""

from datetime import UTC, datetime
from typing import Literal


def utc(when: datetime | None, to: Literal["seconds", "milliseconds"]) -> str | None:
    """In UTC, as RFC 3339 with a Z; None stays None."""
    if when is None:
        return None
    return when.astimezone(UTC).isoformat(timespec=to).replace("+00:00", "Z")
