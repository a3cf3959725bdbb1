"""A retro of 200 people with 1,000 notes: how long a press takes, and how large its cards become.

Five at a time press as fast as they are answered, which is more than 200 people do who also read.
Then 50 ballots are in flight all the time, of 200 people in one retro and in a hundred retros, over
what a bare botbuilder bot takes for the same.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from bench.figures import Found, at_most, percentile
from bench.invokes import ballots
from bench.invokes.range import beside_echo, ratio, told
from bench.office_file import channels
from bench.processes import spent
from bench.stage import Size, Stage, staged
from core.retros.model import NOTE_LIMIT
from simulator import activities, look_up
from simulator.colleagues.form import data_of, fields, sender
from simulator.facts import Person
from simulator.places import Place

PEOPLE, NOTES, ACTIONS, BUDGET = 200, 1_000, 50, 3
FLIGHTS = 5
ROUNDS = 5
SENT = ("submit",)
SIZES = {
    "50 ballots in one retro": Size(1, members=PEOPLE),
    "50 ballots in a hundred retros": Size(100),
}
SLOWEST, LARGEST = 150.0, 80 * 1024  # milliseconds of a press; bytes of a card as UTF-16
WORDS = "Wir sollten früher „nein“ sagen and {{show}} the *build* to support every Friday. " * 8
PROMPTS = ("start", "stop", "continue")

Json = dict[str, Any]


@dataclass
class Room:
    """The channel with everybody in it; `times` are seconds by verb, `largest` a card's bytes."""

    stage: Stage
    session: aiohttp.ClientSession
    place: Place
    people: list[Person]
    retro: str = ""
    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    largest: int = 0
    wrong: int = 0
    given: int = 0

    async def press(self, who: Person, verb: str, kind: str = "task/submit", **data: Any) -> Json:
        """What the press is answered with: the body of the invoke's answer."""
        world = self.stage.inside.world
        sent = {"verb": verb, "retro": self.retro, **data}
        value: Json = {"data": sent, "context": {"theme": "default"}}
        if kind == "adaptiveCard/action":
            value = {"action": {"type": "Action.Execute", "verb": verb, "data": sent}}
        card = next(iter(world.messages.newest_first(self.place.id)))
        activity = activities.invoke(world, self.place, card, who, kind, value)
        token = world.sign_in.token_for_bot(world.service_url)
        began = time.perf_counter()
        async with self.session.post(
            f"{self.stage.bot_url}/api/messages",
            json=activity,
            headers={"Authorization": f"Bearer {token}"},
        ) as response:
            body: Json = await response.json()
        self.times[verb].append(time.perf_counter() - began)
        return body

    async def opens(self, who: Person, verb: str) -> Json:
        """The form in the dialog that the press opens."""
        return self.form(await self.press(who, verb, "task/fetch"))

    def form(self, body: Json) -> Json:
        """The form in an answer; the size of its card is noted."""
        shown = body.get("task", {}).get("value")
        if not isinstance(shown, dict):
            self.wrong += 1
            return {}
        card: Json = shown["card"]["content"]
        self.largest = max(self.largest, _size(card))
        return card

    def saved(self, body: Json) -> None:
        """An answer has to be a sentence that says so."""
        said = body.get("task", {}).get("value")
        self.wrong += not (isinstance(said, str) and said.startswith("Saved"))

    async def onward(self, verb: str, **data: str) -> None:
        """Somebody who may presses; wait until the card shows it."""
        await self.press(self.people[0], verb, "adaptiveCard/action", **data)
        await self.stage.at_rest()
        for each in self.stage.inside.messages(self.place.id):
            self.largest = max(self.largest, *map(_size, each["cards"]), 0)

    async def each(
        self, people: Iterable[Person], act: Callable[[Person], Awaitable[None]]
    ) -> None:
        """Everybody does it, so many at a time."""
        waiting = iter(list(people))

        async def flight() -> None:
            for who in waiting:
                await act(who)

        async with asyncio.TaskGroup() as group:
            for _ in range(FLIGHTS):
                group.create_task(flight())


async def measure(rounds: int = ROUNDS) -> Found:
    """One whole retro by presses alone, and then ballots by turns with the echo bot."""
    whole = await _whole()
    figures, raw = list(whole.figures), dict(whole.raw)
    for where, size in SIZES.items():
        votes = await _ballots(where, size, rounds)
        figures += votes.figures
        raw |= votes.raw
    return Found(tuple(figures), raw)


