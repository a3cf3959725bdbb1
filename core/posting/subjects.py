"""What has one card that is edited in place: a round, a retro, a digest, a question."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a card shows; also the name under which its buttons carry the id."""

    ROUND = "round"
    RETRO = "retro"
    DIGEST = "digest"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Subject:
    """The round, retro, digest or question that a card shows."""

    kind: Kind
    id: str

    @property
    def job(self) -> str:
        """The job that brings the card to its newest state."""
        return f"show_{self.kind}"

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of that job, by name."""
        return {f"{self.kind}_id": self.id}


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a card is, what it shows, and the seconds since it was sent or edited."""

    conversation_id: str
    team_id: str | None
    activity_id: str
    shown: int
    version: int
    rested: float
