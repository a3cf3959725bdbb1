"""What people of the sample company do in Teams, and what they get to see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from simulator import look_up
from simulator.colleagues.form import fields
from simulator.facts import Person as Account
from simulator.results import Result
from tests.rehearsal import Rehearsal

MONDAY = datetime(2026, 11, 16, 9, 0, 5, tzinfo=ZoneInfo("America/Chicago"))
APOLLO = "19:6603af8735d057a7a536c8afc1e64557@thread.tacv2"  # its channel Status: seven people
BOREALIS = "19:29a2c4648e985200876bbbbe305d2093@thread.tacv2"
CEDAR = "19:5d12312856a9557eba9e195052a884fe@thread.tacv2"  # nine, two of them guests
GREEN = {"schedule": "green", "budget": "green", "risks": "green"}
LATE_STORE = GREEN | {"schedule": "red", "schedule_note": "The store said no."}


@dataclass(frozen=True)
class Form:
    """A dialog in front of its person."""

    person: "Person"
    title: str
    card: dict[str, Any]

    @property
    def filled(self) -> dict[str, str]:
        """What stands in the inputs."""
        return {each.id: each.value for each in fields(self.card) if each.value}

    @property
    def offered(self) -> dict[str, list[str]]:
        """The values that each choice offers."""
        return {each.id: each.choices for each in fields(self.card) if each.choices}

    def data(self, verb: str = "checkin.submit") -> dict[str, Any]:
        """What the button of this verb sends along."""
        found = [b["data"] for b in look_up.buttons(self.card) if look_up.verb_of(b) == verb]
        assert found, f"the form has no button {verb}"
        data: dict[str, Any] = found[0]  # type: ignore[assignment]  # JSON
        return data

    async def sends(self, **typed: Any) -> Result:
        """Type, leave the rest as it stands, and press *Send*."""
        return await self.person.submits(self.data() | self.filled | typed)

    async def withdraws(self) -> str:
        """Press *Withdraw my answer*."""
        return said(await self.person.submits(self.data("checkin.withdraw")))


@dataclass(frozen=True)
class Person:
    """Somebody at their Teams client, in one channel. `name` stands before the @."""

    center: Rehearsal
    name: str
    channel: str = APOLLO

    @property
    def account(self) -> Account:
        """Who they are in the tenant."""
        everybody = self.center.tenant.world.directory.people.values()
        return next(each for each in everybody if each.mail.split("@")[0] == self.name)

    @property
    def chat(self) -> str:
        """Their personal chat with Process Center."""
        return self.center.tenant.world.places.bot_chat(self.account.id)

    async def opens(self, verb: str = "checkin.answer") -> Form:
        """Press a button that opens a dialog."""
        shown = await self.presses(verb)
        assert shown["kind"] == "dialog", shown
        return Form(self, shown["title"], shown["card"])

    async def answers(self, **typed: Any) -> str:
        """Press *Answer*, fill the form, send it; the sentence that comes back."""
        form = await self.opens()
        return said(await form.sends(**typed))

    async def presses(self, verb: str) -> Result:
        """Press the button of this verb on the newest card that has one."""
        return await self.center.tenant.press(self.account.id, self.channel, verb)

    async def submits(self, data: dict[str, Any]) -> Result:
        """Send this as a dialog's data, whatever it is."""
        card = next(iter(self.center.tenant.messages(self.channel)))
        acts = self.center.tenant.acts
        return await acts.submit(self.account.id, self.channel, card["id"], data)

    async def writes(self, text: str, where: str | None = None) -> str:
        """Write in the channel or another conversation, and read what is answered to it."""
        place = where or self.channel
        before = len(self.center.tenant.messages(place))
        await self.center.tenant.say(self.account.id, place, text)
        await self.center.settled()
        answers = self.center.tenant.messages(place)[before + 1 :]
        return "\n".join(each["content"]["text"] or read(*each["cards"]) for each in answers)


def said(result: Result) -> str:
    """The sentence of a result; it must be one, in a dialog of its own where one was asked for."""
    if result["kind"] == "dialog":
        assert not list(fields(result["card"])), result
        assert len(result["card"]["body"]) == 1, result
        return read(result["card"])
    assert result["kind"] == "message", result
    return str(result["text"])


def shown(center: Rehearsal, channel: str = APOLLO) -> str:
    """What a reader sees of the newest round's card in a channel."""
    found = [text for card in center.cards(channel) if " answered" in (text := read(card))]
    return found[-1] if found else ""


def read(*cards: Any) -> str:
    """What a reader sees of cards: a line for each block of text."""
    return "\n".join(line for card in cards for line in _lines(card))


def _lines(part: Any) -> list[str]:
    if isinstance(part, list):
        return [line for each in part for line in _lines(each)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "RichTextBlock":
        return ["".join(each["text"] for each in part["inlines"])]
    own = [part["text"]] if part.get("type") == "TextBlock" else []
    return own + [line for value in part.values() for line in _lines(value)]
