"""The Bot Connector's REST interface under `/teams/v3`, with its limits, errors and failures."""

from aiohttp import web

from simulator.connector import activities, conversations, rosters
from simulator.connector.gate import Gate
from simulator.world import World


def routes(world: World) -> list[web.RouteDef]:
    gate = Gate(world)
    return [
        *conversations.routes(world, gate),
        *activities.routes(world, gate),
        *rosters.routes(world, gate),
    ]
