"""Facts as JSON and back, by the types of their fields, so that a new fact needs nothing here."""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from core.facts import Gap
from core.standards.facts import Account, App, Channel, ChannelMember, Label, Tab, Team
from core.standards.organisation import GroupRules, LifecyclePolicy, Organisation
from core.standards.reads import NOT_ASKED
from core.standards.snapshots.snapshot import LACKING

GAP, DAY, AT = "gap", "day", "at"
KINDS = (
    *(Account, App, Channel, ChannelMember, GroupRules, Label, LifecyclePolicy),
    *(Organisation, Tab, Team),
)

T = TypeVar("T")


class Garbled(Exception):
    """What stands there is none of what its field may be."""


class Packing:
    """Writes people once: a team then names them by number. One for one file, in one direction.

    `names` are the fields of each kind of record, in the order in which a file has them.
    """

    def __init__(self, names: Mapping[str, Sequence[str]] | None = None) -> None:
        self.met: list[Account] = []  # whom to write, or who was read, in order
        self._names = names or {}
        self._hints: dict[type, dict[str, Any]] = {kind: get_type_hints(kind) for kind in KINDS}
        self._numbers: dict[Account, int] = {}
        self._readers: dict[object, Callable[[Any], Any]] = {}

    def packed(self, value: object) -> Any:
        """As JSON knows it. Accounts are met, and become their numbers."""
        match value:
            case str() | int() | float():
                return value
            case Account():
                return self._number(value)
            case Mapping():
                return [[str(key), self.packed(each)] for key, each in value.items()]
            case Sequence():
                return [self.packed(each) for each in value]
        return _marked(value) if type(value) not in KINDS else self.record(value)

    def record(self, value: Any) -> list[Any]:
        """All fields of a record, in their order."""
        return [self.packed(getattr(value, each.name)) for each in fields(value)]

    def unpacked(self, kind: Any, packed: Any) -> Any:
        """A value of this type. Raises Garbled."""
        reader = self._readers.get(kind)
        if reader is None:
            reader = self._readers[kind] = self._reader(kind)
        return reader(packed)

    def made(self, kind: type[T], packed: Any) -> T:
        """A record, with what is newer than the file as unknown. Raises Garbled."""
        names = self._names.get(kind.__name__, ())
        if not isinstance(packed, list) or len(packed) != len(names):
            raise Garbled
        hints = self._hints[kind]
        given = {
            name: self.unpacked(hints[name], each)
            for name, each in zip(names, packed, strict=True)
            if name in hints
        }
        return kind(**_missing(kind, given), **given)

    def _number(self, account: Account) -> int:
        number = self._numbers.setdefault(account, len(self.met))
        if number == len(self.met):
            self.met.append(account)
        return number

    def _reader(self, kind: Any) -> Callable[[Any], Any]:
        origin, parts = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return self._one_of(parts)
        if origin is tuple or origin is Sequence:
            return lambda packed: tuple(self.unpacked(parts[0], each) for each in _list(packed))
        if origin is Mapping:
            return lambda packed: {
                str(key): self.unpacked(parts[1], each) for key, each in map(_pair, _list(packed))
            }
        if kind is Account:
            return self._known
        if kind in KINDS:
            return lambda packed: self.made(kind, packed)
        return _PLAIN.get(kind) or _word(kind)

    def _known(self, packed: Any) -> Account:
        if type(packed) is not int or not 0 <= packed < len(self.met):
            raise Garbled
        return self.met[packed]

    def _one_of(self, kinds: Iterable[Any]) -> Callable[[Any], Any]:
        values = [kind for kind in kinds if kind not in (Gap, types.NoneType)]
        may_miss, may_be_none = Gap in kinds, types.NoneType in kinds

        def read(packed: Any) -> Any:
            if packed is None and may_miss:
                return NOT_ASKED
            if packed == {} and may_be_none:
                return None
            if may_miss and isinstance(packed, dict) and GAP in packed:
                return _gap(packed)
            return self.unpacked(values[0], packed)

        return read


def _missing(kind: type[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is newer than the file: as where it was left out, and never as if it were known."""
    return {each.name: _default(each) for each in fields(kind) if each.name not in given}


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    if field.default is MISSING:
        raise Garbled
    return LACKING if field.default is NOT_ASKED else field.default


def _marked(value: object) -> Any:
    """What JSON has no word for."""
    match value:
        case Gap():
            return None if value == NOT_ASKED else {GAP: value.reason, "gone": value.gone}
        case datetime():
            return {AT: value.isoformat()}
        case date():
            return {DAY: value.isoformat()}
    return {}


def _gap(packed: dict[str, Any]) -> Gap:
    reason, gone = packed[GAP], packed.get("gone")
    if not isinstance(reason, str) or not isinstance(gone, bool):
        raise Garbled
    return Gap(reason, gone)


def _list(packed: Any) -> list[Any]:
    if not isinstance(packed, list):
        raise Garbled
    return packed


def _pair(packed: Any) -> tuple[Any, Any]:
    key, each = _list(packed)
    return key, each


def _word(kind: Any) -> Callable[[Any], Any]:
    def read(packed: Any) -> Any:
        if not isinstance(packed, str):
            raise Garbled
        try:
            return kind(packed)
        except ValueError as error:
            raise Garbled from error

    return read


def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    def read(packed: Any) -> Any:
        if type(packed) is not kind:
            raise Garbled
        return packed

    return read


def _dated(kind: type[date], key: str) -> Callable[[Any], Any]:
    def read(packed: Any) -> Any:
        try:
            return kind.fromisoformat(packed[key])
        except (KeyError, TypeError, ValueError) as error:
            raise Garbled from error

    return read


def _anything(packed: Any) -> Any:
    """What Graph's own switches may be."""
    if isinstance(packed, list):
        if all(isinstance(each, list) for each in packed):
            return {str(key): _anything(each) for key, each in map(_pair, packed)}
        return tuple(packed)
    return None if packed == {} else packed


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: _exactly(str),
    bool: _exactly(bool),
    int: _exactly(int),
    date: _dated(date, DAY),
    datetime: _dated(datetime, AT),
    object: _anything,
}
