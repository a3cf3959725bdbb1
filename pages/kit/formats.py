"""Formats of a thing: one file a format in a folder, read only as far as it is asked for."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, ParamSpec

from core.errors import InputError, SetupError
from core.registry import defined
from core.suggest import quoted

P = ParamSpec("P")
ENDINGS = {
    "md": "markdown",
    "txt": "table",
    "htm": "html",
    "xml": "junit",
}  # where the ending is not the format's own name


@dataclass(frozen=True, slots=True)
class FileFormat(Generic[P]):
    """Writes a thing, piece by piece. `title` is its line in a list of formats.

    With `marked` a file begins with the mark of UTF-8 (a byte order mark), for programs that take
    a file without it for another encoding; a pipe never does. What is `binary` is bytes, and no
    terminal gets it. With `trends` it also tells of the runs before.
    """

    write: Callable[P, Iterable[str | bytes]]
    title: str
    marked: bool = False
    binary: bool = False
    trends: bool = False


def names(folder: ModuleType) -> list[str]:
    """Every format there is; none of them is imported."""
    return sorted(info.name for info in pkgutil.iter_modules(folder.__path__))


def find(folder: ModuleType, name: str) -> FileFormat[Any]:
    """The format of that name, which alone is imported. Raises SetupError for one that is none."""
    if name not in names(folder):
        raise SetupError(f"There is no format {name}: name one of {', '.join(names(folder))}.")
    return defined(importlib.import_module(f"{folder.__name__}.{name}"), "FORMAT", FileFormat)


def by_ending(folder: ModuleType, file: Path | None, usual: str) -> str:
    """The format that a file's ending asks for; the usual one without a file or an ending.

    Raises InputError for an ending that is none of them.
    """
    ending = file.suffix.removeprefix(".").lower() if file else ""
    if not ending:
        return usual
    wanted = ENDINGS.get(ending, ending)
    known = names(folder)
    if wanted not in known:
        own = {format_: ending for ending, format_ in ENDINGS.items() if format_ != "html"}
        endings = ", ".join(f".{own.get(each, each)}" for each in known)
        raise InputError(
            f"There is no format {quoted(ending)}. Name a file that ends as one of these: "
            f"{endings}; or say which by --format."
        )
    return wanted
