"""How far each person has read, so that the page can count what is new."""

from datetime import datetime

from simulator.messages import Messages
from simulator.storage import Storage


class Reading:
    """Everything up to `seeded` counts as read by everybody: it is the past."""

    def __init__(self, storage: Storage, messages: Messages) -> None:
        self._storage = storage
        self._messages = messages
        self._read: dict[str, int] = storage.all("read")
        self._seeded: int = storage.get("seeded", "seq") or 0

    def past_ends(self) -> None:
        """What has been stored until now is the past."""
        self._seeded = self._messages.last_seq
        self._storage.put("seeded", "seq", self._seeded)

    def forget(self) -> None:
        """Nobody has read anything: there is nothing to read any more."""
        for key in self._read:
            self._storage.drop("read", key)
        self._read.clear()

    def read(self, person: str, conversation: str, seq: int | None = None) -> None:
        """Up to that message, else up to the newest."""
        key = f"{person} {conversation}"
        self._read[key] = self._messages.last_seq if seq is None else seq
        self._storage.put("read", key, self._read[key])

    def unread(self, person: str, conversation: str, now: datetime) -> int:
        """Messages that came later; who writes has read everything before."""
        seen = max(self._seeded, self._read.get(f"{person} {conversation}", self._seeded))
        later = self._messages.after(conversation, seen)
        return sum(1 for each in later if each.seen_by(person, now))
