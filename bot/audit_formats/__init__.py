"""How an audit can be written down: one file a format, its name is what `--format` takes."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from core.errors import SetupError
from core.standards.model import Audited, Run, Standard


@dataclass(frozen=True, slots=True)
class Context:
    """What a format may say beside the run itself.

    `history` are the latest whole runs against the same standards, oldest first. `not_read` has the
    names of the teams of which something was not read, by reason. `columns` is the width of the
    terminal it is written for; None for a file or a pipe, where nothing is coloured.
    """

    organisation: str
    zone: tzinfo
    standards: Mapping[str, Standard]
    history: Sequence[Run] = ()
    not_read: Mapping[str, Sequence[str]] = field(default_factory=dict)
    columns: int | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """Writes a run, piece by piece. `title` is its line in `list formats`.

    With `marked` a file begins with the mark of UTF-8 (a byte order mark), for programs that take
    a file without it for another encoding; a pipe never does.
    """

    write: Callable[[Audited, Context], Iterable[str]]
    title: str
    marked: bool = False


def names() -> list[str]:
    """Every format there is; none of them is imported."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__))


def find(name: str) -> Format:
    """The format of that name, which alone is imported."""
    module = importlib.import_module(f"{__name__}.{name}")
    found = getattr(module, "FORMAT", None)
    if not isinstance(found, Format):
        raise SetupError(f"{module.__name__} must define FORMAT as a Format.")
    return found
