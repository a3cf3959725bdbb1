"""What of an office file the product already acts on; the rest is kept, and said to be waiting."""

from collections.abc import Iterator
from dataclasses import MISSING, fields

from core.office.model import CheckIn, Mode, Office
from core.office.references import ONE, items

# Whoever builds a part or a field adds it here.
ACTIVE = {
    "center": {"organisation", "time_zone", "staff", "leaders"},
    "objectives": {"id", "title"},
    "initiatives": {"id", "title", "objectives"},
    "projects": {
        "id",
        "title",
        "kind",
        "initiatives",
        "owner",
        "team",
        "channel",
        "starts_on",
        "baseline_ends_on",
        "ends_on",
    },
    "checkins": {"id", "project", "schedule", "questions", "mode", "open_for", "respondents"},
    "retros": {"id", "project", "format", "schedule", "votes"},
    "digests": {"id", "to", "schedule"},
    "audits": {"id", "standards", "schedule", "report_to"},
    "people": {"person", "time_zone"},
}


def waiting(office: Office) -> list[str]:
    """What the office has that is kept but not active yet: parts with how many, then fields."""
    parts = [
        f"{part} ({len(items(office, part))})"
        for part in ONE
        if part not in ACTIVE and items(office, part)
    ]
    return [*parts, *dict.fromkeys(_fields(office))]


def _fields(office: Office) -> Iterator[str]:
    for part, active in ACTIVE.items():
        listed = (office.center,) if part == "center" else items(office, part)
        for item in listed:
            yield from (f"{part}.{name}" for name in _given(item) if name not in active)
            if isinstance(item, CheckIn) and item.mode is Mode.PERSONAL:
                yield "checkins.mode personal"


def _given(item: object) -> Iterator[str]:
    if item is None:
        return
    for field in fields(item):  # type: ignore[arg-type]  # every item is a dataclass
        if field.default is MISSING or getattr(item, field.name) != field.default:
            yield field.name
