"""Every message of every conversation, with its earlier versions, in the order it was stored."""

import asyncio
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from simulator.storage import Storage

BOT = "bot"
KEPT_PRIVATE = timedelta(hours=24)  # Microsoft's page "Targeted messages"


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says; `mentions` are `{"id", "name", "text"}`, attachments as sent.

    `answers` is the id of the private message over which Teams shows this as its answer.
    """

    text: str = ""
    format: str = "plain"
    summary: str = ""
    mentions: tuple[dict[str, str], ...] = ()
    attachments: tuple[dict[str, Any], ...] = ()
    answers: str = ""

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [
            attachment["content"]
            for attachment in self.attachments
            if attachment.get("contentType") == "application/vnd.microsoft.card.adaptive"
            and isinstance(attachment.get("content"), dict)
        ]

    def record(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "format": self.format,
            "summary": self.summary,
            "mentions": list(self.mentions),
            "attachments": list(self.attachments),
            "answers": self.answers,
        }


@dataclass(frozen=True, slots=True)
class Message:
    """`thread` is the root message's id, its own for a root; `sender` a person's id or BOT.

    One that is private is between the bot and one person, whose id is `only`.
    """

    seq: int
    id: str
    conversation: str
    thread: str
    sender: str
    sent_at: datetime
    content: Content
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    history: tuple[dict[str, Any], ...] = field(default=(), compare=False)
    only: str | None = None

    @property
    def gone_at(self) -> datetime | None:
        """When clients stop showing what is private."""
        return None if self.only is None else self.sent_at + KEPT_PRIVATE

    def seen_by(self, person: str, now: datetime) -> bool:
        """Whether somebody of its conversation sees it; for what is private see `only`."""
        return self.gone_at is None or (self.only == person and now < self.gone_at)

    def record(self) -> dict[str, Any]:
        """As JSON, without the history."""
        return {
            "seq": self.seq,
            "id": self.id,
            "conversation": self.conversation,
            "thread": self.thread,
            "sender": self.sender,
            "sent_at": self.sent_at.isoformat(),
            "content": self.content.record(),
            "edited_at": self.edited_at and self.edited_at.isoformat(),
            "deleted_at": self.deleted_at and self.deleted_at.isoformat(),
            "only": self.only,
        }


class Messages:
    """Ids are milliseconds of the tenant's time, made unique; they never go backwards."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._changed = asyncio.Event()
        self._empty()
        for record in storage.messages():
            self._keep(_read(record))

    def _empty(self) -> None:
        self._all: list[Message] = []
        self._conversations: dict[str, list[int]] = {}
        self._places: dict[tuple[str, str], int] = {}
        self._last_id = 0

    def forget(self) -> None:
        """All of them, here and in the file."""
        self._storage.drop_messages()
        self._empty()

    def __len__(self) -> int:
        return len(self._all)

    def add(
        self,
        conversation: str,
        sender: str,
        content: Content,
        at: datetime,
        thread: str | None,
        only: str | None = None,
    ) -> Message:
        """A message without `thread` begins one."""
        id_ = str(max(int(at.timestamp() * 1000), self._last_id + 1))
        root = thread or id_
        message = Message(len(self._all), id_, conversation, root, sender, at, content, only=only)
        self._keep(message)
        self._storage.write_message(message.seq, message.record())
        return message

    def edit(self, message: Message, content: Content, at: datetime) -> Message:
        earlier = message.content.record() | {
            "at": (message.edited_at or message.sent_at).isoformat()
        }
        self._storage.write_version(message.seq, len(message.history), earlier)
        history = (*message.history, earlier)
        return self._replace(replace(message, content=content, edited_at=at, history=history))

    def delete(self, message: Message, at: datetime) -> Message:
        return self._replace(replace(message, deleted_at=at))

    def find(self, conversation: str, id_: str) -> Message | None:
        """Also when it was deleted."""
        seq = self._places.get((conversation, id_))
        return None if seq is None else self._all[seq]

    def of(self, conversation: str) -> Iterable[Message]:
        """Oldest first, without deleted ones."""
        for seq in self._conversations.get(conversation, ()):
            if self._all[seq].deleted_at is None:
                yield self._all[seq]

    def newest_first(self, conversation: str) -> Iterable[Message]:
        for seq in reversed(self._conversations.get(conversation, [])):
            if self._all[seq].deleted_at is None:
                yield self._all[seq]

    def after(self, conversation: str, seq: int) -> Iterable[Message]:
        """Those stored after that sequence number, oldest first."""
        places = self._conversations.get(conversation, [])
        for place in places[bisect_left(places, seq + 1) :]:
            if self._all[place].deleted_at is None:
                yield self._all[place]

    def conversations(self) -> list[str]:
        """Those in which anything was ever said."""
        return list(self._conversations)

    def all(self) -> list[Message]:
        return list(self._all)

    @property
    def last_seq(self) -> int:
        return len(self._all) - 1

    async def change(self) -> None:
        """Returns once any message was stored, edited or deleted."""
        await self._changed.wait()

    def _tell(self) -> None:
        """Wakes those who wait now; who comes later waits for the next one."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _keep(self, message: Message) -> None:
        self._all.append(message)
        self._conversations.setdefault(message.conversation, []).append(message.seq)
        self._places[message.conversation, message.id] = message.seq
        self._last_id = max(self._last_id, int(message.id))
        self._tell()

    def _replace(self, message: Message) -> Message:
        self._all[message.seq] = message
        self._storage.write_message(message.seq, message.record())
        self._tell()
        return message


def _read(record: dict[str, Any]) -> Message:
    for name in ("sent_at", "edited_at", "deleted_at"):
        record[name] = record[name] and datetime.fromisoformat(record[name])
    content = record["content"]
    content["mentions"] = tuple(content["mentions"])
    content["attachments"] = tuple(content["attachments"])
    record["content"] = Content(**content)
    record["history"] = tuple(record["history"])
    return Message(**record)
