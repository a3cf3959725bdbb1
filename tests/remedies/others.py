"""Somebody else changes in Teams what a plan is about, after it was made."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.standards.changes.model import Change, Thing, Value
from simulator.facts import Team
from simulator.graph.team_settings import settings
from simulator.world import World

Act = Callable[[World, Team, Change], None]
LONG_AGO = "2020-01-01T00:00:00Z"
ROLES = ("owner", "member", "")


def change_it(world: World, change: Change) -> None:
    """Neither what was proposed nor what it was before; of what has no third, the team is gone."""
    team = world.directory.teams.get(change.team_id)
    if team is None:
        del world.directory.gone[change.team_id]
    else:
        ACTS.get(change.thing, _end)(world, team, change)


def _end(world: World, team: Team, _: Change) -> None:
    """Deleted for good: nobody can restore it any more."""
    world.directory.delete(team, LONG_AGO)


def _facts(**values: object) -> Act:
    def act(world: World, team: Team, _: Change) -> None:
        world.directory.put(replace(team, **values))  # type: ignore[arg-type]  # as they are

    return act


def _one_switch(world: World, team: Team, change: Change) -> None:
    """The first of those that are meant is turned."""
    assert isinstance(change.after, Mapping)
    first, *_ = change.after
    own = {
        **team.settings.get(change.target, {}),
        first: not settings(team)[change.target][first],
    }
    world.directory.put(replace(team, settings={**team.settings, change.target: own}))


def _role(world: World, team: Team, change: Change) -> None:
    add, remove, own, disown = _lists(change)
    world.directory.change_members(team, add, remove, own, disown)


def _role_in_channel(world: World, _: Team, change: Change) -> None:
    channel = str(change.extra["channel"])
    world.directory.channels.change_members(channel, *_lists(change))


def _lists(change: Change) -> tuple[list[str], list[str], list[str], list[str]]:
    """Whom to add, to remove, to make an owner and to make one no more."""
    third: Value = next(each for each in ROLES if each not in (change.before, change.after))
    who = [change.target]
    if third == "":
        return [], who, [], []
    return (who, [], who, []) if third == "owner" else (who, [], [], who)


def _channel_name(world: World, team: Team, change: Change) -> None:
    channels = (
        replace(each, name="Elsewhere") if each.id == change.target else each
        for each in team.channels
    )
    world.directory.put(replace(team, channels=tuple(channels)))


def _app_version(world: World, team: Team, change: Change) -> None:
    apps = (
        replace(each, version="1.5.0") if each.id == change.target else each for each in team.apps
    )
    world.directory.put(replace(team, apps=tuple(apps)))


ACTS: Mapping[Thing, Act] = {
    Thing.NAME: _facts(name="Gemini Two"),
    Thing.DESCRIPTION: _facts(description="Somebody wrote this meanwhile"),
    Thing.CLASSIFICATION: _facts(classification="Public"),
    Thing.SETTINGS: _one_switch,
    Thing.GUEST_ACCESS: _facts(guests_allowed=True),
    Thing.ROLE: _role,
    Thing.CHANNEL_ROLE: _role_in_channel,
    Thing.CHANNEL_NAME: _channel_name,
    Thing.APP_VERSION: _app_version,
}
