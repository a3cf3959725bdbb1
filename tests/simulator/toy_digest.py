"""A toy digest as Process Center sends it: a leader's card, and an owner's with a question."""

import asyncio
from dataclasses import dataclass, field

from tests.simulator.conftest import Client
from tests.simulator.tiny_bot import Json, attached, card, form, said
from tests.simulator.toy_retro import dialog, press, send, text


@dataclass(slots=True)
class ToyDigest:
    """`owner` is the chat in which questions arrive; `waits` are what wants a decision.

    What is `settled` was said yes to, and has a button for no alone. While questions are `held`
    they arrive when `deliver` is called; `read` is set once `leaders` of them have acknowledged.
    """

    client: Client
    owner: str
    waits: tuple[str, ...] = ("w1", "w2", "w3", "w4")
    settled: tuple[str, ...] = ("s1", "s2", "s3", "s4")
    leaders: int = 4
    held: bool = False
    read: asyncio.Event = field(default_factory=asyncio.Event)
    acknowledged: list[str] = field(default_factory=list)
    decided: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    replied: list[str] = field(default_factory=list)

    async def send(self, chat: str) -> None:
        decisions = [
            press("digest.decide", digest="d", wanted=each, decision=decision)
            for each in self.waits
            for decision in ("yes", "no")
        ]
        decisions += [
            press("digest.decide", digest="d", wanted=each, decision="no") for each in self.settled
        ]
        about = dialog("Ask", "digest.ask")
        about["data"]["project"] = "cedar"
        buttons = [*decisions, about, press("digest.acknowledge", digest="d")]
        await self._post(chat, "Week 47", buttons)

    async def answer(self, activity: Json) -> Json | None:
        value = activity["value"]
        data = value.get("data") or value["action"]["data"]
        verb = data.get("verb") or value["action"]["verb"]
        if not verb.startswith("digest."):
            return None
        if activity["name"] == "adaptiveCard/action":
            self._pressed(verb, activity["from"]["aadObjectId"], data)
            return said("Kept.")
        if activity["name"] == "task/fetch":
            asks = verb == "digest.ask"
            name, sends = ("question", "digest.submit_question") if asks else (
                "reply", "digest.submit_reply"
            )  # fmt: skip
            return form(card(text(name), actions=[send(sends)]))
        return await self._submitted(verb, data)

    def _pressed(self, verb: str, who: str, data: Json) -> None:
        if verb == "digest.acknowledge":
            self.acknowledged.append(who)
            if len(self.acknowledged) == self.leaders:
                self.read.set()
        if verb == "digest.decide":
            self.decided[data["wanted"]] = data["decision"]

    async def _submitted(self, verb: str, data: Json) -> Json:
        if verb == "digest.submit_question":
            self.asked.append(data["question"])
            if not self.held:
                await self.ask(data["question"])
        if verb == "digest.submit_reply":
            self.replied.append(data["reply"])
        return {"task": {"type": "message", "value": "Sent."}}

    async def deliver(self) -> None:
        for each in self.asked:
            await self.ask(each)

    async def ask(self, question: str) -> None:
        await self._post(self.owner, question, [dialog("Reply", "digest.reply")])

    async def _post(self, chat: str, words: str, buttons: list[Json]) -> None:
        shown = card({"type": "TextBlock", "text": words}, actions=buttons)
        await self.client.post(chat, {"type": "message", "attachments": [attached(shown)]})
