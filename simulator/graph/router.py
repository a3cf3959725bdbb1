"""Finds what answers a Graph path, for a request by itself and for one inside a batch."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from simulator.faults import Met, Where
from simulator.graph import (
    applications,
    apps,
    governing,
    groups,
    messages,
    organization,
    people,
    reports,
    tabs,
    teams,
)
from simulator.graph.answers import Answer, Refusal, bad, denied, forbidden, throttled
from simulator.graph.failing import SPOILS, failed, spoilt
from simulator.graph.query import KNOWN, Query, link_to
from simulator.graph.reads import PERMISSIONS, Read
from simulator.graph.writes import PERMISSIONS as OF_WRITES
from simulator.graph.writes import Write
from simulator.graph.writing import routes
from simulator.world import World

Reader = Callable[[World, Query, Mapping[str, str]], Answer]
Asked = Read | Write
Routes = Mapping[str, tuple[Asked, Reader]]

CHANNEL = "/teams/{team}/channels/{channel}"
READERS: dict[str, tuple[Read, Reader]] = {
    "/users": (Read.USERS, people.listed),
    "/users/{user}": (Read.USER, people.single),
    "/users/{user}/joinedTeams": (Read.JOINED_TEAMS, people.joined_teams),
    r"/applications\(appId='{app}'\)": (Read.APPLICATION, applications.single),
    "/groups": (Read.GROUPS, groups.listed),
    "/groups/{group}": (Read.GROUP, groups.single),
    "/groups/{group}/members": (Read.GROUP_MEMBERS, groups.members),
    "/groups/{group}/owners": (Read.GROUP_OWNERS, groups.owners),
    "/organization": (Read.ORGANIZATION, organization.listed),
    "/groups/{group}/planner/plans": (Read.PLANS, tabs.plans),
    "/groups/{group}/settings": (Read.GROUP_SETTINGS, governing.settings_of_group),
    "/groupSettings": (Read.ORGANISATION_SETTINGS, governing.settings),
    "/groupLifecyclePolicies": (Read.LIFECYCLE_POLICIES, governing.policies),
    "/admin/reportSettings": (Read.REPORT_SETTINGS, governing.report_settings),
    r"/reports/getTeamsTeamActivityDetail\(period='{period}'\)": (Read.ACTIVITY, reports.activity),
    "/appCatalogs/teamsApps": (Read.CATALOGUE, apps.listed),
    "/teams/{team}": (Read.TEAM, teams.single),
    "/teams/{team}/members": (Read.TEAM_MEMBERS, teams.team_members),
    "/teams/{team}/installedApps": (Read.INSTALLED_APPS, apps.installed),
    "/teams/{team}/channels": (Read.CHANNELS, teams.channels),
    CHANNEL: (Read.CHANNEL, teams.channel),
    f"{CHANNEL}/members": (Read.CHANNEL_MEMBERS, teams.channel_members),
    f"{CHANNEL}/allMembers": (Read.CHANNEL_MEMBERS, teams.all_channel_members),
    f"{CHANNEL}/tabs": (Read.TABS, tabs.tabs),
    f"{CHANNEL}/messages": (Read.MESSAGES, messages.listed),
    f"{CHANNEL}/messages/{{message}}": (Read.MESSAGES, messages.single),
    f"{CHANNEL}/messages/{{message}}/replies": (Read.MESSAGES, messages.replies),
}
WRITERS: dict[str, tuple[Read, Reader]] = {
    "/users/{user}/teamwork/installedApps": (Read.INSTALL, apps.install),
}
METHODS: Mapping[str, tuple[Routes, ...]] = {
    "GET": (READERS, routes.LOOKS),
    "POST": (WRITERS, routes.POSTS),
    "PATCH": (routes.PATCHES,),
    "DELETE": (routes.DELETES,),
}
PATTERNS: dict[str, list[tuple[re.Pattern[str], Asked, Reader]]] = {
    method: [
        (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path), re.IGNORECASE), asked, act)
        for table in tables
        for path, (asked, act) in table.items()
    ]
    for method, tables in METHODS.items()
}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NOT_READ = (501, "notImplemented", "The simulated Graph does not answer this path.")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked, by itself or in a batch; `ids` are those in its path."""

    method: str
    asked: Asked
    act: Reader
    ids: Mapping[str, str]
    query: Query

    @property
    def team(self) -> str | None:
        return self.ids.get("team") or self.ids.get("group")

    @property
    def pressed(self) -> str | None:
        """The team that the Teams service counts it for."""
        return self.ids.get("team")


