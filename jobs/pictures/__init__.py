"""What a card shows now: one file a kind of thing that has a card, each with a `PICTURE`.

The file's name is the kind, under which deliveries and cards know its things.
"""

import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.ports import Ports
from core.registry import collect


@dataclass(frozen=True, slots=True)
class Picture:
    """`draw` takes the ports, the thing's id and whose card it is, and gives the message.

    The recipient is an Entra object id, empty for the one card in a channel. It raises NotFound
    where the thing is not there.
    """

    draw: Callable[[Ports, str, str], Awaitable[dict[str, Any]]]


@cache
def pictures() -> Mapping[str, Picture]:
    """Every picture, by kind."""
    return collect(sys.modules[__name__], "PICTURE", Picture)
