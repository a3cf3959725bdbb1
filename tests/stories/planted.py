"""What an audit has to find, worked out from the facts that the simulated tenant was made of.

Nothing here is shared with the rules: it is written again, over other data, in the plainest way.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from simulator.facts import Channel, Team, TenantFacts

HOUSE = """
standard: house
title: Every team
clauses:
  - {rule: name_pattern, level: should, severity: low, params: {pattern: "^[A-Z][a-z]|^PRJ-"}, why: W, fix: F}
  - {rule: description, level: must, severity: low, params: {at_least: 15}, why: W, fix: F}
  - {rule: enough_owners, level: must, severity: critical, params: {at_least: 1}, why: W, fix: F}
  - {rule: enough_owners, level: should, severity: high, params: {at_least: 2}, why: W, fix: F}
  - {rule: few_owners, level: should, severity: low, params: {at_most: 6}, why: W, fix: F}
  - {rule: owners_active, level: must, severity: high, why: W, fix: F}
  - {rule: guests, level: should, severity: medium, params: {at_most: 1}, why: W, fix: F}
  - {rule: visibility, level: must, severity: high, params: {must_be: private}, why: W, fix: F}
  - {rule: required_channels, level: should, severity: low, params: {names: [status]}, why: W, fix: F}
  - {rule: channel_names, level: should, severity: low, params: {pattern: "^[A-Z][a-z]+$"}, why: W, fix: F}
  - {rule: members_at_least, level: should, severity: low, params: {count: 4}, why: W, fix: F}
  - {rule: teams_per_person, level: should, severity: low, params: {at_most: 6, count_archived: true}, why: W, fix: F}
  - {rule: overlapping_teams, level: should, severity: low, params: {similarity: 0.8}, why: W, fix: F}
  - {rule: member_settings, level: must, severity: low, params: {expect: {allowDeleteChannels: false}}, why: W, fix: F}
"""  # noqa: E501
PROJECTS = """
standard: projects
title: Projects
applies_to: {name: "^PRJ-", visibility: private, archived: false}
clauses:
  - {rule: enough_owners, level: must, severity: high, params: {at_least: 3}, why: W, fix: F}
  - {rule: channel_names, level: must, severity: low, params: {pattern: "^[A-M]", except: [status]}, why: W, fix: F}
  - {rule: teams_per_person, level: must, severity: low, params: {at_most: 3}, why: W, fix: F}
  - {rule: overlapping_teams, level: must, severity: low, params: {similarity: 0.3}, why: W, fix: F}
