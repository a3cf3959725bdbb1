"""The office as YAML that a person likes to read: always the same text for the same office."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.office.model import Office
from core.office.values import Chosen, Length
from store.yaml.plain_words import misread

WIDEST = 90  # A list or block that fits in so many characters stays on one line.
PLAIN = re.compile(r"[A-Za-z0-9](?:[\w .,/@()+’–-]*[\w.)+@])?")
PLAIN_IN_LIST = re.compile(r"[A-Za-z0-9][\w./@+-]*(?: [\w./@+-]+)*")


def write(office: Office) -> str:
    """The file's text. Reading it gives the same office, and writing that the same text."""
    parts = plain(office)
    return "\n".join(_part(name, part) for name, part in parts.items()) or "{}\n"


def plain(value: Any) -> Any:
    """The value as dictionaries, lists, text, whole numbers, amounts, days and booleans.

    Left out is what was not given, and a number that is the usual one; other defaults are written.
    """
    match value:
        case Chosen(word=word, items=items):
            return list(items) if word is None else word
        case Length(written=text) | (StrEnum() as text):
            return str(text)
        case tuple():
            return [plain(item) for item in value]
    if not is_dataclass(value):
        return value
    kind: Any = type(value)
    if (word := getattr(kind, "WORD", None)) and value == kind():
        return word
    given = {
        field.name: getattr(value, field.name) for field in fields(value) if _says(field, value)
    }
    return {name: plain(item) for name, item in given.items()}


def _says(field: Field[Any], record: Any) -> bool:
    value = getattr(record, field.name)
    usual_number = type(value) is int and value == field.default  # every_weeks: 1
    empty = value == () and field.default is not None  # where nothing is the default, () says more
    return value is not None and not empty and not usual_number


def _part(name: str, part: Any) -> str:
    if isinstance(part, dict):
        return "\n".join([f"{name}:", *_block(part, "  "), ""])
    listed = [line for item in part for line in _dashed(item, "  ")]
    return "\n".join([f"{name}:", *listed, ""])


def _dashed(record: dict[str, Any], indent: str) -> Iterator[str]:
    for position, line in enumerate(_block(record, f"{indent}  ")):
        yield line if position else f"{indent}- {line[len(indent) + 2 :]}"


def _block(record: dict[str, Any], indent: str) -> Iterator[str]:
    for name, value in record.items():
        start = f"{indent}{name}:"
        if not isinstance(value, dict | list):
            yield f"{start} {_text_lines(value, indent)}"
        elif name != "leaders" and len(line := f"{start} {_flow(value)}") <= WIDEST:
            yield line
        elif isinstance(value, dict):
            yield start
            yield from _block(value, f"{indent}  ")
        else:
            yield start
            yield from (line for item in value for line in _listed(item, f"{indent}  "))


def _listed(item: Any, indent: str) -> Iterator[str]:
    line = f"{indent}- {_flow(item)}"
    if isinstance(item, dict) and len(line) > WIDEST:
        yield from _dashed(item, indent)
    else:
        yield line


def _flow(value: Any, shape: re.Pattern[str] = PLAIN_IN_LIST) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        return format(Decimal(str(value)), "f")  # never with an exponent, which is read as a word
    if isinstance(value, int | date):
        return str(value)
    return value if shape.fullmatch(value) and not misread(value) else _quoted(value)


def _text_lines(value: Any, indent: str) -> str:
    if not isinstance(value, str) or "\n" not in value or not _fits_block(value):
        return _flow(value, PLAIN)
    return "|-\n" + "\n".join(f"{indent}  {line}".rstrip() for line in value.split("\n"))


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    return not text.startswith((" ", "\n")) and all(
        line == line.rstrip() and not any(map(_odd, line)) for line in lines
    )


def _odd(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "CZ" and letter != " "


def _quoted(text: str) -> str:
    return "".join(
        f"\\U{ord(letter):08x}" if _odd(letter) and ord(letter) > 31 else letter
        for letter in json.dumps(text, ensure_ascii=False)
    )
