"""What is there now, asked again and again within a bound: Microsoft Graph takes its time to show
what was written."""

import asyncio
import json

from core.errors import NotRead
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import ChangePorts, Look, NotWritten


async def looked(ports: ChangePorts, change: Change) -> Look:
    """What is there now; a read that fails is tried again. Raises NotRead, MovedOn."""
    for wait in ports.patience.again:
        try:
            return await ports.estate.look(change)
        except NotRead:
            await asyncio.sleep(wait)
    return await ports.estate.look(change)


async def seen(ports: ChangePorts, change: Change, value: Value) -> Look | None:
    """The look that saw this value; None where none did within the bound."""
    for wait in (0.0, *ports.patience.looks):
        await asyncio.sleep(wait)
        try:
            now = await ports.estate.look(change)
        except (NotRead, NotWritten):
            continue
        if same(now.value, value):
            return now
    return None


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same; lists keep their order, and true is not 1."""
    return _written(one) == _written(other)


def _written(value: Value) -> str:
    return json.dumps(value, sort_keys=True, default=list)