"""  # noqa: E501

Key = tuple[str, str, str, str]  # standard, rule, level, subject
Found = tuple[str, object]  # the outcome, and what was seen where that is a failure
Said = Iterator[tuple[str, str, str, Found]]  # rule, level, subject, what was found

PASSED, UNKNOWN, OUTSIDE = ("passed", None), ("unknown", None), ("not_applicable", None)


def planted(facts: TenantFacts) -> dict[Key, Found]:
    """Every finding of an audit of the whole tenant, also what passed."""
    found: dict[Key, Found] = {}
    said = {"house": _house(facts), "projects": _projects(facts)}
    for standard, findings in said.items():
        for rule, level, subject, what in findings:
            assert (standard, rule, level, subject) not in found
            found[standard, rule, level, subject] = what
    return found


def _house(facts: TenantFacts) -> Said:
    for team in facts.teams:
        for rule, level, what in _plain(facts, team):
            yield rule, level, team.id, what
        yield from _names(team, "should", lambda name: re.fullmatch("[A-Z][a-z]+", name))
    crowd, doubles = _crowd(facts.teams, 6), _doubles(facts.teams, 0.8)
    yield from _over_all("teams_per_person", "should", facts, crowd)
    yield from _over_all("overlapping_teams", "should", facts, doubles)


def _plain(facts: TenantFacts, team: Team) -> Iterator[tuple[str, str, Found]]:
    people = {person.id: person for person in facts.people}
    active = sum(people[id_].enabled for id_ in team.owners)
    guests = sum(people[id_].guest for id_ in team.members)
    written = team.description
    repeats = bool(written) and written.lower() == team.name.lower()
    status = "Status" in [channel.name for channel in _shown(team)]
    may_delete = team.settings.get("memberSettings", {}).get("allowDeleteChannels", True)

    yield "name_pattern", "should", _fails(not re.match("[A-Z][a-z]|PRJ-", team.name), team.name)
    seen = written if repeats else len(written)
    yield "description", "must", _fails(repeats or len(written) < 15, seen)
    yield "enough_owners", "must", _fails(active < 1, active)
    yield "enough_owners", "should", _fails(active < 2, active)
    yield "few_owners", "should", _fails(len(team.owners) > 6, len(team.owners))
    yield "owners_active", "must", _fails(active < len(team.owners), len(team.owners) - active)
    yield "guests", "should", _fails(guests > 1, guests)
    unsaid = team.visibility is None
    yield "visibility", "must", UNKNOWN if unsaid else _fails(team.visibility == "public", "public")
    hidden = team.archived and not status
    yield "required_channels", "should", UNKNOWN if hidden else _fails(not status, ())
    yield "members_at_least", "should", _fails(len(team.members) < 4, len(team.members))
    yield "member_settings", "must", _fails(bool(may_delete), ("allowDeleteChannels: true",))


def _projects(facts: TenantFacts) -> Said:
    people = {person.id: person for person in facts.people}
    inside: list[Team] = []
    unsure = 0
    for team in facts.teams:
        project = team.name.startswith("PRJ-") and not team.archived
        if not project or team.visibility is None or team.visibility == "public":
            unclear = project and team.visibility is None
            unsure += unclear
            for rule in ("enough_owners", "channel_names", "teams_per_person", "overlapping_teams"):
                yield rule, "must", team.id, UNKNOWN if unclear else OUTSIDE
            continue
        inside.append(team)
        active = sum(people[id_].enabled for id_ in team.owners)
        yield "enough_owners", "must", team.id, _fails(active < 3, active)
        yield from _names(team, "must", lambda name: name == "Status" or "A" <= name[0] <= "M")
    crowd, doubles = _crowd(inside, 3), _doubles(inside, 0.3)
    if unsure:
        crowd = {id_: f"at least {number}" for id_, number in crowd.items()}
    yield from _over_all("teams_per_person", "must", facts, crowd, unsure)
    yield from _over_all("overlapping_teams", "must", facts, doubles, unsure)


def _names(team: Team, level: str, fits: object) -> Said:
    assert callable(fits)
    wrong = [each for each in _shown(team) if each.name != "General" and not fits(each.name)]
    for channel in _shown(team):
        what = _fails(channel in wrong, channel.name)
        yield "channel_names", level, channel.id, what
    if team.archived and not wrong:
        yield "channel_names", level, team.id, UNKNOWN


def _over_all(
    rule: str, level: str, facts: TenantFacts, seen: dict[str, object], unsure: int = 0
) -> Said:
    for subject, number in seen.items():
        yield rule, level, subject, ("failed", number)
    if not seen and not unsure:
        yield rule, level, facts.id, PASSED


def _crowd(teams: Sequence[Team], most: int) -> dict[str, object]:
    number = Counter(id_ for team in teams for id_ in team.members)
    return {id_: many for id_, many in number.items() if many > most}


def _doubles(teams: Sequence[Team], share: float) -> dict[str, object]:
    """Each team against each other one that is not archived."""
    found: dict[str, object] = {}
    living = [team for team in teams if not team.archived and len(team.members) >= 3]
    for one, two in combinations(sorted(living, key=lambda team: team.id), 2):
        both, either = set(one.members) & set(two.members), {*one.members, *two.members}
        if len(both) / len(either) >= share:
            found[f"{one.id}|{two.id}"] = round(len(both) / len(either), 2)
    return found


def _shown(team: Team) -> list[Channel]:
    """Graph does not list the private channels of an archived team."""
    return [each for each in team.channels if not (team.archived and each.kind == "private")]


def _fails(wrong: bool, seen: object) -> Found:
    return ("failed", seen) if wrong else PASSED


def teams_of(facts: TenantFacts) -> dict[str, set[str]]:
    """Where an unknown may cover a finding about a channel or a person: their teams, by id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for team in facts.teams:
        for id_ in (team.id, *team.members, *(channel.id for channel in team.channels)):
            found[id_].add(team.id)
    return found
