"""Live events for the chat page: who listens, and what each of them may see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Event = tuple[str, dict[str, Any]]
WAITING = 1000


@dataclass(eq=False, slots=True)
class Listener:
    """One open page; a listener that does not read loses events rather than filling memory."""

    person: str
    events: asyncio.Queue[Event | None] = field(
        default_factory=lambda: asyncio.Queue(maxsize=WAITING)
    )

    def hear(self, event: Event | None) -> None:
        if not self.events.full():
            self.events.put_nowait(event)


class Hub:
    """`may_see(person, conversation)` decides who hears of a conversation."""

    def __init__(self, may_see: Callable[[str, str], bool]) -> None:
        self._may_see = may_see
        self._listeners: set[Listener] = set()
        self._closed = False

    @property
    def visitors(self) -> set[str]:
        """The people whom visitors act as right now."""
        return {listener.person for listener in self._listeners}

    def listeners(self, conversation: str) -> list[Listener]:
        return [each for each in self._listeners if self._may_see(each.person, conversation)]

    def tell(self, conversation: str, name: str, data: dict[str, Any]) -> None:
        for listener in self.listeners(conversation):
            listener.hear((name, data))

    def tell_person(self, person: str, name: str, data: dict[str, Any]) -> None:
        for listener in self._listeners:
            if listener.person == person:
                listener.hear((name, data))

    def tell_all(self, name: str, data: dict[str, Any]) -> None:
        for listener in self._listeners:
            listener.hear((name, data))

    @asynccontextmanager
    async def listen(self, person: str) -> AsyncIterator[Listener]:
        listener = Listener(person)
        self._listeners.add(listener)
        if self._closed:
            listener.hear(None)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Every listener's stream ends."""
        self._closed = True
        for listener in self._listeners:
            listener.hear(None)
