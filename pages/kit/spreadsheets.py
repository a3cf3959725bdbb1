"""Rows for a spreadsheet, with nothing in them that it would calculate."""

import csv
from collections.abc import Iterable
from io import StringIO

from pages.kit.text import neutral

Cell = str | int | float | bool | tuple[str, ...] | None

# What spreadsheets take for the start of a formula, also in their full-width forms
# (owasp.org/www-community/attacks/CSV_Injection).
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def row(cells: Iterable[Cell]) -> str:
    """RFC 4180: commas, CRLF. What would be a formula starts with an apostrophe."""
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
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
