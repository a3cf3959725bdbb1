"""Rows for a spreadsheet, with nothing in them that it would calculate."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from pages.kit.text import neutral

Cell = str | int | float | bool | tuple[str, ...] | None

# What spreadsheets take for the start of a formula, also in its full-width and small forms
# (owasp.org/www-community/attacks/CSV_Injection).
FORMULA = tuple("=+-@＝＋－＠﹦﹢﹣﹫")
_ANY = re.compile(f"[{re.escape(''.join(FORMULA))}]")  # most texts have none, which is told soon
# Where a cell may begin for a program that takes another sign for the separator, or that ends a
# row inside of quotes; blanks, quotes and what nobody sees may stand between it and the formula.
_BEGINS = re.compile(
    r"(^|[,;|\t\r\n])(?=(?:[^\S\t\r\n]|[\"\ufeff\u200b-\u200d\u2060])*["
    + re.escape("".join(FORMULA))
    + "])"
)


def row(cells: Iterable[Cell]) -> str:
    """RFC 4180: commas, CRLF. What would be a formula starts with an apostrophe, also where it
    begins a cell only for a reader with another separator."""
    line = StringIO(newline="")
    csv.writer(line).writerow([safe(cell) for cell in cells])
    return line.getvalue()


def safe(cell: Cell) -> str | int | float:
    """Numbers stay numbers; of text nothing is left that a spreadsheet or a terminal would obey."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, tuple):
        cell = "; ".join(cell)
    text = neutral(cell or "", keep="\t\r\n")
    marked = _BEGINS.sub(r"\1'", text) if _ANY.search(text) else text
    return f"'{marked}" if marked.startswith(("\t", "\r", "\n")) else marked
