"""Every write of a team goes through here: the lag begins, it is kept, and the bot hears of it."""

from simulator import activities, look_up
from simulator.activities import At
from simulator.facts import Team, mri
from simulator.graph.answers import forbidden
from simulator.world import World

READ_ONLY = "This team is archived: it can be read, and its members changed, and no more."


def begin(world: World, team: Team, *, least: int = 0) -> None:
    """Just before anything of the team changes."""
    world.graph.lag.begin(world.directory, team.id, world.clock.now, least=least)


def put(world: World, team: Team) -> None:
    begin(world, team)
    world.directory.put(team)


def writable(world: World, team: Team) -> None:
    """learn.microsoft.com/graph/api/team-archive says what an archived team still lets pass."""
    if team.id in world.directory.channels.archived:
        raise forbidden(READ_ONLY)


def tell(world: World, at: At, event: str) -> None:
    """The bot hears of it where it is."""
    if world.installs.reach(world.places.channel(*at)):
        by = look_up.somebody(world, at[0])
        world.graph.news.put_nowait(activities.reshaped(world, at, by, event))


def tell_members(world: World, team: Team, joined: list[str], left: list[str]) -> None:
    """Of the team; that a member becomes an owner is told to nobody."""
    if team.id in world.installs.teams:
        by = look_up.somebody(world, team)
        place = world.places.channel(team, team.channels[0])
        lists = [*map(mri, joined)], [*map(mri, left)]
        world.graph.news.put_nowait(activities.members_changed(world, place, by, *lists))


def tell_channel_members(world: World, at: At, joined: list[str], left: list[str]) -> None:
    if world.installs.reach(world.places.channel(*at)):
        by = look_up.somebody(world, at[0])
        lists = [*map(mri, joined)], [*map(mri, left)]
        world.graph.news.put_nowait(activities.channel_members_changed(world, at, by, *lists))
