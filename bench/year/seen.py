"""What stands in the tenant's own channels and chats: read from there, never from our tables."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bench.year.crew import Span
from bench.year.people import ANSWER
from simulator import look_up
from simulator.colleagues.verbs import ACKNOWLEDGE
from simulator.messages import BOT, Message
from simulator.tenant import Tenant

UNREAD = 0.5  # seconds before a kill in which an answer was sent and perhaps not noted any more
ROUND, RETRO, DIGEST, AUDIT, OTHER = "round", "retro", "digest", "audit", "other"
NIGHTLY = re.compile(r"nightly audit", re.IGNORECASE)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of the bot, as it was first sent: `about` is the id that its buttons carry."""

    kind: str
    about: str
    conversation: str
    thread: str
    id: str
    seq: int
    at: datetime
    looked_for: bool  # whether the app might look into channels then


@dataclass
class Watch:
    """All messages of the bot so far, by what they are; read on from where it stopped."""

    tenant: Tenant
    seen: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    cut: Counter[str] = field(default_factory=Counter)  # sends cut off after storing, by message
    texts: int = 0  # messages of two: a text with an attachment
    _next: int = 0

    def look(self) -> list[Seen]:
        """What is new since the last look."""
        messages = self.tenant.world.messages
        looking = self.tenant.world.switches.reads_channel_messages
        found = [
            _seen(each, looking) for each in messages.all()[self._next :] if each.sender == BOT
        ]
        self._next = len(messages)
        for each in found:
            self.seen[each.kind].append(each)
        return found

    def judge_cuts(self, cuts: Sequence[Span]) -> None:
        """Which sends were stored and did not come back, by order or by a kill; the log goes."""
        entries = self.tenant.world.log.entries
        for each in entries:
            if each.stored and (each.cut or _unread(each.arrived, each.answered, cuts)):
                self.cut[each.stored] += 1
        entries.clear()

    def now(self, seen: Seen) -> Message | None:
        """The message as it stands; None once it was deleted."""
        found = self.tenant.world.messages.find(seen.conversation, seen.id)
        return found if found and found.deleted_at is None else None

    def many(self, kind: str, since: int = 0) -> dict[str, list[Seen]]:
        """Of each thing its messages."""
        found: dict[str, list[Seen]] = defaultdict(list)
        for each in self.seen[kind][since:]:
            found[each.about].append(each)
        return found

    def cuts(self, messages: Sequence[Seen]) -> int:
        """How many of these sends were cut off."""
        return sum(self.cut[each.id] > 0 for each in messages)


def _unread(arrived: float, answered: float | None, cuts: Sequence[Span]) -> bool:
    """Whether the sender died while it was sent, or before it can have noted the answer."""
    return any(
        arrived <= end and begin <= (arrived if answered is None else answered) + UNREAD
        for begin, end in cuts
    )


def _seen(message: Message, looking: bool) -> Seen:
    kind, about = _kind(message)
    return Seen(
        kind,
        about,
        message.conversation,
        message.thread,
        message.id,
        message.seq,
        message.sent_at,
        looking,
    )


def _kind(message: Message) -> tuple[str, str]:
    content: Json = message.history[0] if message.history else message.content.record()
    cards = [each.get("content") for each in content["attachments"]]
    buttons = [(look_up.verb_of(each), _data(each)) for each in look_up.buttons(cards)]
    in_channel = message.conversation.startswith("19:")
    for verb, data in buttons:
        if in_channel and verb == ANSWER:
            return ROUND, str(data[ROUND])
        if in_channel and RETRO in data:
            return RETRO, str(data[RETRO])
        if verb == ACKNOWLEDGE:
            return DIGEST, str(data[DIGEST])
    if not in_channel and NIGHTLY.search(f"{content['text']} {json.dumps(cards)}"):
        return AUDIT, ""
    return OTHER, ""


def _data(button: Json) -> Json:
    given = button.get("data")
    return given if isinstance(given, dict) else {}


def words(card: object) -> Iterator[str]:
    """All texts of a card, in the order of the document."""
    if isinstance(card, dict):
        if isinstance(card.get("text"), str):
            yield card["text"]
        for value in card.values():
            yield from words(value)
    elif isinstance(card, list):
        for item in card:
            yield from words(item)
