"""The usage report of teams: a link that needs no token, and behind it a file of text.

Source: learn.microsoft.com/graph/api/reportroot-getteamsteamactivitydetail. Whoever sends a token
along to the place where the file is kept is refused there.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from aiohttp import web

from simulator.facts import Team
from simulator.graph.answers import Answer, bad
from simulator.graph.query import Query
from simulator.world import World

COLUMNS = (
    "Report Refresh Date", "Team Name", "Team Id", "Team Type", "Last Activity Date",
    "Report Period", "Active Users", "Active Channels", "Guests", "Reactions", "Meetings Organized",
    "Post Messages", "Reply Messages", "Channel Messages", "Urgent Messages", "Mentions",
    "Active Shared Channels", "Active External Users",
)  # fmt: skip
PERIODS = {"D7": 7, "D30": 30, "D90": 90, "D180": 180}
LATE = timedelta(days=2)  # reports are of the day before yesterday
NUMBERS = 12
BYTE_ORDER_MARK = "\ufeff"
DOWNLOAD = "/reports-download/{key}"
NOBODY = str(UUID(int=0))


def activity(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """302 to the file, which is made when it is fetched."""
    period = ids["period"]
    if period not in PERIODS:
        raise bad(f"Invalid period: '{period}'.")
    key = UUID(int=world.graph.dice.getrandbits(128)).hex
    world.graph.downloads[key] = PERIODS[period]
    root = query.address.partition("/graph/v1.0")[0]
    return Answer(302, text="", headers={"Location": root + DOWNLOAD.format(key=key)})


def routes(world: World) -> list[web.RouteDef]:
    async def handle(request: web.Request) -> web.StreamResponse:
        if "Authorization" in request.headers:
            return web.Response(status=400, text="Only one authentication mechanism is allowed.")
        days = world.graph.downloads.get(request.match_info["key"])
        if days is None:
            return web.Response(status=404, text="The report is not here, or no longer.")
        content = BYTE_ORDER_MARK + _written(world, days)
        return web.Response(body=content.encode(), content_type="application/octet-stream")

    return [web.get(DOWNLOAD, handle)]


def _written(world: World, days: int) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows(_row(world, team, days) for team in world.directory.teams.values())
    return text.getvalue()


def _row(world: World, team: Team, days: int) -> list[object]:
    """Who is asked to conceal names gives no ids either."""
    refreshed = world.clock.now.date() - LATE
    last = _last(world, team, refreshed)
    busy = last is not None and (refreshed - last).days < days
    conceals = world.facts.governance.conceals
    name = sha256(team.name.encode()).hexdigest()[:32].upper() if conceals else team.name
    return [
        refreshed.isoformat(),
        name,
        NOBODY if conceals else team.id,
        (team.visibility or "private").capitalize(),
        last.isoformat() if last else "",
        days,
        *([len(team.members), len(team.channels), *[0] * (NUMBERS - 2)] if busy else [0] * NUMBERS),
    ]


def _last(world: World, team: Team, refreshed: date) -> date | None:
    """On the newest day that the report knows, where people are always active."""
    if team.quiet_days is None:
        return None
    if team.quiet_days == 0:
        return refreshed
    return min(world.graph.began.date() - timedelta(days=team.quiet_days), refreshed)
