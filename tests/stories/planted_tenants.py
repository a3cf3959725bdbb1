"""What each rule about all teams at once, or about the organisation itself, has to say."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from simulator.facts import Team
from tests.stories.planted_facts import Found, View, fails

Said = Iterator[tuple[str, Found]]


def teams_per_person(
    view: View, teams: Sequence[Team], at_most: int, count_archived: bool = False
) -> Said:
    counted = [team for team in teams if count_archived or not team.archived]
    number = Counter(id_ for team in counted for id_ in team.members)
    unsure = _unsure(view, teams)
    for id_, many in number.items():
        if many > at_most:
            yield id_, ("failed", f"at least {many}" if unsure else many)


def owner_load(view: View, teams: Sequence[Team], at_most: int) -> Said:
    number = Counter(id_ for team in teams for id_ in team.owners)
    unsure = _unsure(view, teams)
    for id_, many in number.items():
        if many > at_most:
            yield id_, ("failed", f"at least {many}" if unsure else many)


def overlapping_teams(_: View, teams: Sequence[Team], similarity: float) -> Said:
    """Each team against each other one that is not archived."""
    living = [team for team in teams if not team.archived and len(team.members) >= 3]
    for one, two in combinations(sorted(living, key=lambda team: team.id), 2):
        both, either = set(one.members) & set(two.members), {*one.members, *two.members}
        if len(both) / len(either) >= similarity:
            yield f"{one.id}|{two.id}", ("failed", round(len(both) / len(either), 2))


def name_unique(_: View, teams: Sequence[Team], similarity: float) -> Said:
    """Names that are one without case, spaces, punctuation, and numbers at the end, or in which
    one word is spelt nearly so; a number in it makes it another word."""
    for one, two in combinations(sorted(teams, key=lambda team: team.id), 2):
        share = _alike(_plain(one.name), _plain(two.name))
        if share >= similarity:
            yield f"{one.id}|{two.id}", fails(True, round(share, 2))


def _plain(name: str) -> list[str]:
    return re.sub(r"[\W_\d]+$", "", name.lower()).replace("_", " ").replace("-", " ").split()


def _alike(one: Sequence[str], two: Sequence[str]) -> float:
    """The part of the letters that two names have in common in the only word that differs."""
    if "".join(one) == "".join(two):
        return 1.0
    differ = [pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]]
    if len(one) != len(two) or len(differ) != 1 or re.search(r"\d", "".join(differ[0])):
        return 0.0
    shorter, longer = sorted(differ[0], key=lambda word: (len(word), word))
    return SequenceMatcher(None, shorter, longer, autojunk=False).ratio()


def sprawl(view: View, teams: Sequence[Team], per_100: float, inactive_share: float) -> Said:
    """Teams to a hundred people who work here; no share of inactive teams is above all of them."""
    assert inactive_share == 1, "else reports that conceal names would leave it unknown"
    people = sum(each.works_here for each in view.facts.people)
    each = f"{round(len(teams) * 100 / people, 1):g} teams for 100 people"
    quiet = sum(_days_quiet(team) > 90 for team in teams)
    part = f"{round(quiet * 100 / len(teams), 1):g} % inactive"
    shown = "at least 0 % inactive" if view.facts.governance.conceals else part
    yield view.facts.id, fails(len(teams) * 100 / people > per_100, (each, shown))


def _days_quiet(team: Team) -> int:
    return team.age_days if team.quiet_days is None else team.quiet_days


def _unsure(view: View, teams: Sequence[Team]) -> bool:
    """Whether a standard for private projects may be for more teams than these."""
    if len(teams) == len(view.facts.teams):
        return False
    return any(
        team.visibility is None and team.name.startswith("PRJ-") and not team.archived
        for team in view.facts.teams
    )


def group_creation(view: View, restricted_to: str) -> Found:
    everyone = view.rules.get("EnableGroupCreation", "true") == "true"
    group = view.rules.get("GroupCreationAllowedGroupId", "")
    return fails(everyone or group != restricted_to, "everyone" if everyone else group or "nobody")


def naming_policy(view: View, blocked: Sequence[str], pattern: str | None = None) -> Found:
    """What is left out is not asked for. Microsoft blocks words whatever their case."""
    required = view.rules.get("PrefixSuffixNamingRequirement", "")
    words = {*view.rules.get("CustomBlockedWordsList", "").split(",")} - {""}
    differ = {each.lower() for each in words} != {each.lower() for each in blocked}
    return fails(differ or pattern not in (None, required), (required, *sorted(words)))


def expiration_policy(view: View, days_at_most: int, groups: str) -> Found:
    policy = view.facts.governance.policy
    if policy is None:
        return fails(True, "none")
    fewer = groups == "All" and policy.covers != "All"
    return fails(policy.days > days_at_most or fewer, f"{policy.days} days, {policy.covers}")


def guest_owners(view: View, allowed: bool) -> Found:
    may = view.rules.get("AllowGuestsToBeGroupOwner", "false") == "true"
    return fails(may and not allowed, True)


def report_names(view: View) -> Found:
    return fails(view.facts.governance.conceals, "concealed")


OVER_ALL: Mapping[str, Callable[..., Said]] = {
    each.__name__: each
    for each in (teams_per_person, owner_load, overlapping_teams, name_unique, sprawl)
}
OF_ORGANISATION: Mapping[str, Callable[..., Found]] = {
    each.__name__: each
    for each in (group_creation, naming_policy, expiration_policy, guest_owners, report_names)
}
