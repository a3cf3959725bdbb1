"""Tenants of every kind for the properties of judging, and one standard of every rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from core.facts import Gap
from core.standards.engine import rules
from core.standards.facts import Reading, Team, Visibility
from core.standards.model import AppliesTo, Level, Waiver
from core.standards.params import MemberSetting, NamedApp, WantedChannel
from tests.standards.standards import clause, standard
from tests.standards.tenants import EVERY, reading, team

UNREAD = "Microsoft Graph did not answer"
PARAMS: dict[str, dict[str, Any]] = {
    "name_pattern": {"pattern": "o"},
    "description": {"at_least": 3},
    "few_owners": {"at_most": 1},
    "guests": {"at_most": 1},
    "visibility": {"must_be": Visibility.PRIVATE},
    "required_channels": {"names": (WantedChannel(name="Plans"),)},
    "channel_names": {"pattern": "^[PR]", "except": ("Chat",)},
    "members_at_least": {"count": 2},
    "teams_per_person": {"at_most": 2},
    "overlapping_teams": {"similarity": 0.5, "at_least_members": 1},
    "member_settings": {"expect": {MemberSetting.DELETE_CHANNELS: True}},
    "required_apps": {"apps": (NamedApp(id="planner"),)},
    "banned_apps": {"apps": (NamedApp(id="trello"),)},
    "required_plan": {"title": "Plan"},
    "sprawl": {"per_100": 2, "inactive_share": 0.5},
}
WAIVERS = tuple(
    Waiver(rule, "agreed", "pat@contoso.example", date(2027, 1, 31), **given)
    for rule, given in (
        ("enough_owners", {"team": "apollo", "accepted": 1}),
        ("teams_per_person", {"person": "ada", "accepted": 3}),
        ("overlapping_teams", {"team": "gemini"}),
        ("channel_names", {"team": "mercury"}),
    )
)
LIVING = AppliesTo(visibility=Visibility.PRIVATE, archived=False)
CLAUSES = tuple(clause(rule, level, **PARAMS.get(rule, {})) for level in Level for rule in rules())
STANDARDS = (
    standard(*CLAUSES, waivers=WAIVERS),
    standard(*CLAUSES, name="living", applies_to=LIVING),
)
IDS = ("apollo", "gemini", "mercury", "saturn")
PEOPLE = st.sampled_from(("ada", "grace", "alan (left)", "sam (guest)"))
CHANNELS = st.sampled_from(("Plans", "Risks (private)", "Chat", "Odd (shared)"))
ROSTERS = st.lists(PEOPLE, unique=True)

FACTS: dict[str, st.SearchStrategy[Any]] = {
    "description": st.sampled_from(("", "Something", "Apollo")),
    "visibility": st.sampled_from(("private", "public")),
    "owners": ROSTERS,
    "members": ROSTERS,
    "archived": st.booleans(),
    "settings": st.sampled_from(({}, {"allowDeleteChannels": False})),
    "channels": st.lists(CHANNELS, unique=True),
}
GAPS = ("visibility", "owners", "members", "archived", "settings", "channels")


def teams(unread: bool = True) -> st.SearchStrategy[list[Team]]:
    """Up to four teams; where `unread`, any of their facts may be missing."""
    facts: dict[str, st.SearchStrategy[Any]] = {
        name: st.one_of(fact, st.just(UNREAD)) if unread and name in GAPS else fact
        for name, fact in FACTS.items()
    }
    given = st.fixed_dictionaries({}, optional=facts)
    return st.lists(st.tuples(st.sampled_from(IDS), given), unique_by=lambda each: each[0]).map(
        lambda drawn: [team(id_, EVERY, **facts) for id_, facts in drawn]
    )


def readings(unread: bool = True) -> st.SearchStrategy[Reading]:
    """Tenants of such teams, their list sometimes cut short."""
    rest = st.sampled_from((None, "stopped")) if unread else st.none()
    return st.builds(lambda drawn, rest: reading(*drawn, rest=rest), teams(unread), rest)


def holes(what: Reading) -> Iterator[Reading]:
    """The same reading with one fact less, in every way that there is."""
    teams = list(what.tenant.teams)
    for at, each in enumerate(teams):
        for lesser in _lesser(each):
            rest = [*teams[:at], lesser, *teams[at + 1 :]]
            yield replace(what, tenant=replace(what.tenant, teams=rest))
    for at, _ in enumerate(teams):
        rest = [*teams[:at], *teams[at + 1 :]]
        yield replace(what, tenant=replace(what.tenant, teams=rest, rest=Gap("stopped")))


def _lesser(team: Team) -> Iterator[Team]:
    gap = Gap(UNREAD)
    lesser: list[dict[str, Any]] = [{name: gap} for name in GAPS]
    lesser.append({"owners": gap, "members": gap})
    for name in ("owners", "members"):
        match getattr(team, name):
            case (first, *others):
                stranger = replace(first, enabled=gap, is_guest=gap)
                lesser.append({name: (stranger, *others)})
    return (replace(team, **facts) for facts in lesser)
