"""Turns what Graph answers into what it should never answer, though it is JSON all the same.

`other_shape` is a list of words; `nulls` has null in the place of every list and property, ids too
where it is one thing; `ids_only` has nothing else; `nothing_said` has entries without anything in
them; `other_types` has a number for each text, a text for each switch; `new_words` has words that
nobody knows where there are few to choose from; `nameless` has an entry at the end that has lost
its ids; `empty_page` has nothing but the way to the rest, `loop` the way to itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.faults import Fault, FaultKind

NEXT = "@odata.nextLink"
NEW = "unknownFutureValue"
IDS = ("id", "userId", "templateId", "labelId")
WORDS = (
    "visibility", "membershipType", "distributionMethod", "userType", "externalUserState",
    "publishingState", "managedGroupTypes", "resourceProvisioningOptions", "roles",
)  # fmt: skip
Entity = dict[str, Any]


def strange(fault: Fault, body: Entity, link: str) -> Any:
    """The body as it arrives; of a list the one entry alone that the fault is about."""
    if fault.kind is FaultKind.OTHER_SHAPE:
        return ["no", "such", "thing"]
    entries = body.get("value")
    if not isinstance(entries, list):
        return STRANGE[fault.kind](body)
    if fault.kind in PAGES:
        return body | {NEXT: link} | PAGES[fault.kind]
    return body | {"value": _entries(fault, entries)}


def _entries(fault: Fault, entries: list[Entity]) -> Any:
    spoil = STRANGE[fault.kind]
    if any(each.get("id") == fault.about for each in entries):
        return [spoil(each) if each["id"] == fault.about else each for each in entries]
    if fault.kind is FaultKind.NULLS:
        return None
    if fault.kind is FaultKind.NAMELESS:
        return [*entries[:-1], *map(spoil, entries[-1:])]
    return list(map(spoil, entries))


def _nulls(entity: Entity) -> Entity:
    return {name: each if _is_kept(name) else None for name, each in entity.items()}


def _ids_only(entity: Entity) -> Entity:
    return {name: each for name, each in entity.items() if _is_kept(name)}


def _nothing_said(_: Entity) -> Entity:
    return {}


def _other_types(entity: Entity) -> Entity:
    return {name: each if _is_kept(name) else _other(each) for name, each in entity.items()}


def _other(value: Any) -> Any:
    match value:
        case bool():
            return "yes"
        case str() | None:
            return 7
        case list():
            return {"many": value}
        case dict():
            return [str(value)]
    return str(value)


def _new_words(value: Any) -> Any:
    match value:
        case list():
            return list(map(_new_words, value))
        case dict():
            return {
                name: _new(each) if name in WORDS else _new_words(each)
                for name, each in value.items()
            }
    return value


def _new(value: Any) -> Any:
    return [NEW] if isinstance(value, list) else NEW


def _nameless(value: Any) -> Any:
    match value:
        case list():
            return list(map(_nameless, value))
        case dict():
            return {name: _nameless(each) for name, each in value.items() if name not in IDS}
    return value


def _is_kept(name: str) -> bool:
    return name in IDS or name.startswith("@")


def _as_it_is(entity: Entity) -> Entity:
    return entity


PAGES: Mapping[FaultKind, Entity] = {FaultKind.LOOP: {}, FaultKind.EMPTY_PAGE: {"value": []}}
STRANGE: Mapping[FaultKind, Callable[[Entity], Any]] = {
    FaultKind.OTHER_SHAPE: _as_it_is,
    FaultKind.NULLS: _nulls,
    FaultKind.IDS_ONLY: _ids_only,
    FaultKind.NOTHING_SAID: _nothing_said,
    FaultKind.OTHER_TYPES: _other_types,
    FaultKind.NEW_WORDS: _new_words,
    FaultKind.NAMELESS: _nameless,
    FaultKind.EMPTY_PAGE: _as_it_is,
    FaultKind.LOOP: _as_it_is,
}
