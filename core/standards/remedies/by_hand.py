"""What no application may write, and what is for people to decide: merging, leaving, renaming."""

from collections.abc import Iterable

from core.standards.changes.model import Thing
from core.standards.model import Finding
from core.standards.reads import Read
from core.standards.remedies import Facts, Kind, Wish


def wishes(_finding: Finding, _facts: Facts) -> Iterable[Wish]:
    return ()


KIND = Kind(
    wishes,
    thing=Thing.BY_HAND,
    title="Put {label} right by hand",
    done="{label} was put right by hand",
    needs="",
    reads=(Read.CHANNELS,),  # for the link
    order=99,
)
