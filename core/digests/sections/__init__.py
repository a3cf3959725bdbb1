"""What a digest can tell: one file a section, its name is the id, each with a `SECTION`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.digests.model import Facts


class Sign(StrEnum):
    """The shape before an entry; its words say the same. `doubted` is a green that is none."""

    RED = "red"
    AMBER = "amber"
    DOUBTED = "doubted"
    GREY = "grey"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a section tells.

    `title`, `why` and `of` (the project or initiative that it belongs to) are in somebody's own
    words, all else in ours: `lead` before the title, `says` after it, `small` in parts below, and
    `more` where there is room. An entry without a title is a line by itself. `wants` (the id of
    something wanted) gives it Yes and No, `asks` (a project's id) Ask.
    """

    title: str = ""
    says: str = ""
    lead: str = ""
    why: str = ""
    of: str = ""
    small: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    sign: Sign | None = None
    wants: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Tells one kind of thing, worst first; without entries the section is absent.

    Sections stand by `order`. The first page has one screen for all of them, and shows the first
    `most` entries; the list behind it has the others.
    """

    write: Callable[[Facts], Sequence[Entry]]
    title: str
    order: int
    most: int = 1
