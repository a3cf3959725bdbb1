"""Teams refuses a big card: the same thing is told with less room until it fits."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from cards.kit.elements import Card
from cards.kit.text import shortened
from cards.kit.wire import fits, to_json

Room = TypeVar("Room")

TYPED = (8_000, 4_000, 2_000, 1_000, 500, 200)  # characters of an input, where all do not fit


def fitted(build: Callable[[Room], Card], rooms: Sequence[Room]) -> Card:
    """The card with the first of the rooms that keeps it within Teams' 80 KB (`SIZE_LIMIT`).

    The largest room comes first; the card with the last is given as it is.
    """
    *larger, least = rooms
    for room in larger:
        built = build(room)
        if fits(to_json(built)):
            return built
    return build(least)


def form(card: Card) -> dict[str, Any]:
    """The JSON of a form, of which what was typed is cut where the whole would be too big.

    No client of ours sends more than an input takes; whatever came, the sentences at the inputs
    come back, and of each text as much as fits.
    """
    wire = to_json(card)
    if fits(wire):
        return wire
    long = [(each, str(each["value"])) for each in _texts(wire)]
    for room in TYPED:
        for each, typed in long:
            each["value"] = shortened(typed, room)
        if fits(wire):
            break
    return wire


def _texts(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if part.get("type") == "Input.Text" and part.get("value"):
            yield part
        for each in part.values():
            yield from _texts(each)