async def _ballots(where: str, size: Size, rounds: int) -> Found:
    async with staged(size, inside=True) as stage, stage.serving() as server:
        await stage.settle_in()
        async with beside_echo(stage, server, await ballots.sessions(stage)) as made:
            await made.our_run(SENT)
            pairs = await made.pairs(rounds, SENT)
    echo, ours = ([pair[place] for pair in pairs] for place in (0, 1))
    return Found(
        (
            at_most(f"{where}: p95 of a ballot over the echo bot's", ratio(pairs, "p95"), 0.5),
            at_most(f"{where}: wrong answers", sum(each.wrong for each in (*echo, *ours)), 0),
        ),
        {f"{where}: ours": told(ours), f"{where}: bare echo bot": told(echo)},
    )


async def _whole() -> Found:
    async with (
        staged(Size(1, members=PEOPLE), inside=True) as stage,
        stage.serving() as server,
        _room(stage) as room,
    ):
        await stage.settle_in()
        await _begin(room)
        used = spent(server)
        await room.each(_turns(room.people, NOTES), lambda who: _write(room, who))
        await room.onward("retro.next", phase="write")
        dice = Random(5)  # noqa: S311 votes, not secrets
        await room.each(room.people, lambda who: _vote(room, who, dice))
        await room.onward("retro.next", phase="vote")
        await room.each(room.people, lambda who: _read(room, who))
        await room.each(_turns(room.people, ACTIONS), lambda who: _agree(room, who))
        await room.onward("retro.close")
        return await _found(room, spent(server) - used)


@asynccontextmanager
async def _room(stage: Stage) -> AsyncIterator[Room]:
    ((team, channel),) = channels(stage.facts, 1)
    place = look_up.place(stage.inside.world, channel.id)
    people = stage.inside.world.directory.members(team, channel)
    async with aiohttp.ClientSession() as session:
        yield Room(stage, session, place, list(people))


def _turns(people: list[Person], times: int) -> list[Person]:
    return [people[number % len(people)] for number in range(times)]


async def _begin(room: Room) -> None:
    await room.stage.inside.say(room.people[0].id, room.place.id, "@Process Center retro")
    await room.stage.at_rest()
    _, button = look_up.newest_with(room.stage.inside.world, room.place, "retro.add_note")
    data = button["data"]
    room.retro = str(data["retro"]) if isinstance(data, dict) else ""


async def _write(room: Room, who: Person) -> None:
    form = await room.opens(who, "retro.add_note")
    number = len(room.times["retro.submit_note"])
    typed = {"note": f"{number} {WORDS}"[:NOTE_LIMIT], "prompt": PROMPTS[number % 3]}
    room.saved(await room.press(who, "retro.submit_note", **_own(form), **typed))


async def _vote(room: Room, who: Person, dice: Random) -> None:
    """Votes on the first page, goes on, thinks again, and votes on the second."""
    form = await room.opens(who, "retro.ballot")
    first = dice.choice([each.id for each in fields(form)])
    onward: Json = {**_own(form), "page": 1, "then": 2, first: "1"}
    form = room.form(await room.press(who, "retro.submit_ballot", **onward))
    second = dice.choice([each.id for each in fields(form)])
    rest: Json = {**_own(form), "page": 2, second: str(BUDGET - 1)}
    room.saved(await room.press(who, "retro.submit_ballot", **rest))
    room.given += BUDGET


async def _read(room: Room, who: Person) -> None:
    await room.opens(who, "retro.notes")


async def _agree(room: Room, who: Person) -> None:
    form = await room.opens(who, "retro.add_action")
    deed = {"title": WORDS[:180], "owner": who.id}
    room.saved(await room.press(who, "retro.submit_action", **_own(form), **deed))


def _own(form: Json) -> dict[str, str]:
    """The nonce of a form."""
    button = sender(form)
    return {"nonce": str(data_of(button)["nonce"])} if button else {}


async def _found(room: Room, used: float) -> Found:
    kept = await room.stage.database.row(
        "SELECT count(*) AS notes, coalesce(sum(votes), 0) AS votes FROM retro_notes"
    )
    lost = abs(NOTES - kept["notes"]) + abs(room.given - kept["votes"]) if kept else NOTES
    often = {verb: each for verb, each in room.times.items() if len(each) >= ACTIONS}
    p95 = {verb: percentile(each, 0.95) * 1000 for verb, each in often.items()}
    presses = sum(map(len, room.times.values()))
    return Found(
        (
            at_most("p95 of the slowest kind of press over 150 ms", max(p95.values()) / SLOWEST, 1),
            at_most("largest card over 80 KB", room.largest / LARGEST, 1),
            at_most("notes and votes lost or counted twice", lost, 0),
            at_most("wrong answers", room.wrong, 0),
        ),
        {
            "people": len(room.people),
            "presses": presses,
            "in flight": FLIGHTS,
            "p95 (ms)": p95,
            "slowest of each (ms)": {verb: max(each) * 1000 for verb, each in room.times.items()},
            "largest card (bytes)": room.largest,
            "processor time of the server a press (ms)": used * 1000 / presses,
        },
    )


def _size(card: Json) -> int:
    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))
