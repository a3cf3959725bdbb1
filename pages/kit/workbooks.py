"""Excel workbooks that are written row by row, in which nothing is a formula or a link."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from pages.kit.spreadsheets import Cell
from pages.kit.text import xml

# Excel's own limits (support.microsoft.com, "Excel specifications and limits").
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
PIECE = 65_536
_PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, heads, the widths of its columns in letters, and its rows as they come.

    More rows than a sheet takes go on in a next one.
    """

    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Cell | datetime]]


def workbook(sheets: Iterable[Sheet], most: int = MOST_ROWS) -> Iterator[bytes]:
    """The file in pieces. It is made on disk, so that no number of rows has to be held.

    `most` rows are in a sheet, with its heads.
    """
    with TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, _PLAIN)
        looks = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for sheet in sheets:
            _write(book, sheet, looks, most)
        book.close()
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write(book: Any, sheet: Sheet, looks: dict[str, Any], most: int) -> None:
    """In a sheet, and in further ones where it is full."""
    made, line, number = _begun(book, sheet, sheet.name, looks), 1, 1
    for cells in sheet.rows:
        if line == most:
            _ended(made, sheet, line)
            number += 1
            made, line = _begun(book, sheet, f"{sheet.name} {number}", looks), 1
        for column, cell in enumerate(cells):
            _put(made, line, column, cell, looks)
        line += 1
    _ended(made, sheet, line)


def _begun(book: Any, sheet: Sheet, name: str, looks: dict[str, Any]) -> Any:
    made = book.add_worksheet(name)
    for column, width in enumerate(sheet.widths):
        made.set_column(column, column, width)
    made.freeze_panes(1, 0)
    for column, head in enumerate(sheet.heads):
        made.write_string(0, column, head, looks["head"])
    return made


def _ended(made: Any, sheet: Sheet, line: int) -> None:
    if line > 1:
        made.autofilter(0, 0, line - 1, len(sheet.heads) - 1)


def _put(made: Any, line: int, column: int, cell: Cell | datetime, looks: dict[str, Any]) -> None:
    match cell:
        case None | "" | ():
            return
        case datetime():
            when = cell.astimezone(UTC).replace(tzinfo=None)
            made.write_datetime(line, column, when, looks["time"])
        case bool():
            made.write_string(line, column, "yes" if cell else "no")
        case int() | float():
            made.write_number(line, column, cell)
        case tuple():
            made.write_string(line, column, _text("; ".join(cell)))
        case _:
            made.write_string(line, column, _text(cell))


def _text(text: str) -> str:
    """As much as a cell takes."""
    whole = xml(text)
    return whole if len(whole) <= MOST_LETTERS else f"{whole[: MOST_LETTERS - 1]}…"
