"""The run as one page for a person with ten minutes: it works offline and fetches nothing."""

from collections.abc import Iterator

from bot.audit_formats import Context, Format
from bot.auditing import page
from core.standards.model import Audited


def write(audited: Audited, context: Context) -> Iterator[str]:
    """Figures and what to do first, then every finding by team; readable without its script."""
    return page.pieces(audited, context)


FORMAT = Format(write, title="for reading: one page with charts, offline and for print")
