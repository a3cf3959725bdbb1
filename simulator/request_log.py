"""Which requests came in and what became of them: what benches and tests count from."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

KEPT = 200_000


@dataclass(slots=True)
class Entry:
    """Times are monotonic seconds; `stored` is the id of the message that the request wrote.

    `cut` says that the sender did not get the answer: a fault, or it had gone away by then.
    """

    arrived: float
    where: str
    method: str
    path: str
    conversation: str | None
    status: int = 0
    answered: float | None = None
    stored: str | None = None
    cut: bool = False

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class RequestLog:
    """The latest 200,000 requests, and counts of all."""

    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))
    posts: int = 0
    edits: int = 0
    throttled: int = 0
    stored_then_cut: int = 0
    per_conversation: Counter[str] = field(default_factory=Counter)

    def counts(self) -> dict[str, Any]:
        return {
            "posts": self.posts,
            "edits": self.edits,
            "throttled": self.throttled,
            "stored_then_cut": self.stored_then_cut,
            "per_conversation": dict(self.per_conversation),
        }

    def since(self, moment: float) -> list[dict[str, Any]]:
        return [entry.as_json() for entry in self.entries if entry.arrived > moment]
