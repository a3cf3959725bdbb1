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

    `title` is in somebody's own words, `says` in ours, and `small` has parts that are told below.
    With a `figure` it stands in the row of figures at the end, and `title` is what that means.
    `wants` (the id of something wanted) gives it Yes, No and Ask; `asks` (a project's id) gives it
    Ask.
    """

    title: str
    says: str = ""
    small: tuple[str, ...] = ()
    sign: Sign | None = None
    figure: str = ""
    wants: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Tells one kind of thing, worst first; without entries the section is absent.

    Sections stand by `order`, and the first page shows the first `most` entries.
    """

    write: Callable[[Facts], Sequence[Entry]]
    title: str
    order: int
    most: int = 3
