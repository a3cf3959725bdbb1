"""A toy retro as Process Center holds it: one card, edited from phase to phase, and its forms."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from tests.simulator.conftest import Client
from tests.simulator.tiny_bot import Json, attached, card, form, said

PHASES = ("write", "vote", "actions")
PAGE = 4
BUDGET = 3
OPENS = {"write": "retro.add_note", "vote": "retro.ballot", "actions": "retro.add_action"}
PEOPLE = [{"title": "Ada", "value": "ada"}, {"title": "Noor", "value": "noor"}]
PROMPTS = [
    {"title": "What should we start doing?", "value": "start"},
    {"title": "What should we stop doing?", "value": "stop"},
    {"title": "What works and should stay?", "value": "continue"},
]


def dialog(title: str, verb: str) -> Json:
    data = {"msteams": {"type": "task/fetch"}, "verb": verb, "retro": "r"}
    return {"type": "Action.Submit", "title": title, "data": data}


def press(verb: str, **data: str) -> Json:
    return {"type": "Action.Execute", "title": verb, "verb": verb, "data": {"retro": "r"} | data}


def send(verb: str, style: str = "positive", **data: object) -> Json:
    return {"type": "Action.Submit", "title": verb, "style": style, "data": {"verb": verb} | data}


def text(id_: str) -> Json:
    return {"type": "Input.Text", "id": id_, "isRequired": True, "maxLength": 200}


@dataclass(slots=True)
class ToyRetro:
    """`chairs` may move it on, anybody unless given; `earlier` are open actions of before.

    `ballots` are by person and note; `refused` counts ballots over the budget. Where the card is
    `late` it shows the next phase when `show` is called; `moved` is set once it moved on.
    """

    client: Client
    conversation: str
    chairs: set[str] | None = None
    earlier: list[str] = field(default_factory=list)
    phase: str | None = PHASES[0]
    id: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    ballots: dict[str, Counter[str]] = field(default_factory=dict)
    actions: list[Json] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    refused: int = 0
    late: bool = False
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        self.id = (await self.client.post(self.conversation, self._card())).body["id"]

    async def answer(self, activity: Json) -> Json | None:
        value = activity["value"]
        data = value.get("data") or value["action"]["data"]
        verb = data.get("verb") or value["action"]["verb"]
        if not verb.startswith("retro."):
            return None
        who = activity["from"]["aadObjectId"]
        if activity["name"] == "adaptiveCard/action":
            return said(await self._pressed(verb, who, data))
        if activity["name"] == "task/fetch":
            return form(self._form(verb, 1))
        return self._submitted(verb, who, data)

    async def show(self) -> None:
        path = f"/teams/v3/conversations/{self.conversation}/activities/{self.id}"
        await self.client("PUT", path, self._card())

    async def _pressed(self, verb: str, who: str, data: Json) -> str:
        if verb == "retro.close_action":
            self.ticked.append(data["action"])
            return "Done, and off the list."
        if self.chairs is not None and who not in self.chairs:
            return "Ask somebody who may move it on."
        if verb == "retro.next" and data["phase"] != self.phase:
            return "Somebody was faster."
        later = PHASES[PHASES.index(self.phase or "") + 1 :]
        self.phase = later[0] if later and verb == "retro.next" else None
        self.moved.set()
        if not self.late:
            await self.show()
        return "Moved on."

    def _card(self) -> Json:
        head = {"type": "TextBlock", "text": f"retro · {self.phase}"}
        rows = [
            {"type": "ActionSet", "actions": [press("retro.close_action", action=each)]}
            for each in self.earlier
        ]
        shown = card(head, *rows, actions=self._buttons())
        return {"type": "message", "attachments": [attached(shown)]}

    def _buttons(self) -> list[Json]:
        if self.phase is None:
            return []
        onward = press("retro.next", phase=self.phase)
        if self.phase == PHASES[-1]:
            onward = press("retro.close")
        return [dialog("Take part", OPENS[self.phase]), onward]

    def _form(self, verb: str, page: int) -> Json:
        if verb == "retro.add_note":
            prompt = {"type": "Input.ChoiceSet", "id": "prompt", "choices": PROMPTS}
            more = send("retro.submit_note", "default", more=True)
            return card(prompt, text("note"), actions=[send("retro.submit_note"), more])
        if verb == "retro.ballot":
            return self._ballot(page)
        owner = {"type": "Input.ChoiceSet", "id": "owner", "choices": PEOPLE}
        due = {"type": "Input.Date", "id": "due"}
        return card(text("title"), owner, due, actions=[send("retro.submit_action")])

    def _ballot(self, page: int) -> Json:
        first = (page - 1) * PAGE
        shown = range(first, min(first + PAGE, len(self.notes)))
        inputs = [{"type": "Input.Number", "id": f"n{at}", "min": 0, "max": BUDGET} for at in shown]
        onward = send("retro.submit_ballot", "default", page=page, then=page + 1)
        is_last = first + PAGE >= len(self.notes)
        ways = [send("retro.submit_ballot", page=page), *([] if is_last else [onward])]
        return card(*inputs, actions=ways[::-1])

    def _submitted(self, verb: str, who: str, data: Json) -> Json:
        if verb == "retro.submit_note":
            self.notes.append((data["prompt"], data["note"]))
            self.writers.append(who)
        if verb == "retro.submit_action":
            self.actions.append(data)
        if verb == "retro.submit_ballot" and (again := self._voted(who, data)):
            return form(self._ballot(again))
        return {"task": {"type": "message", "value": "Saved."}}

    def _voted(self, who: str, data: Json) -> int:
        """The page to show next, or 0."""
        here = {id_: int(votes) for id_, votes in data.items() if id_[1:].isdigit()}
        own = self.ballots.get(who, Counter()) | Counter(here)
        if own.total() > BUDGET:
            self.refused += 1
            return int(data["page"])
        self.ballots[who] = own
        return int(data.get("then", 0))
