"""The parts of one running tenant, and the few things that touch several of them at once."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from simulator.clock import Clock
from simulator.directory import Directory
from simulator.facts import TenantFacts
from simulator.faults import Faults
from simulator.graph.state import GraphState
from simulator.hub import Hub, Listener
from simulator.installs import Installs
from simulator.limits import Limits
from simulator.messages import BOT, Content, Message, Messages
from simulator.places import Places
from simulator.played import Played
from simulator.reading import Reading
from simulator.request_log import RequestLog
from simulator.settings import Settings
from simulator.sign_in import SignIn
from simulator.slash import Slash
from simulator.storage import Storage
from simulator.view import bot_json, message_json, person_json


@dataclass(frozen=True, slots=True)
class Progress:
    """Time goes by: what happens just now, and `at` which time or how far the whole is.

    While the past is made nobody can press anything yet: `share` is how much of it is there.
    """

    words: str
    at: datetime | None = None
    share: float | None = None


@dataclass(slots=True)
class Switches:
    """What a rehearsal can turn on, off and up while it runs."""

    progress: Progress | None = None
    latency: float = 0.0
    jitter: float = 0.0
    colleagues: bool = False
    reads_channel_messages: bool = True
    slash: Slash | None = None
    url: str = ""
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def slowness(self, dice: Random) -> float:
        """Seconds that one answer of Graph takes: the latency, and up to `jitter` more."""
        return self.latency + (self.jitter * dice.random() if self.jitter else 0.0)


@dataclass(frozen=True, slots=True)
class World:
    """One tenant. `closing` is set when it ends, so that nothing waits longer than it lives."""

    settings: Settings
    facts: TenantFacts
    storage: Storage
    clock: Clock
    directory: Directory
    places: Places
    installs: Installs
    messages: Messages
    reading: Reading
    played: Played
    limits: Limits
    faults: Faults
    log: RequestLog
    sign_in: SignIn
    hub: Hub
    switches: Switches
    graph: GraphState

    @property
    def service_url(self) -> str:
        return f"{self.switches.url}/teams/"

    @property
    def bot_id(self) -> str:
        return f"28:{self.settings.app_id}"

    def post(
        self,
        conversation: str,
        sender: str,
        content: Content,
        thread: str | None = None,
        at: datetime | None = None,
        only: str | None = None,
    ) -> Message:
        """Stores the message, sent now unless `at` says when, and shows it on every open page
        that may see it: on those of one person where it is private."""
        moment = at or self.clock.now
        message = self.messages.add(conversation, sender, content, moment, thread, only)
        if sender != BOT:
            self.reading.read(sender, conversation, message.seq)
        for listener in self._readers(message):
            listener.hear(("message", self.shown(message)))
            listener.hear(("unread", self.unread(listener.person, conversation)))
        return message

    def edit(self, message: Message, content: Content) -> Message:
        edited = self.messages.edit(message, content, self.clock.now)
        for listener in self._readers(message):
            listener.hear(("edit", self.shown(edited)))
        return edited

    def delete(self, message: Message) -> None:
        self.messages.delete(message, self.clock.now)
        gone = {"id": message.id, "conversation": message.conversation}
        for listener in self._readers(message):
            listener.hear(("delete", gone))

    def _readers(self, message: Message) -> list[Listener]:
        found = self.hub.listeners(message.conversation)
        return [each for each in found if message.seen_by(each.person, self.clock.now)]

    def shown(self, message: Message) -> dict[str, Any]:
        """The message as the chat page draws it."""
        asked = message.content.answers
        question = self.messages.find(message.conversation, asked) if asked else None
        about = question and {"name": self.who(question.sender)["name"]} | {
            "text": question.content.text
        }
        return message_json(message, self.who(message.sender)) | {"answers": about}

    def who(self, sender: str) -> dict[str, Any]:
        if sender == BOT:
            return bot_json(self.settings.bot_name, self.bot_id)
        return person_json(self.directory.people[sender])

    def unread(self, person: str, conversation: str) -> dict[str, Any]:
        count = self.reading.unread(person, conversation, self.clock.now)
        return {"conversation": conversation, "unread": count}
