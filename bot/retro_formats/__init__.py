"""How a retro can be written down: one file a format, its name is what `--format` takes."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.errors import SetupError
from core.retros.model import Action, Note, Retro
from core.retros.voting import by_prompt


@dataclass(frozen=True, slots=True)
class Whole:
    """A retro with its notes and actions. While notes or votes are hidden, they are so here."""

    retro: Retro
    notes: Sequence[Note]
    actions: Sequence[Action]

    def ordered(self) -> list[Note]:
        """The notes prompt by prompt, in each with most votes first."""
        return by_prompt(self.notes, self.retro.format)


@dataclass(frozen=True, slots=True)
class Format:
    """Writes a retro, piece by piece. `title` is its line in a list of formats.

    With `marked` a file begins with the mark of UTF-8 (a byte order mark), for programs that take
    a file without it for another encoding; a pipe never does.
    """

    write: Callable[[Whole], Iterator[str]]
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
