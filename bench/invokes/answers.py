"""What each visitor of the load sends: real activities of the tenant for *Answer* and *Send*."""

from collections.abc import Mapping
from typing import Any

from bench.invokes.load import FORM, ID
from bench.office_file import channels
from bench.stage import Stage
from simulator import activities, look_up
from simulator.facts import Person
from simulator.messages import Message
from simulator.places import Place
from simulator.world import World

TYPED = {
    "schedule": "amber",
    "schedule_note": "The supplier's test bench is late by a week.",
    "budget": "green",
    "risks": "red",
    "risks_note": "Only one person knows the old interface.",
    "progress": 55,
    "attention": "Decide who stands in for her while she is away.",
    "attention_due": "2027-03-01",
    "listen": "Support likes the new form; two customers asked for it by name.",
    "mood": "4",
}


def sessions(stage: Stage) -> dict[str, Any]:
    """Every person of every open round, and the token that signs what they send."""
    world = stage.inside.world
    every = [
        _session(world, look_up.place(world, channel.id), person)
        for team, channel in channels(stage.facts, stage.size.checkins)
        for person in world.directory.members(team, channel)
    ]
    by_turns = [each for start in range(7) for each in every[start::7]]
    token = world.sign_in.token_for_bot(world.service_url)
    return {"sessions": by_turns, "token": token}


def _session(world: World, place: Place, person: Person) -> dict[str, Any]:
    card, button = look_up.newest_with(world, place, "checkin.answer")
    given = button["data"]
    data: dict[str, object] = dict(given) if isinstance(given, dict) else {}
    sent = {"verb": "checkin.submit", "round": data["round"], "nonce": FORM, **TYPED}
    return session(world, place, card, person, {"task/fetch": data, "task/submit": sent})


def session(
    world: World, place: Place, card: Message, person: Person, pressed: Mapping[str, Any]
) -> dict[str, Any]:
    """The presses of one person on a card, by their kind."""
    made = {}
    for name, typed in pressed.items():
        value = {"data": typed, "context": {"theme": "default"}}
        activity = activities.invoke(world, place, card, person, name, value)
        made[name.removeprefix("task/")] = activity | {"id": f"f:{ID}"}
    return made
