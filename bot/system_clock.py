"""The system's clock; the only place that reads it for our own time."""

from datetime import UTC, datetime


def system_time() -> datetime:
    """Now, by this machine."""
    return datetime.now(UTC)
