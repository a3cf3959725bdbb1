"""What has a card that is edited in place: one in a channel, or one for each of many people."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that a card shows, and to whom.

    `kind` is the name of a file in `jobs/pictures`, also the name under which buttons carry the
    `id`. `recipient` is the Entra object id of the one whose card it is; empty for the one card in
    a channel.
    """

    kind: str
    id: str
    recipient: str = ""

    @property
    def key(self) -> str:
        """It in one word, for locks and logs."""
        return f"{self.kind}:{self.id}:{self.recipient}"

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of the job that shows it, by name."""
        return {"kind": self.kind, "id": self.id, "recipient": self.recipient}


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a card is, and the numbers of the changes that it does not show yet."""

    conversation_id: str
    team_id: str | None
    activity_id: str
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Something whose time is over."""

    kind: str
    id: str

    @property
    def job(self) -> str:
        """What ends it: a kind that ends by itself has a job of this name."""
        return f"close_{self.kind}"

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of that job, by name."""
        return {f"{self.kind}_id": self.id}
