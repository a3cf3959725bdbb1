"""What each rule about one team has to say of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator.facts import Kind, Team
from simulator.graph.team_settings import DEFAULTS
from tests.stories.planted_facts import PASSED, UNKNOWN, Found, View, fails

OfTeam = Callable[..., Found]


def name_pattern(_: View, team: Team, pattern: str) -> Found:
    return fails(not re.search(pattern, team.name), team.name)


def name_words(_: View, team: Team, blocked: Sequence[str]) -> Found:
    words = re.split(r"[^a-z]+", team.name.lower())
    found = tuple(each for each in blocked if each.lower() in words)
    return fails(bool(found), found)


def name_length(_: View, team: Team, at_most: int) -> Found:
    return fails(len(team.name) > at_most, len(team.name))


def name_not_person(view: View, team: Team) -> Found:
    names = {each.name.lower() for each in view.facts.people}
    return fails(team.name.lower() in names, team.name)


def description(_: View, team: Team, at_least: int) -> Found:
    written = team.description
    repeats = bool(written) and written.lower() == team.name.lower()
    return fails(repeats or len(written) < at_least, written if repeats else len(written))


def classification(_: View, team: Team, allowed: Sequence[str]) -> Found:
    return fails(team.classification not in allowed, team.classification or "none")


def sensitivity_label(_: View, team: Team, allowed: Sequence[str]) -> Found:
    names = tuple(each.name for each in sorted(team.labels, key=lambda label: label.id))
    return fails(not any(each in allowed for each in names), names)


def enough_owners(view: View, team: Team, at_least: int) -> Found:
    active = sum(each.enabled for each in view.owners(team))
    return fails(active < at_least, active)


def few_owners(_: View, team: Team, at_most: int) -> Found:
    return fails(len(team.owners) > at_most, len(team.owners))


def owners_active(view: View, team: Team) -> Found:
    return _none(sum(not each.enabled for each in view.owners(team)))


def owners_licensed(view: View, team: Team) -> Found:
    return _none(sum(not each.licensed for each in view.owners(team)))


def owners_internal(view: View, team: Team) -> Found:
    return _none(sum(each.guest for each in view.owners(team)))


def owners_are_people(view: View, team: Team, patterns: Sequence[str]) -> Found:
    names = [each.upn for each in view.owners(team)]
    return _none(sum(any(re.search(each, name) for each in patterns) for name in names))


def required_owner(view: View, team: Team, any_of: Sequence[str]) -> Found:
    return fails(not any(each.upn in any_of for each in view.owners(team)), ())


def owners_are_members(_: View, team: Team) -> Found:
    return _none(len(set(team.owners) - set(team.members)))


def guests(view: View, team: Team, allowed: bool, at_most: int) -> Found:
    assert allowed
    number = len(view.guests(team))
    return fails(number > at_most, number)


def guest_domains(view: View, team: Team, allowed: Sequence[str]) -> Found:
    found = {each.mail.partition("@")[2] for each in view.guests(team)} - {*allowed}
    return fails(bool(found), tuple(sorted(found)))


def guest_invitations(view: View, team: Team, days: int) -> Found:
    return _none(sum((each.invited_days or 0) > days for each in view.guests(team)))


def members_at_most(_: View, team: Team, count: int) -> Found:
    return fails(len(team.members) > count, len(team.members))


def members_at_least(_: View, team: Team, count: int) -> Found:
    return fails(len(team.members) < count, len(team.members))


def members_active(view: View, team: Team) -> Found:
    return _none(sum(not each.enabled for each in view.members(team)))


def required_members(view: View, team: Team, people: Sequence[str]) -> Found:
    there = {each.upn for each in view.members(team)}
    return fails(not set(people) <= there, tuple(each for each in people if each in there))


def audience(view: View, team: Team, departments: Sequence[str], share: float) -> Found:
    outside = [each for each in view.members(team) if each.department not in departments]
    part = len(outside) / max(len(team.members), 1)
    return fails(part > share, round(part, 2))


def visibility(_: View, team: Team, must_be: str) -> Found:
    if team.visibility is None:
        return UNKNOWN
    return fails(team.visibility != must_be, team.visibility)


def guest_access(view: View, team: Team, allowed: bool) -> Found:
    """Where a group has no switch of its own it does not forbid guests; whether they are let in is
    what the organisation has set."""
    own = team.guests_allowed
    if own is None:
        lets_in = view.rules.get("AllowToAddGuests", "true") == "true"
        return fails(not allowed or not lets_in, "not set")
    return fails(own is not allowed, own)


def expiration(_: View, team: Team) -> Found:
    return fails(team.expires_in is None, "never")


def expires_soon(view: View, team: Team, days: int) -> Found:
    if team.expires_in is None or team.expires_in > days:
        return PASSED
    nobody = not any(each.enabled for each in view.owners(team))
    return fails(nobody, view.ago(-team.expires_in))


def activity(view: View, team: Team, days: int) -> Found:
    if view.facts.governance.conceals:
        return UNKNOWN
    if team.quiet_days is None:
        return fails(team.age_days > days, "never")
    return fails(team.quiet_days > days, view.ago(team.quiet_days))


def never_used(view: View, team: Team, days: int) -> Found:
    if view.facts.governance.conceals:
        return UNKNOWN
    return fails(team.quiet_days is None and team.age_days > days, "never")


def archived_age(view: View, team: Team, days: int) -> Found:
    """Graph tells no day, and an audit that remembers no earlier one cannot know it."""
    if not team.archived:
        return PASSED
    if view.archived_since is None:
        return UNKNOWN
    since = view.archived_since.get(team.id, view.today)
    return fails((view.today - since).days > days, since.isoformat())


def provisioning(_: View, team: Team) -> Found:
    return fails(bool(team.errors), team.errors)


def required_channels(view: View, team: Team, names: Sequence[str]) -> Found:
    there = {each.name.lower() for each in view.shown(team)}
    if set(names) <= there:
        return PASSED
    return UNKNOWN if team.archived else fails(True, ())


def channels_at_most(view: View, team: Team, count: int) -> Found:
    return _at_most(len(view.shown(team)), count, hidden=team.archived)


def private_channels(view: View, team: Team, at_most: int) -> Found:
    number = sum(each.kind is Kind.PRIVATE for each in view.shown(team))
    return _at_most(number, at_most, hidden=team.archived)


def shared_channels(view: View, team: Team, at_most: int) -> Found:
    number = sum(each.kind is Kind.SHARED for each in view.shown(team))
    return _at_most(number, at_most, hidden=False)


def _at_most(number: int, most: int, *, hidden: bool) -> Found:
    """Where some may be hidden there may be more."""
    if not hidden:
        return fails(number > most, number)
    return fails(True, f"at least {number}") if number > most else UNKNOWN


def required_tabs(view: View, team: Team, tabs: Sequence[Mapping[str, str]]) -> Found:
    there = {(channel.name, tab.app) for channel in view.shown(team) for tab in channel.tabs}
    names = {channel.name for channel in view.shown(team)}
    missing = [each for each in tabs if (each["channel"], each["app"]) not in there]
    # A channel that is not shown may be a private one of an archived team.
    if missing and team.archived and all(each["channel"] not in names for each in missing):
        return UNKNOWN
    found = tuple(f"{each['channel']}/{each['app']}" for each in tabs if each not in missing)
    return fails(bool(missing), found)


def _settings(of: str) -> OfTeam:
    def judged(view: View, team: Team, expect: Mapping[str, Any]) -> Found:
        found = {name: view.setting(team, of, name, DEFAULTS[of][name]) for name in expect}
        wrong = any(found[name] != wanted for name, wanted in expect.items())
        return fails(wrong, tuple(f"{name}: {str(each).lower()}" for name, each in found.items()))

    return judged


def required_apps(_: View, team: Team, apps: Sequence[str]) -> Found:
    there = {each.id for each in team.apps}
    return fails(not set(apps) <= there, tuple(each for each in apps if each in there))


def banned_apps(_: View, team: Team, apps: Sequence[str]) -> Found:
    found = {*apps} & {each.id for each in team.apps}
    return fails(bool(found), tuple(sorted(found)))


def sideloaded_apps(_: View, team: Team) -> Found:
    found = sorted(each.id for each in team.apps if each.method == "sideloaded")
    return fails(bool(found), tuple(found))


def apps_current(view: View, team: Team) -> Found:
    newest = {each.id: _number(each.version) for each in view.facts.catalogue}
    apps = sorted(team.apps, key=lambda app: app.id)
    old = [each for each in apps if _number(each.version) < newest.get(each.id, ())]
    return fails(bool(old), tuple(f"{each.id} {each.version}" for each in old))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in version.split("."))


def required_plan(_: View, team: Team, title: str) -> Found:
    return fails(title not in team.plans, tuple(team.plans))


def _none(wrong: int) -> Found:
    """There has to be none of them; what is seen is how many there are."""
    return fails(wrong > 0, wrong)


OF_TEAMS: Mapping[str, OfTeam] = {
    each.__name__: each
    for each in (
        name_pattern, name_words, name_length, name_not_person, description, classification,
        sensitivity_label, enough_owners, few_owners, owners_active, owners_licensed,
        owners_internal, owners_are_people, required_owner, owners_are_members, guests,
        guest_domains, guest_invitations, members_at_most, members_at_least, members_active,
        required_members, audience, visibility, guest_access, expiration, expires_soon, activity,
        never_used, archived_age, provisioning, required_channels, channels_at_most,
        private_channels, shared_channels, required_tabs, required_apps, banned_apps,
        sideloaded_apps, apps_current, required_plan,
    )
} | {
    "member_settings": _settings("memberSettings"),
    "guest_settings": _settings("guestSettings"),
    "messaging_settings": _settings("messagingSettings"),
    "fun_settings": _settings("funSettings"),
}  # fmt: skip
