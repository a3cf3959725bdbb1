"""Rows fitted to a terminal: wrapped in their columns, in colours where it has them."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from core.standards.model import Outcome
from pages.standards.rows import Row

NARROW, WIDE = 60, 200  # columns; a line longer than that is hard to read
ROOMY = 110  # from here on titles need not be broken
STYLES = {Outcome.UNKNOWN: "magenta", Outcome.WAIVED: "dim", Outcome.PASSED: "green"}


class Terminal:
    """`title` and `standard` are the lengths of the longest; 0: not shown.

    The names of standards are left out where there is no room. Colours follow TERM and NO_COLOR.
    """

    def __init__(self, columns: int, title: int, standard: int) -> None:
        self._width = min(max(columns, NARROW), WIDE)
        self._roomy = columns >= ROOMY
        self._title = title if self._roomy else min(title, 20)
        self._standard = standard if self._roomy else 0

    def text(self, lines: Sequence[str]) -> str:
        """Sentences; one that is indented stays so when it is wrapped."""
        return self._rendered([_sentence(line) for line in lines])

    def team(self, name: str, team_id: str, rows: Sequence[Row]) -> str:
        """One team with its rows."""
        table = self._table()
        for row in rows:
            table.add_row(*self._cells(row))
        head = Text.assemble("\n", (name, "bold"), (f"  {team_id}".rstrip(), "dim"))
        return self._rendered([head, Padding(table, (0, 0, 0, 2))])

    def heads(self, row: Row) -> str:
        """What the columns are, once above all teams."""
        table = self._table()
        table.add_row(*(Text(each.plain, style="dim") for each in self._cells(row)))
        return self._rendered([Text(), Padding(table, (0, 0, 0, 2))])

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2 if self._roomy else 1, 0, 0))
        for width in (6, 8, 8, *([self._standard] if self._standard else [])):
            table.add_column(width=width, no_wrap=True)
        table.add_column(width=self._title)
        table.add_column(overflow="fold")
        return table

    def _cells(self, row: Row) -> list[Text]:
        failed = row.outcome is Outcome.FAILED
        loud = ("bold red" if row.must else "yellow") if failed else ""
        style = STYLES.get(row.outcome, "")
        standard = [Text(row.standard, style=style or "dim")] if self._standard else []
        return [
            Text(row.level, style=loud or style),
            Text(row.severity, style=style),
            Text(row.age, style=style or "dim"),
            *standard,
            Text(row.title, style=style),
            Text(row.says, style=style),
        ]

    def _rendered(self, parts: Sequence[RenderableType]) -> str:
        out = StringIO()
        console = Console(
            file=out,
            width=self._width,
            force_terminal=True,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )
        for part in parts:
            console.print(part)
        return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def _sentence(line: str) -> RenderableType:
    indented = len(line) - len(line.lstrip(" "))
    return Padding(Text(line.strip()), (0, 0, 0, indented))
