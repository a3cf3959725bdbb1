"""What of an office file the product already acts on; the rest is kept, and said to be waiting."""

from collections.abc import Iterator
from dataclasses import MISSING, fields

from core.office.model import CheckIn, Mode, Office
from core.office.references import ITEMS, items


def waiting(office: Office) -> list[str]:
    """What the office has that is kept but not active yet: parts with how many, then fields."""
    parts = [
        f"{part} ({len(items(office, part))})"
        for part in ITEMS
        if part in Office.WAITS and items(office, part)
    ]
    return [*parts, *dict.fromkeys(_fields(office))]


def _fields(office: Office) -> Iterator[str]:
    listed = {part: items(office, part) for part in ITEMS if part not in Office.WAITS}
    for part, records in {"center": (office.center,), **listed}.items():
        for record in records:
            waits = getattr(record, "WAITS", ())
            yield from (f"{part}.{name}" for name in _given(record) if name in waits)
            if isinstance(record, CheckIn) and record.mode is Mode.PERSONAL:
                yield "checkins.mode personal"


def _given(record: object) -> Iterator[str]:
    if record is None:
        return
    for field in fields(record):  # type: ignore[arg-type]  # every record is a dataclass
        if field.default is MISSING or getattr(record, field.name) != field.default:
            yield field.name
