"""Settings that a file holds, as containers are given their secrets: `NAME_FILE` is its path."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic.fields import FieldInfo

from bot.setting_values import FROM_FILE
from core.errors import SetupError

ENDING = "_file"
LONGEST = 64 * 1024  # bytes; no secret or address is longer


def replaced(
    given: Mapping[str, str], fields: Mapping[str, FieldInfo], prefix: str
) -> tuple[dict[str, str], frozenset[str]]:
    """`given` with what the named files hold, and the settings for which a file was read.

    Only a secret and an address may be in a file. Raises SetupError naming the setting whose file
    cannot be used, or that is given twice; nothing of what a file holds is in the sentence.
    """
    values = dict(given)
    named = [name for name in fields if given.get(name + ENDING) and _may_be_in_file(fields[name])]
    for name in named:
        setting, path = f"{prefix}{name}{ENDING}".upper(), Path(values.pop(name + ENDING))
        if values.get(name):
            raise SetupError(f"{setting} cannot stand beside {prefix}{name.upper()}: remove one.")
        try:
            values[name] = _value(path)
        except OSError as error:
            raise SetupError(f"{setting}: {path} cannot be read ({error.strerror}).") from error
        except ValueError as error:
            raise SetupError(f"{setting}: {path} {error}.") from error
    return values, frozenset(named)


def names(fields: Mapping[str, FieldInfo]) -> list[str]:
    """Every name that may be set: the fields', and the files' of those that may be in one."""
    return [*fields, *(name + ENDING for name in fields if _may_be_in_file(fields[name]))]


def _may_be_in_file(field: FieldInfo) -> bool:
    """Whether it is a secret or an address."""
    return FROM_FILE in field.metadata or FROM_FILE in _marks(field.annotation)


def _marks(annotation: object) -> list[object]:
    """All that stands beside the types of a union, as `Annotated` has it."""
    parts = getattr(annotation, "__args__", ())
    return [mark for part in parts for mark in getattr(part, "__metadata__", ())]


def _value(path: Path) -> str:
    """The one line of a file, without the space around it; raises OSError and ValueError.

    A pipe that nobody writes to is refused instead of waited for.
    """
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise ValueError("is no file")
        with os.fdopen(os.dup(file), "rb") as opened:
            held = opened.read(LONGEST + 1)
    finally:
        os.close(file)
    if len(held) > LONGEST:
        raise ValueError("is larger than 64 KB")
    text = held.decode("utf-8-sig", errors="replace").strip()
    if not text:
        raise ValueError("is empty")
    if "\0" in text or "\N{REPLACEMENT CHARACTER}" in text or len(text.splitlines()) > 1:
        raise ValueError("must hold one line of UTF-8 text")
    return text
