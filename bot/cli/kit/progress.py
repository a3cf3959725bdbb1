"""How far a long piece of work is: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from core.standards.ports import Progress

if TYPE_CHECKING:
    import rich.progress

STEPS = 10  # lines for one kind of work, where there is no terminal


@contextmanager
def shown(stream: TextIO, doing: str = "Reading") -> Iterator[Progress]:
    """Show it on `stream` until the end of the block; what is left of a bar is taken away."""
    if not stream.isatty():
        yield _Lines(stream, doing)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    left = TimeRemainingColumn(compact=True, elapsed_when_finished=True)
    with Bars(*columns, left, console=Console(file=stream), transient=True) as bars:
        yield _Bars(bars, doing)


class _Lines:
    """`Reading channels: 400 of 1000`, as it begins, at every tenth of the way and at its end."""

    def __init__(self, stream: TextIO, doing: str) -> None:
        self._stream = stream
        self._doing = doing
        self._told: dict[str, int] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        step = done * STEPS // total if total else STEPS
        if step <= self._told.get(what, -1):
            return
        self._told[what] = step
        self._stream.write(f"{self._doing} {what}: {done} of {total}\n")
        self._stream.flush()


class _Bars:
    """One bar for each kind of work."""

    def __init__(self, bars: "rich.progress.Progress", doing: str) -> None:
        self._bars = bars
        self._doing = doing
        self._tasks: dict[str, rich.progress.TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(f"{self._doing} {what}", total=total)
        self._bars.update(self._tasks[what], completed=done, total=total)
