"""A directory shown as it was is as it was, and then again as it is, whatever happened between."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.directory import Directory
from simulator.earlier import shown, taken
from simulator.facts import Channel, Kind, Team
from simulator.storage import Storage
from tests.simulator.writable import PLAIN, PRIVATE, facts

TEAM = PLAIN.teams[0].id
PEOPLE = [each.id for each in PLAIN.people]
ACTS = ("join", "leave", "own", "rename", "add", "drop", "inside", "archive", "delete", "restore")


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_a_team_is_shown_as_it_was(acts: list[tuple[str, int]], data: st.DataObject) -> None:
    storage = Storage(None)
    directory = Directory(facts(), storage)
    moment = data.draw(st.integers(0, len(acts)))
    for act, number in acts[:moment]:
        happen(directory, act, number)
    earlier, was = taken(directory, TEAM), seen(directory)
    for act, number in acts[moment:]:
        happen(directory, act, number)
    now = seen(directory)

    with shown(directory, {TEAM: earlier}):
        assert seen(directory) == was
    assert seen(directory) == now
    assert seen(Directory(facts(), storage)) == now
    storage.close()


def happen(directory: Directory, act: str, number: int) -> None:
    """What cannot happen now does not."""
    team = directory.teams.get(TEAM)
    if team is None:
        if act == "restore":
            directory.restore(TEAM)
    elif act in ("join", "leave", "own", "inside"):
        of_people(directory, team, act, PEOPLE[number])
    else:
        of_the_team(directory, team, act, number)


def of_people(directory: Directory, team: Team, act: str, person: str) -> None:
    if act == "inside":
        directory.channels.change_members(PRIVATE.id, [person], [], [person])
    else:
        joins, leaves = [person] * (act != "leave"), [person] * (act == "leave")
        directory.change_members(team, joins, leaves, [person] * (act == "own"))


def of_the_team(directory: Directory, team: Team, act: str, number: int) -> None:
    if act == "rename":
        directory.put(replace(team, name=f"Team {number}"))
    elif act == "add":
        kind = Kind.PRIVATE if number % 2 else Kind.STANDARD
        id_, people = f"19:{len(team.channels)}-{number}@thread.tacv2", (PEOPLE[number],)
        made = Channel(id_, f"Channel {number}", kind, owners=people, members=people)
        directory.put(replace(team, channels=(*team.channels, made)))
    elif act == "drop":
        directory.channels.delete(team.channels[number % len(team.channels)].id, deleted=True)
    elif act == "archive":
        directory.channels.archive(TEAM, archived=number % 2 == 0)
    elif act == "delete":
        directory.delete(team, "2030-01-01T00:00:00.000Z")


def seen(directory: Directory) -> list[Any]:
    """All that anybody reads of it."""
    team = directory.teams.get(TEAM)
    if team is None:
        return [None, directory.gone[TEAM][1]]
    there = directory.channels_of(team)
    found: list[Any] = [team, TEAM in directory.channels.archived, directory.gone.get(TEAM)]
    for channel in there:
        people = [each.id for each in directory.members(team, channel)]
        found.append((channel, people, sorted(directory.owners(team, channel))))
        assert directory.channel(channel.id) == (team, channel)
    return found
