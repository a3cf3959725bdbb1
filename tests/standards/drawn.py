"""Tenants of every kind for the properties of judging, and one standard of every rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from core.facts import Gap
from core.standards.engine import rules
from core.standards.facts import Channel, Reading, Team, Visibility
from core.standards.model import AppliesTo, Level, Waiver
from core.standards.organisation import Organisation
from core.standards.params import (
    GiphyRating,
    GuestSetting,
    MemberSetting,
    MessagingSetting,
    NamedApp,
    WantedChannel,
    WantedTab,
)
from tests.standards.standards import clause, standard
from tests.standards.tenants import EVERY, organisation, reading, team

UNREAD = "Microsoft Graph did not answer"
PARAMS: dict[str, dict[str, Any]] = {
    "name_pattern": {"pattern": "o"},
    "name_words": {"blocked": ("apollo",)},
    "name_length": {"at_most": 6},
    "name_unique": {"similarity": 0.8},
    "description": {"at_least": 3},
    "classification": {"allowed": ("Internal",)},
    "sensitivity_label": {"allowed": ("Internal",)},
    "owners_are_people": {"patterns": ("^a",)},
    "required_owner": {"any_of": ("grace@contoso.example", "bob")},
    "owner_load": {"at_most": 2},
    "few_owners": {"at_most": 1},
    "guests": {"at_most": 1},
    "guest_domains": {"allowed": ("friend.example",)},
    "guest_invitations": {"days": 30},
    "members_at_most": {"count": 3},
    "required_members": {"people": ("ada@contoso.example",)},
    "audience": {"departments": ("Sales",), "share": 0.5},
    "visibility": {"must_be": Visibility.PRIVATE},
    "required_channels": {"names": (WantedChannel(name="Plans"),)},
    "channel_names": {"pattern": "^[PR]", "except": ("Chat",)},
    "members_at_least": {"count": 2},
    "teams_per_person": {"at_most": 2},
    "overlapping_teams": {"similarity": 0.5, "at_least_members": 1},
    "member_settings": {"expect": {MemberSetting.DELETE_CHANNELS: True}},
    "activity": {"days": 40},
    "never_used": {"days": 40},
    "archived_age": {"days": 40},
    "channels_at_most": {"count": 2},
    "required_tabs": {"tabs": (WantedTab(channel="Plans", app="planner"),)},
    "website_tabs": {"allowed_hosts": ("contoso.example",)},
    "guest_settings": {"expect": {GuestSetting.DELETE_CHANNELS: False}},
    "messaging_settings": {"expect": {MessagingSetting.TEAM_MENTIONS: False}},
    "fun_settings": {"expect": {"giphyContentRating": GiphyRating.STRICT}},
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
PEOPLE = st.sampled_from(
    (
        "ada",
        {"id": "grace", "department": "Sales"},
        "alan (left)",
        "bob (unlicensed)",
        "sam (guest)",
        {"id": "lee", "guest": True, "domain": "friend.example", "invited": date(2026, 1, 5)},
    )
)
TABS = st.lists(
    st.sampled_from((("Plan", "planner", ""), ("Wiki", "web", "https://wiki.example"))),
    unique=True,
).map(lambda tabs: [dict(zip(("name", "app", "url"), tab, strict=True)) for tab in tabs])
CHANNEL = {
    "name": st.sampled_from(("Plans", "Risks", "Chat")),
    "kind": st.sampled_from(("standard", "private", "shared")),
    "members": st.sampled_from(
        (["ada (owner)"], ["grace"], ["alan (left)", {"id": "eve", "tenant": "other"}])
    ),
    "description": st.sampled_from(("", "What is said here")),
    "email": st.sampled_from(("", "plans@contoso.example")),
    "tabs": TABS,
}
CHANNELS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(CHANNEL)
DAYS = st.sampled_from((date(2026, 10, 1), date(2026, 8, 1)))
ROSTERS = st.lists(PEOPLE, unique_by=str, max_size=5)

FACTS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(("Apollo", "apolo 2", "Ada Lovelace")),
    "description": st.sampled_from(("", "Something", "Apollo")),
    "classification": st.sampled_from(("", "internal")),
    "labels": st.sampled_from(([], ["internal"], ["secret"])),
    "visibility": st.sampled_from(("private", "public")),
    "owners": ROSTERS,
    "members": ROSTERS,
    "archived": st.booleans(),
    "settings": st.sampled_from(({}, {"allowDeleteChannels": False})),
    "channels": st.lists(CHANNELS, unique_by=lambda each: each["name"]),
    "created": DAYS,
    "expires": st.none() | st.sampled_from((date(2026, 10, 20), date(2027, 3, 1))),
    "errors": st.lists(st.sampled_from(("exchange", "sharepoint")), unique=True),
    "guests_allowed": st.none() | st.booleans(),
    "active_on": st.none() | DAYS,
    "archived_since": st.none() | DAYS,
    "guest_settings": st.booleans().map(lambda may: {"allowDeleteChannels": may}),
    "messaging_settings": st.booleans().map(lambda may: {"allowTeamMentions": may}),
    "fun_settings": st.sampled_from(tuple(GiphyRating)).map(
        lambda rating: {"giphyContentRating": rating.value}
    ),
}
OF_ALL_FACTS: dict[str, st.SearchStrategy[Any]] = {
    "names": st.sampled_from(({}, {"ada": "Ada Lovelace"})),
}
# What is drawn for every team: settings of which Graph says nothing are unknown by themselves.
ALWAYS = ("created", "guest_settings", "messaging_settings", "fun_settings")
GAPS = (
    *("labels", "visibility", "owners", "members", "archived", "settings", "channels"),
    *("errors", "guests_allowed", "active_on", "archived_since"),
)
CHANNEL_GAPS = ("kind", "members", "email", "tabs")


def teams(unread: bool = True) -> st.SearchStrategy[list[Team]]:
    """Up to four teams; where `unread`, any of their facts may be missing."""
    facts: dict[str, st.SearchStrategy[Any]] = {
        name: st.one_of(fact, st.just(UNREAD)) if unread and name in GAPS else fact
        for name, fact in FACTS.items()
    }
    always = {name: facts.pop(name) for name in ALWAYS}
    given = st.fixed_dictionaries(always, optional=facts)
    return st.lists(st.tuples(st.sampled_from(IDS), given), unique_by=lambda each: each[0]).map(
        lambda drawn: [team(id_, EVERY, **facts) for id_, facts in drawn]
    )


def readings(unread: bool = True) -> st.SearchStrategy[Reading]:
    """Tenants of such teams, their list sometimes cut short."""
    rest = st.sampled_from((None, "stopped")) if unread else st.none()

    def built(drawn: list[Team], rest: str | None, company: Organisation) -> Reading:
        return reading(*drawn, rest=rest, company=company)

    return st.builds(built, teams(unread), rest, companies(unread))


def companies(unread: bool = True) -> st.SearchStrategy[Organisation]:
    """What is known of the company itself; where `unread`, any of it may be missing."""
    facts: dict[str, st.SearchStrategy[Any]] = {
        name: st.one_of(fact, st.just(UNREAD)) if unread else fact
        for name, fact in OF_ALL_FACTS.items()
    }
    given = st.fixed_dictionaries({}, optional=facts)
    return given.map(lambda drawn: organisation(**drawn))


def holes(what: Reading) -> Iterator[Reading]:
    """The same reading with one fact less, in every way that there is."""
    teams = list(what.tenant.teams)
    for name in OF_ALL_FACTS:
        gap: dict[str, Any] = {name: Gap(UNREAD)}
        company = replace(what.tenant.organisation, **gap)
        yield replace(what, tenant=replace(what.tenant, organisation=company))
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
    lesser += [{"owners": gap, "members": gap}, {"expires_at": gap}, {"created_at": None}]
    lesser.append({"name": ""})
    for name in ("owners", "members"):
        match getattr(team, name):
            case (first, *others):
                stranger = replace(
                    first,
                    enabled=gap,
                    is_guest=gap,
                    licensed=gap,
                    domain=gap,
                    invited_at=gap,
                    department=gap,
                )
                lesser.append({name: (stranger, *others)})
                lesser.append({name: (replace(first, principal=""), *others)})
    match team.channels:
        case (first, *others):
            lesser += [{"channels": (each, *others)} for each in _lesser_channels(first)]
    return (replace(team, **facts) for facts in lesser)


def _lesser_channels(channel: Channel) -> Iterator[Channel]:
    return (replace(channel, **{name: Gap(UNREAD)}) for name in CHANNEL_GAPS)  # type: ignore[arg-type]
