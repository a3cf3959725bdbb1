"""What people type, in channels and in their chats: commands, slips, garbage; each is answered."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bench.year.company import GENERAL, LEADERS, Plan
from bench.year.seen import Seen, Watch
from simulator.facts import Person
from simulator.tenant import Tenant

ME = "@Process Center"
IN_CHANNELS = (
    "help",
    "audit",
    "audti",
    "bananas?",
    "retro now",
    "check in",
    "🎉 {{DATE()}} <at>x</at>",
)
IN_CHATS = (
    "help",
    "check in",
    "away until tomorrow",
    "back",
    "digest please",
    "what is this",
    "\u200bhelp\u200b",
    "<b>bold</b> & *stars* [x](http://127.0.0.1:9/)",
    "rounds",
    "a long story " * 200,
)
MOST = {"audit": 2, "audti": 2}  # a line that it takes a while, and the card


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that was typed, and how many messages may answer it."""

    text: str
    conversation: str
    seq: int
    most: int


@dataclass
class Talk:
    """`unanswered` and `doubled` are of what the bot heard."""

    tenant: Tenant
    plan: Plan
    watch: Watch
    dice: Random
    said: int = 0
    unheard: int = 0
    unanswered: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    cut: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    _waiting: list[Spoken] = field(default_factory=list)

    async def some(self, many: int) -> None:
        """Say so many things, each in another conversation."""
        teams = self.dice.sample(self.plan.facts.teams, many)
        people = self.dice.sample(self.plan.facts.people[LEADERS.stop :], many)
        for team, person in zip(teams, people, strict=True):
            member = self._member(team.id)
            channel = team.channels[GENERAL].id
            await self._say(member, channel, self.dice.choice(IN_CHANNELS))
            chat = self.tenant.world.places.bot_chat(person.id)
            await self._say(person, chat, self.dice.choice(IN_CHATS))

    async def ask_again(self, channel: str) -> None:
        """Somebody writes `check in` where one is open: its card is above."""
        place = self.tenant.world.places.find(channel)
        if place and place.team:
            await self._say(self._member(place.team.id), channel, "check in")

    @property
    def waits(self) -> bool:
        """Whether anything was said since the last reading."""
        return bool(self._waiting)

    async def call(self, team: str, channel: str) -> None:
        """Somebody of the team writes there, as after a channel came back."""
        await self.tenant.say(self._member(team).id, channel, f"{ME} help")

    def read(self) -> None:
        """Judge what was said, once all is at rest."""
        for spoken in self._waiting:
            found = [
                each
                for kind in self.watch.seen.values()
                for each in kind[-400:]
                if each.conversation == spoken.conversation and each.seq > spoken.seq
            ]
            self._judge(spoken, found)
        self._waiting.clear()

    def _judge(self, spoken: Spoken, found: list[Seen]) -> None:
        self.answers[len(found)] += 1
        what = f"“{spoken.text[:30]}”: {len(found)} answers"
        if not found:
            self.unanswered.append(what)
        elif len(found) > spoken.most + self.watch.cuts(found):
            self.doubled.append(what)
        self.cut += self.watch.cuts(found)

    def _member(self, team: str) -> Person:
        directory = self.tenant.world.directory
        return directory.people[self.dice.choice(directory.rosters[team].members)]

    async def _say(self, person: Person, conversation: str, text: str) -> None:
        typed = f"{ME} {text}" if conversation.startswith("19:") else text
        message, heard = await self.tenant.acts.write(person.id, conversation, typed, None)
        self.said += 1
        if heard:
            most = MOST.get(text, 1)
            self._waiting.append(Spoken(text, conversation, message.seq, most))
        else:
            self.unheard += 1
