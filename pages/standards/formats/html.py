"""The run as one page for a person with ten minutes: it works offline and fetches nothing."""

from collections.abc import Iterator

from core.standards.model import Audited
from core.standards.reports.causes import by_cause
from pages.kit.formats import FileFormat
from pages.standards import page
from pages.standards.formats import Context


def write(audited: Audited, context: Context) -> Iterator[str]:
    """Figures and what to do first, then every finding by team; readable without its script."""
    return page.pieces(by_cause(audited), context)


FORMAT = FileFormat(
    write, title="for reading: one page with charts, offline and for print", trends=True
)
