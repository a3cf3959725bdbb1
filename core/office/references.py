"""Who names whom in an office: every reference leads somewhere, and no name stands twice."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from core.office.forms import In, Of
from core.office.model import Leader, Measurement, Office
from core.office.values import Chosen, Length
from core.suggest import did_you_mean, quoted

Path = tuple[str | int, ...]
ContentNames = Mapping[str, Collection[str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake and where it is: the part, the number of the item (from 0), the field.

    It is none where one of the values `of` which it is said was not read: that is told already.
    """

    path: Path
    says: str
    of: tuple[Path, ...] = ()


# Every part that is a list, and the class of its items.
ITEMS: Mapping[str, Any] = MappingProxyType(
    {field.name: get_args(field.type)[0] for field in fields(Office) if field.name != "center"}
)


def called(part: str) -> str:
    """What one item of a part is called."""
    kind = ITEMS[part]
    return str(getattr(kind, "CALLED", kind.__name__.lower()))


def items(office: Office, part: str) -> tuple[object, ...]:
    """The items of a part that is a list."""
    found: tuple[object, ...] = getattr(office, part)
    return found


def key(item: object) -> str:
    """What tells an item from the others of its part: its id; a person's name in small letters."""
    written: str | None = getattr(item, "id", None) or getattr(item, "person", None)
    return (written or "").casefold()


def names(office: Office, part: str) -> set[str]:
    """The keys of a part's items."""
    return {key(item) for item in items(office, part)} - {""}


def duplicates(office: Office) -> Iterator[Problem]:
    """Items of one part with the same id."""
    for part in ITEMS:
        seen: set[str] = set()
        field = "person" if part == "people" else "id"
        for position, item in enumerate(items(office, part)):
            if key(item) in seen:
                says = f"{quoted(key(item))} stands twice in {part}. Rename one, or remove it."
                yield Problem((part, position, field), says)
            seen |= {key(item)} - {""}


def repeated(office: Office) -> Iterator[Problem]:
    """Lists inside an item that name the same thing twice."""
    for path, record in _records(office):
        for field in fields(record):  # type: ignore[arg-type]  # every record is a dataclass
            value = getattr(record, field.name)
            listed = value.items if isinstance(value, Chosen) else value
            if isinstance(listed, tuple):
                yield from _twice((*path, field.name), listed)


def _records(office: Office) -> Iterator[tuple[Path, object]]:
    if office.center:
        yield ("center",), office.center
        for position, leader in enumerate(office.center.leaders):
            yield ("center", "leaders", position), leader
    for part in ITEMS:
        for position, item in enumerate(items(office, part)):
            yield (part, position), item
            if respondents := getattr(item, "respondents", None):
                yield (part, position, "respondents"), respondents


def _twice(path: Path, listed: tuple[object, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, value in enumerate(listed):
        sign = _sign(value)
        if sign and sign in seen:
            yield Problem((*path, position), f"{quoted(sign)} stands twice here. Remove one.")
        seen.add(sign)


def _sign(value: object) -> str:
    match value:
        case str(text) | Leader(person=text) | Length(written=text):
            return (text or "").casefold()
        case Measurement(on=day) if day:
            return day.isoformat()
        case _:
            return ""


def unknown(office: Office, unread: Collection[str]) -> Iterator[Problem]:
    """References that lead nowhere. Those into the parts `unread` are not judged."""
    for part, field, of in _marked(Of):
        known = names(office, of.part)
        for path, name in _named(office, part, field):
            if of.part not in unread and name not in known:
                yield Problem(path, _missing(called(of.part), name, known))
    yield from _scopes(office, unread)


def _scopes(office: Office, unread: Collection[str]) -> Iterator[Problem]:
    if not office.center or {"objectives", "initiatives"} & set(unread):
        return
    known = names(office, "objectives") | names(office, "initiatives")
    for position, leader in enumerate(office.center.leaders):
        for index, name in enumerate(leader.scope.items):
            if name not in known:
                path = ("center", "leaders", position, "scope", index)
                yield Problem(path, _missing("objective or initiative", name, known))


def absent_content(office: Office, content: ContentNames) -> Iterator[Problem]:
    """Names of question sets, formats and standards that are in none of the files there are."""
    for part, field, within in _marked(In):
        known = content.get(within.folder)
        for path, name in _named(office, part, field):
            if known is not None and name not in known:
                hint = did_you_mean(name, known)
                says = f"There is no {quoted(name)} in the folder content/{within.folder}.{hint}"
                yield Problem(path, f"{says} Name one that is there.")


def _marked(mark: type[T]) -> Iterator[tuple[str, str, T]]:
    """Part, field and mark of every field whose annotation has such a mark."""
    for part, kind in ITEMS.items():
        for field in fields(kind):
            yield from ((part, field.name, each) for each in _marks(field.type, mark))


def _marks(kind: Any, mark: type[T]) -> Iterator[T]:
    yield from (each for each in getattr(kind, "__metadata__", ()) if isinstance(each, mark))
    for part in get_args(kind):
        yield from _marks(part, mark)


def _named(office: Office, part: str, field: str) -> Iterator[tuple[Path, str]]:
    for position, item in enumerate(items(office, part)):
        path: Path = (part, position, field)
        value = getattr(item, field)
        listed = value.items if isinstance(value, Chosen) else value
        if isinstance(listed, tuple):
            yield from (((*path, index), name) for index, name in enumerate(listed))
        elif listed is not None:
            yield path, listed


def _missing(kind: str, name: str, known: Collection[str]) -> str:
    hint = did_you_mean(name, known)
    return f"There is no {kind} {quoted(name)}.{hint} Add it, or name one that is there."
