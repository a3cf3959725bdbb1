"""Answers that a run heard before it was broken off, in the place of asking again."""

from collections.abc import Sequence

from core.facts import Gap
from core.standards.ports import Memory
from graph.wire.asks import Ask, Json

MORE = "@odata.nextLink"  # its pages end soon, so such a list is read again as a whole


async def recalled(memory: Memory | None, asks: Sequence[Ask]) -> dict[int, Json]:
    """The answers that are known, by the place of the question."""
    if memory is None:
        return {}
    keys = [key(ask) for ask in asks]
    found = await memory.recall(keys)
    return {place: found[each] for place, each in enumerate(keys) if each in found}


async def remember(memory: Memory | None, ask: Ask, answer: Json | Gap) -> None:
    """Keep a whole answer; what could not be read is asked for again."""
    if memory is not None and not isinstance(answer, Gap) and MORE not in answer:
        await memory.note(key(ask), answer)


def key(ask: Ask) -> str:
    """The same question in the same words."""
    return " ".join([ask.path, *(f"{name}={ask.headers[name]}" for name in sorted(ask.headers))])
