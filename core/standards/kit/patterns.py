"""Whether a pattern can match any name at all: `a^b` and `$x` never do, and nobody sees that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

_read = import_module("re._parser").parse  # what Python itself makes of a pattern

# Of a place in a name: it is the first one; it has to be the end. Not the first one is behind it,
# one that need not be the end may be.
Place = tuple[bool, bool]
Steps = Mapping[Place, frozenset[Place]]  # where a part of a pattern leads to, by where it begins

PLACES: tuple[Place, ...] = ((True, True), (True, False), (False, True), (False, False))
BEGIN = frozenset({(True, False), (False, False)})
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
ENOUGH = len(PLACES)  # times after which a repeat leads nowhere that it did not lead before

ANYWHERE: Steps = dict.fromkeys(PLACES, frozenset(PLACES))
STAYS: Steps = {place: frozenset({place}) for place in PLACES}
ONWARD: Steps = {
    (first, last): frozenset() if last else frozenset({(False, False)}) for first, last in PLACES
}
AT: Mapping[str, Steps] = {
    "AT_BEGINNING": (begins := {**STAYS, (False, True): frozenset(), (False, False): frozenset()}),
    "AT_BEGINNING_STRING": begins,
    "AT_END": (ends := {(first, last): frozenset({(first, True)}) for first, last in PLACES}),
    "AT_END_STRING": ends,
}
SAME: Mapping[str, Steps] = {
    **dict.fromkeys(("ANY", "IN", "LITERAL", "NOT_LITERAL"), ONWARD),
    "ASSERT_NOT": STAYS,
}
INSIDE: Mapping[str, Callable[[Any], Sequence[Any]]] = {
    "SUBPATTERN": lambda about: about[-1:],
    "ATOMIC_GROUP": lambda about: [about],
    "BRANCH": lambda about: about[1],
}


def can_match(pattern: str) -> bool:
    """Whether some name of one line, which has a sign at least, may match a pattern.

    Only a no is certain: of what stands in a name no more is followed than its beginning and end.
    """
    found = _from(BEGIN, _all(_read(pattern)))
    return any(place != (True, True) for place in found)


def _from(places: Iterable[Place], steps: Steps) -> frozenset[Place]:
    return frozenset(after for place in places for after in steps[place])


def _then(one: Steps, other: Steps) -> Steps:
    return {place: _from(after, other) for place, after in one.items()}


def _either(several: Iterable[Steps]) -> Steps:
    parts = list(several)
    return {place: frozenset().union(*(part[place] for part in parts)) for place in PLACES}


def _all(parts: Iterable[tuple[Any, Any]]) -> Steps:
    """One part of a pattern after the other."""
    steps = STAYS
    for kind, about in parts:
        steps = _then(steps, _part(kind.name, about))
    return steps


def _part(kind: str, about: Any) -> Steps:
    if kind in SAME:
        return SAME[kind]
    if kind in REPEATS:
        return _repeated(*about)
    if kind in INSIDE:
        return _either(map(_all, INSIDE[kind](about)))
    match kind:
        case "AT":
            return AT.get(about.name, STAYS)
        case "ASSERT":
            return _ahead(*about)
    return ANYWHERE  # such as what a group matched before


def _ahead(direction: int, parts: Any) -> Steps:
    """What is looked at must be able to follow; what must stand before is not followed."""
    if direction < 0:
        return STAYS
    steps = _all(parts)
    return {place: frozenset({place}) if steps[place] else frozenset() for place in PLACES}


def _repeated(least: int, most: int, parts: Any) -> Steps:
    return _either(_times(_all(parts), least, most))


def _times(once: Steps, least: int, most: int) -> Iterator[Steps]:
    """Where each number of times leads, as far as they differ."""
    steps = STAYS
    first = min(least, 2 * ENOUGH)
    for number in range(first + ENOUGH + 1):
        if first <= number <= most:
            yield steps
        steps = _then(steps, once)
