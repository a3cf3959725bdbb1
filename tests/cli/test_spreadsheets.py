"""Our files calculate nothing, whichever separator a reader's program takes them to have."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.kit.spreadsheets import FORMULA, row, safe

HARM = st.text("ab=+-@＝－;,|\t\r\n \"'", max_size=12) | st.text(max_size=12)
CELLS = HARM | st.integers(0, 99) | st.floats(0, 9) | st.lists(HARM, max_size=3).map(tuple)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
@settings(max_examples=300, deadline=None)
def test_no_cell_is_a_formula(separator: str, rows: list[list[str | int]]) -> None:
    text = "".join(map(row, rows))

    read = csv.reader(StringIO(text, newline=""), delimiter=separator)
    assert not [cell for line in read for cell in line if cell.lstrip(' "').startswith(FORMULA)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("see;=1+1", "see;'=1+1"),
        ("see; @home", "see;' @home"),
        ("a\t=1", "a\t'=1"),
        ("Done:\n- one\n- two", "Done:\n'- one\n'- two"),
        ('x;"=1"', 'x;\'"=1"'),
        ("a,=1|+2", "a,'=1|'+2"),
        (" =1", "' =1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("one; two, three - four", "one; two, three - four"),
        ("a-b; c=d", "a-b; c=d"),
    ],
)
def test_what_stands_before_it_makes_no_difference(text: str, kept: str) -> None:
    assert safe(text) == kept


def test_numbers_stay_numbers() -> None:
    assert row([-1, 0.5, True, None]) == "-1,0.5,yes,\r\n"
