"""A sensitivity label, which no application may set: Graph takes it from a signed-in person only.

See https://learn.microsoft.com/graph/api/group-update, assignedLabels.
"""

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
    title="Label {label} by hand",
    done="{label} was labelled by hand",
    needs="",
    reads=(Read.CHANNELS,),  # for the link
    order=99,
)