def answer(world: World, method: str, path: str, query: Query) -> Answer:
    """`path` is decoded and without `/graph/v1.0`; refusals come back as answers."""
    try:
        found = _answered(world, _question(method, path, query))
    except Refusal as refusal:
        found = refusal.answer
    if world.graph.witness is not None:
        world.graph.witness(method, path, query, found)
    return found


def _question(method: str, path: str, query: Query) -> Question:
    unknown = [name for name in query.options if name.startswith("$") and name not in KNOWN]
    if unknown:
        raise bad(f"Query option '{unknown[0]}' is not supported.")

    for pattern, asked, act in PATTERNS.get(method, ()):
        found = pattern.fullmatch(path)
        if found:
            return Question(method, asked, act, _ids(found.groupdict()), query)
    raise Refusal(*NOT_READ)


def _ids(written: Mapping[str, str]) -> dict[str, str]:
    """Graph does not care in which letters an object's id is written; it gives small ones."""
    return {name: id_.lower() if GUID.fullmatch(id_) else id_ for name, id_ in written.items()}


def _answered(world: World, of: Question) -> Answer:
    """In the order in which Graph refuses: limits, then permissions, then what is not there."""
    graph, now = world.graph, world.clock.monotonic()
    graph.counts.asked(of.asked, of.pressed, now)
    admitted = graph.limits.admit(of.asked, of.pressed, of.query, now)
    if admitted.wait > 0:
        graph.counts.throttled += 1
        raise throttled(admitted.headers)

    met = Met(Where.GRAPH_PART, of.method, None, of.team, of.asked, ids=of.ids.values())
    fault = world.faults.strike(met)
    if fault is None:
        return _with(admitted.headers, _done(world, of))
    graph.counts.struck += 1
    if fault.kind in SPOILS:
        return spoilt(fault, _with(admitted.headers, _done(world, of)), link_to(of.query, "0"))
    if fault.kind.after and of.method != "GET":
        with suppress(Refusal):
            _done(world, of)
    return failed(fault, of_identity=of.asked.of_identity)


def _done(world: World, of: Question) -> Answer:
    """Reads may still show what was before a write; writes know what there is."""
    _permit(world, of.asked)
    if isinstance(of.asked, Write):
        found = of.act(world, of.query, of.ids)
        world.graph.counts.written[of.asked] += 1
        world.hub.tell_all("changed", {})
        return found
    graph, now = world.graph, world.clock.now
    with graph.lag.seen(world.directory, of.team, now, index=of.query.advanced):
        return of.act(world, of.query, of.ids)


def _with(headers: Mapping[str, str], found: Answer) -> Answer:
    return replace(found, headers={**headers, **found.headers})


def _permit(world: World, asked: Asked) -> None:
    """Any one of what is needed does."""
    needed = OF_WRITES[asked] if isinstance(asked, Write) else _of_read(asked)
    if not needed or not world.graph.denied.issuperset(needed):
        return
    world.graph.counts.denied += 1
    if asked.of_identity:
        raise denied()
    names = "', '".join(needed)
    raise forbidden(f"Missing role permissions on the request. API requires one of '{names}'.")


def _of_read(read: Read) -> tuple[str, ...]:
    return (PERMISSIONS[read],) if read in PERMISSIONS else ()
