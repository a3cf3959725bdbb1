"""Whom an office names, wherever in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from core.office.model import Office
from core.office.values import Chosen
from core.office.written import PersonName

_PERSON = get_args(PersonName)[1]


def everybody(office: Office) -> set[str]:
    """Every name of a person, as the file writes it: whatever field is one for people is asked."""
    return set(_named(office))


def _named(record: Any) -> Iterator[str]:
    for field in fields(record):
        for value in _each(getattr(record, field.name)):
            if is_dataclass(value):
                yield from _named(value)
            elif isinstance(value, str) and _is_for_people(field.type):
                yield value


def _each(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Chosen):
        return value.items
    return value if isinstance(value, tuple) else (value,)


def _is_for_people(kind: Any) -> bool:
    """Whether the form of a person's name is anywhere in an annotation."""
    found = kind is _PERSON or getattr(kind, "form", None) is _PERSON
    return found or any(map(_is_for_people, get_args(kind)))
