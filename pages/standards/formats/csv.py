"""The findings for a spreadsheet, one a row, with nothing in them that it would calculate."""

from collections.abc import Iterator

from core.standards.model import Audited
from pages.kit.formats import FileFormat
from pages.kit.spreadsheets import row
from pages.standards.columns import COLUMNS, cells
from pages.standards.formats import Context


def write(audited: Audited, context: Context) -> Iterator[str]:
    """A header, then a finding a row."""
    del context
    yield row(COLUMNS)
    for each in audited.findings:
        yield row(cells(each, audited))


# Excel takes a file without the mark for the machine's old encoding and garbles names.
FORMAT = FileFormat(write, title="for a spreadsheet: one finding a row", marked=True)
