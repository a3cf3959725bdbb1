"""The office file: text in, an office or all its mistakes out; an office in, text out."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

from core.errors import OfficeError
from core.office.checks import check
from core.office.model import Office
from core.office.references import ITEMS, ContentNames, Path, items, key
from store.office import zones
from store.office.places import contradictions, country
from store.office.reader import read_office, unread
from store.office.writer import write
from store.yaml.reader import TreeReader, told
from store.yaml.tree import Mistake, Position, parse

__all__ = ["OfficeFile", "read", "read_file", "write"]


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """An office as it was read, with the places to which its mistakes belong.

    `office` is whole only when `check` raises nothing.
    """

    name: str
    office: Office
    reader: TreeReader

    def check(
        self,
        kept: Office | None = None,
        *,
        without: frozenset[tuple[str, str]] = frozenset(),
        content: ContentNames | None = None,
    ) -> Office:
        """The office that the file and what is `kept` make together, less what goes (`without`:
        part and id). Raises OfficeError with every mistake, in the file's order."""
        merged = merge(self.office, kept or Office(), without)
        problems = check(merged, content=content, unread=unread(self.reader))
        mistakes = list(self.reader.mistakes)
        elsewhere = []
        for problem in problems:
            label = next(part for part in reversed(problem.path) if isinstance(part, str))
            says = f"{label}: {problem.says}"
            if not self._has(problem.path):
                elsewhere.append(_kept_mistake(merged, problem.path, says))
            elif self.reader.spoiled.isdisjoint((problem.path, *problem.of)):
                mistakes.append(Mistake(self.reader.place(problem.path), says))
        _raise(self.name, mistakes, elsewhere)
        return merged

    def _has(self, path: Path) -> bool:
        if path[0] == "center":
            return self.office.center is not None
        return isinstance(path[1], int) and path[1] < len(items(self.office, str(path[0])))


def read_file(data: bytes, name: str = "office.yaml", tenants: Collection[str] = ()) -> OfficeFile:
    """Read YAML or JSON; `tenants` are ours, where they are known. Raises OfficeError at once where
    it is neither; mistakes in what it says are raised by `check`, which sees it together with what
    is already there."""
    node, mistakes = parse(data)
    if node is None:
        empty = Mistake(Position(), "The file is empty. Write at least one part, like center:.")
        _raise(name, mistakes or [empty], [])
    reader = TreeReader(zones.explaining(country(node)))
    reader.mistakes.extend(mistakes)
    office = read_office(reader, node) if node else Office()
    for at, says in contradictions(node, tenants):
        reader.say(at, says)
    return OfficeFile(name, office, reader)


def read(data: bytes, name: str = "office.yaml") -> Office:
    """The office of a file that stands for itself. Raises OfficeError with every mistake."""
    return read_file(data, name).check()


def merge(office: Office, kept: Office, without: frozenset[tuple[str, str]]) -> Office:
    """The file's items first, then those that are kept and not in the file nor in `without`."""
    parts = {}
    for field in fields(Office):
        if field.name in ITEMS:
            new = items(office, field.name)
            ids = {key(item) for item in new} | {id_ for part, id_ in without if part == field.name}
            old = (item for item in items(kept, field.name) if key(item) not in ids)
            parts[field.name] = (*new, *old)
    return replace(Office(center=office.center or kept.center), **parts)  # type: ignore[arg-type]


def _kept_mistake(office: Office, path: Path, says: str) -> str:
    item = office.center if path[0] == "center" else items(office, str(path[0]))[int(path[1])]
    return f"{path[0]} {key(item)} (imported before): {says}".replace("  ", " ")


def _raise(name: str, mistakes: list[Mistake], elsewhere: list[str]) -> None:
    if lines := told(name, mistakes, elsewhere):
        raise OfficeError(lines)
