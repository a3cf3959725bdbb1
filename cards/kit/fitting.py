"""Teams refuses a big card: the same thing is told with less room until it fits."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from cards.kit.elements import Card
from cards.kit.wire import SIZE_LIMIT, size, to_json

Room = TypeVar("Room")


def fitted(build: Callable[[Room], Card], rooms: Sequence[Room]) -> Card:
    """The card with the first of the rooms that keeps it within Teams' 80 KB (`SIZE_LIMIT`).

    The largest room comes first; the card with the last is given as it is.
    """
    *larger, least = rooms
    for room in larger:
        built = build(room)
        if size(to_json(built)) <= SIZE_LIMIT:
            return built
    return build(least)
