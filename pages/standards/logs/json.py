"""The log for programs."""

from collections.abc import Iterator, Sequence
from json import dumps

from core.standards.changes.model import Entry
from pages.kit.formats import FileFormat
from pages.standards.logs import line


def write(entries: Sequence[Entry]) -> Iterator[str]:
    """One entry a line, oldest first."""
    yield '{"log": ['
    before = "\n"
    for each in entries:
        yield f"{before}  {dumps(line(each))}"
        before = ",\n"
    yield "\n]}\n" if entries else "]}\n"


FORMAT = FileFormat(write, title="for programs: one entry a line")
