"""What an audit has to find, worked out from the facts that the simulated tenant was made of.

Nothing here is shared with the rules: it is written again, over other data, in the plainest way.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from simulator.facts import Team, TenantFacts
from tests.stories.planted_channels import OF_CHANNELS
from tests.stories.planted_clauses import HOUSE, PROJECTS, Clause, clauses
from tests.stories.planted_facts import OUTSIDE, PASSED, UNKNOWN, Found, View
from tests.stories.planted_teams import OF_TEAMS
from tests.stories.planted_tenants import OF_ORGANISATION, OVER_ALL

Key = tuple[str, str, str, str]  # standard, rule, level, subject
Said = Iterator[tuple[str, Found]]

WRITTEN = """
standard: {name}
title: All about {name}
applies_to: {applies_to}
clauses:
{clauses}
"""
PROJECTS_ONLY = '{name: "^PRJ-", visibility: private, archived: false}'


def standards(facts: TenantFacts, rules: Collection[str]) -> dict[str, str]:
    """The two standards as files, by name, with those clauses whose rules there are."""
    return {
        "house": _written("house", "{}", clauses(HOUSE, facts), rules),
        "projects": _written("projects", PROJECTS_ONLY, clauses(PROJECTS, facts), rules),
    }


def _written(name: str, applies_to: str, asked: Sequence[Clause], rules: Collection[str]) -> str:
    lines = [
        json.dumps(
            {"rule": each.rule, "level": each.level, "severity": "low"}
            | ({"params": each.params} if each.params else {})
            | {"why": "W", "fix": "F"}
        )
        for each in asked
        if each.rule in rules
    ]
    shown = "\n".join(f"  - {line}" for line in lines)
    return WRITTEN.format(name=name, applies_to=applies_to, clauses=shown)


def planted(view: View, rules: Collection[str], over_all: Collection[str]) -> dict[Key, Found]:
    """Every finding of an audit of the whole tenant on that day, also what passed.

    `over_all` are the rules that judge all teams at once: they tell what failed, and that nothing
    did only of the tenant.
    """
    facts = view.facts
    projects = [team for team in facts.teams if team.name.startswith("PRJ-")]
    living = [team for team in projects if not team.archived]
    inside = {
        "house": list(facts.teams),
        "projects": [team for team in living if team.visibility == "private"],
    }
    unsure = {"house": [], "projects": [team for team in living if team.visibility is None]}
    found: dict[Key, Found] = {}
    for standard, asked in (("house", HOUSE), ("projects", PROJECTS)):
        for clause in clauses(asked, facts):
            if clause.rule not in rules:
                continue
            said = _said(view, clause, inside[standard], unsure[standard], over_all)
            for subject, what in said:
                key = (standard, clause.rule, clause.level, subject)
                assert key not in found, key
                found[key] = what
    return found


def _said(
    view: View,
    clause: Clause,
    inside: Sequence[Team],
    unsure: Sequence[Team],
    over_all: Collection[str],
) -> Said:
    if clause.rule in OF_ORGANISATION:
        yield view.facts.id, OF_ORGANISATION[clause.rule](view, **clause.params)
        return
    there = {team.id for team in inside}
    unclear = {team.id for team in unsure}
    for team in view.facts.teams:
        if team.id not in there:
            yield team.id, UNKNOWN if team.id in unclear else OUTSIDE
    judged = list(_judged(view, clause, inside))
    if clause.rule not in over_all:
        yield from judged
        return
    wrong = [(subject, what) for subject, what in judged if what != PASSED]
    yield from wrong
    if not wrong and not unsure:
        yield view.facts.id, PASSED


def _judged(view: View, clause: Clause, inside: Sequence[Team]) -> Said:
    rule, params = clause.rule, clause.params
    if rule in OVER_ALL:
        yield from OVER_ALL[rule](view, inside, **params)
        return
    for team in inside:
        if rule in OF_CHANNELS:
            yield from _channels(view, clause, team)
        else:
            yield team.id, OF_TEAMS[rule](view, team, **params)


def _channels(view: View, clause: Clause, team: Team) -> Said:
    """Graph does not list the private channels of an archived team."""
    failed = False
    for channel in view.shown(team):
        what = OF_CHANNELS[clause.rule](view, channel, **clause.params)
        failed |= what[0] == "failed"
        yield channel.id, what
    if team.archived and not failed:
        yield team.id, UNKNOWN


def teams_of(facts: TenantFacts) -> dict[str, set[str]]:
    """Where an unknown may cover a finding about a channel or a person: their teams, by id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for team in facts.teams:
        around = (*team.owners, *team.members, *(channel.id for channel in team.channels))
        for id_ in (team.id, *around):
            found[id_].add(team.id)
    return found
