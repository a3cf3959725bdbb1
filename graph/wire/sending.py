"""One HTTP request on its way to Graph, and what is counted of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.wire.asks import Ask, Kind
from graph.wire.quotas import QUOTAS, Bucket

JSON_BOTH_WAYS = {"Content-Type": "application/json", "Accept": "application/json"}


@dataclass(slots=True)
class Traffic:
    """What was sent so far: HTTP requests, questions in them, and answers that told us to wait."""

    http_requests: int = 0
    questions: int = 0
    throttled: int = 0


@dataclass(frozen=True, slots=True)
class Sending:
    """One HTTP request that may be repeated: it reads, or adds what may be there (`fine`: so).

    What `writes` is repeated only where Graph did not take it. Where the answer is kept
    `elsewhere`, the link to it is what comes back.
    """

    method: str
    url: str
    kind: Kind | None
    asks: Sequence[Ask]
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    fine: int | None = None
    elsewhere: bool = False
    writes: bool = False

    @property
    def bucket(self) -> Bucket:
        """Where it is counted, which is the same for all of its questions."""
        return QUOTAS[self.asks[0].kind].bucket

    @property
    def is_alone(self) -> bool:
        """Whether it is one question, and no envelope with several."""
        return self.kind is not None
