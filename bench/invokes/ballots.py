"""What each visitor of the load sends in a retro: real activities for *Vote* and *Send*."""

from itertools import cycle
from typing import Any

from bench.invokes.answers import session
from bench.invokes.load import FORM
from bench.office_file import channels
from bench.stage import Stage
from simulator import look_up
from simulator.colleagues.form import data_of, fields
from simulator.colleagues.playing import RetroWish
from simulator.facts import Person
from simulator.places import Place

WRITERS = 3  # people of each retro who write its notes; the others vote


async def sessions(stage: Stage) -> dict[str, Any]:
    """Begin a retro in every channel, play it up to its vote, and have everybody else vote."""
    world = stage.inside.world
    rooms = [
        (look_up.place(world, channel.id), list(world.directory.members(team, channel)))
        for team, channel in channels(stage.facts, stage.size.checkins)
    ]
    for place, people in rooms:
        await stage.inside.say(people[0].id, place.id, "@Process Center retro")
    await stage.at_rest()
    for place, people in rooms:
        voters = tuple(each.id for each in people[WRITERS:])
        await stage.inside.retro(RetroWish(place.id, "vote", voters))
    await stage.at_rest()
    every = [
        each for place, people in rooms for each in await _votes(stage, place, people[WRITERS:])
    ]
    by_turns = [each for start in range(7) for each in every[start::7]]
    return {"sessions": by_turns, "token": world.sign_in.token_for_bot(world.service_url)}


async def _votes(stage: Stage, place: Place, voters: list[Person]) -> list[dict[str, Any]]:
    """Each of them votes for one note of the first page, not all for the same."""
    world = stage.inside.world
    card, button = look_up.newest_with(world, place, "retro.ballot")
    asked = data_of(button)
    shown = await stage.inside.press(voters[0].id, place.id, "retro.ballot")
    form = shown["card"]
    own = {"verb": "retro.submit_ballot", "retro": asked["retro"], "nonce": FORM, "page": 1}
    notes = cycle(each.id for each in fields(form))
    return [
        session(world, place, card, who, {"task/fetch": asked, "task/submit": {**own, note: "1"}})
        for who, note in zip(voters, notes, strict=False)
    ]
