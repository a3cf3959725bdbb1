"""What the chat page talks to: what a person sees in Teams, and what they do there."""

from aiohttp import web

from simulator.acts import Acts
from simulator.chat import clock, events, state, talk
from simulator.tour import Tour
from simulator.world import World


def routes(world: World, acts: Acts, tour: Tour) -> list[web.RouteDef]:
    return [
        *state.routes(world, tour),
        *talk.routes(world, acts, tour),
        *events.routes(world),
        *clock.routes(world, tour),
    ]
