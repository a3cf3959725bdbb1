"""How an audit can be written down: one file a format, its name is what `--format` takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from core.standards.model import Run, Standard
from core.standards.reports.trends import Trends


@dataclass(frozen=True, slots=True)
class Context:
    """What a format may say beside the run itself.

    `history` are the latest whole runs against the same standards, oldest first. `not_read` has the
    names of the teams of which something was not read, by reason. `columns` is the width of the
    terminal it is written for; None for a file or a pipe, where nothing is coloured. `trends` go
    over the runs of `history`; None where nobody needs them.
    """

    organisation: str
    zone: tzinfo
    standards: Mapping[str, Standard]
    history: Sequence[Run] = ()
    not_read: Mapping[str, Sequence[str]] = field(default_factory=dict)
    columns: int | None = None
    trends: Trends | None = None
