"""Two standards that ask everything: of every team, and again, harder or milder, of projects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.facts import TenantFacts


@dataclass(frozen=True)
class Clause:
    """One clause, its parameters as in a file."""

    rule: str
    level: str = "should"
    params: dict[str, Any] = field(default_factory=dict)


# Words that stand for somebody or something of the tenant that is judged.
SOMEBODY, SOMEBODY_ELSE, A_GROUP = "<somebody>", "<somebody else>", "<a group>"
PLANNER = "com.microsoft.teamspace.tab.planner"

HOUSE = (
    Clause("name_pattern", params={"pattern": "^[A-Z][a-z]|^PRJ-"}),
    Clause("name_words", params={"blocked": ["test", "Finance"]}),
    Clause("name_length", params={"at_most": 40}),
    Clause("name_unique", params={"similarity": 0.85}),
    Clause("name_not_person"),
    Clause("description", "must", {"at_least": 15}),
    Clause("classification", params={"allowed": ["Internal", "Confidential"]}),
    Clause("sensitivity_label", params={"allowed": ["General", "Confidential"]}),
    Clause("enough_owners", "must", {"at_least": 1}),
    Clause("enough_owners", params={"at_least": 2}),
    Clause("few_owners", params={"at_most": 6}),
    Clause("owners_active", "must"),
    Clause("owners_licensed", "must"),
    Clause("owners_internal"),
    Clause("owners_are_people", params={"patterns": ["^svc-", "^admin"]}),
    Clause("required_owner", params={"any_of": [SOMEBODY, SOMEBODY_ELSE]}),
    Clause("owner_load", params={"at_most": 2}),
    Clause("owners_are_members", "must"),
    Clause("guests", params={"allowed": True, "at_most": 1}),
    Clause("guest_domains", params={"allowed": ["partner.example", "larkfield.example"]}),
    Clause("guest_invitations", params={"days": 60}),
    Clause("members_at_most", params={"count": 30}),
    Clause("members_at_least", params={"count": 4}),
    Clause("members_active"),
    Clause("required_members", params={"people": [SOMEBODY]}),
    Clause(
        "audience",
        params={"departments": ["Sales", "Finance", "Product", "Engineering"], "share": 0.6},
    ),
    Clause("teams_per_person", params={"at_most": 6, "count_archived": True}),
    Clause("overlapping_teams", params={"similarity": 0.8}),
    Clause("visibility", "must", {"must_be": "private"}),
    Clause("guest_access", params={"allowed": False}),
    Clause("expiration"),
    Clause("expires_soon", "must", {"days": 30}),
    Clause("activity", params={"days": 94}),
    Clause("never_used", params={"days": 60}),
    Clause("archived_age", params={"days": 365}),
    Clause("provisioning", "must"),
    Clause("channel_names", params={"pattern": "^[A-Z][a-z]+$"}),
    Clause("required_channels", params={"names": ["status"]}),
    Clause("channel_descriptions", params={"at_least": 10}),
    Clause("channels_at_most", params={"count": 5}),
    Clause("private_channels", params={"at_most": 0}),
    Clause("shared_channels", params={"at_most": 0}),
    Clause("external_shared_channels", "must"),
    Clause("private_channel_owners", params={"at_least": 2}),
    Clause("channel_email"),
    Clause("required_tabs", params={"tabs": [{"channel": "General", "app": PLANNER}]}),
    Clause("website_tabs", params={"allowed_hosts": ["wiki.generated.example"]}),
    Clause("member_settings", "must", {"expect": {"allowDeleteChannels": False}}),
    Clause("guest_settings", "must", {"expect": {"allowDeleteChannels": False}}),
    Clause("messaging_settings", params={"expect": {"allowUserDeleteMessages": True}}),
    Clause("fun_settings", params={"expect": {"giphyContentRating": "strict"}}),
    Clause("required_apps", params={"apps": [PLANNER]}),
    Clause("banned_apps", "must", {"apps": ["<games>"]}),
    Clause("sideloaded_apps", "must"),
    Clause("apps_current"),
    Clause("required_plan", params={"title": "Work"}),
    Clause("group_creation", params={"restricted_to": A_GROUP}),
    Clause("naming_policy", params={"pattern": "PRJ-[GroupName]", "blocked": ["CEO", "Payroll"]}),
    Clause("expiration_policy", params={"days_at_most": 400, "groups": "All"}),
    Clause("guest_owners", params={"allowed": False}),
    Clause("report_names"),
    Clause("sprawl", params={"per_100": 21, "inactive_share": 1.0}),
)

PROJECTS = (
    Clause("name_words", "must", {"blocked": ["Anchor"]}),
    Clause("name_length", "must", {"at_most": 20}),
    Clause("name_unique", "must", {"similarity": 1}),
    Clause("name_not_person", "must"),
    Clause("classification", "must", {"allowed": ["Confidential"]}),
    Clause("sensitivity_label", "must", {"allowed": ["Confidential"]}),
    Clause("enough_owners", "must", {"at_least": 3}),
    Clause("owners_licensed"),
    Clause("owners_internal", "must"),
    Clause("owners_are_people", "must", {"patterns": ["^a"]}),
    Clause("required_owner", "must", {"any_of": [SOMEBODY]}),
    Clause("owner_load", "must", {"at_most": 1}),
    Clause("owners_are_members"),
    Clause("guest_domains", "must", {"allowed": ["rival.example"]}),
    Clause("guest_invitations", "must", {"days": 4}),
    Clause("members_at_most", "must", {"count": 12}),
    Clause("members_active", "must"),
    Clause("required_members", "must", {"people": [SOMEBODY, SOMEBODY_ELSE]}),
    Clause("audience", "must", {"departments": ["Sales"], "share": 0.9}),
    Clause("teams_per_person", "must", {"at_most": 3}),
    Clause("overlapping_teams", "must", {"similarity": 0.3}),
    Clause("guest_access", "must", {"allowed": True}),
    Clause("expiration", "must"),
    Clause("expires_soon", params={"days": 100}),
    Clause("activity", "must", {"days": 150}),
    Clause("never_used", "must", {"days": 700}),
    Clause("archived_age", "must", {"days": 1}),
    Clause("provisioning"),
    Clause("channel_names", "must", {"pattern": "^[A-M]", "except": ["status"]}),
    Clause("channel_descriptions", "must", {"at_least": 28}),
    Clause("channels_at_most", "must", {"count": 3}),
    Clause("private_channels", "must", {"at_most": 1}),
    Clause("shared_channels", "must", {"at_most": 1}),
    Clause("external_shared_channels", params={"allowed_tenants": ["<the outsiders>"]}),
    Clause("private_channel_owners", "must", {"at_least": 1}),
    Clause("channel_email", "must"),
    Clause(
        "required_tabs",
        "must",
        {"tabs": [{"channel": "Status", "app": PLANNER}, {"channel": "General", "app": PLANNER}]},
    ),
    Clause("website_tabs", "must", {"allowed_hosts": ["files.elsewhere.example"]}),
    Clause("guest_settings", params={"expect": {"allowCreateUpdateChannels": False}}),
    Clause("messaging_settings", "must", {"expect": {"allowTeamMentions": False}}),
    Clause("fun_settings", "must", {"expect": {"allowGiphy": True}}),
    Clause("required_apps", "must", {"apps": [PLANNER, "<ours>"]}),
    Clause("banned_apps", params={"apps": [PLANNER]}),
    Clause("sideloaded_apps"),
    Clause("apps_current", "must"),
    Clause("required_plan", "must", {"title": "Play"}),
    Clause("group_creation", "must", {"restricted_to": "00000000-0000-0000-0000-000000000001"}),
    Clause("naming_policy", "must", {"blocked": ["payroll", "Board"]}),
    Clause("expiration_policy", "must", {"days_at_most": 180, "groups": "Selected"}),
    Clause("guest_owners", "must", {"allowed": True}),
    Clause("report_names", "must"),
)


def clauses(asked: Sequence[Clause], facts: TenantFacts) -> list[Clause]:
    """With the tenant's own people and things in the places of the words that stand for them."""
    known = {app.name: app.id for app in facts.catalogue}
    people = {each.id: each for each in facts.people}
    meant = {
        SOMEBODY: people[facts.visitor].upn,
        SOMEBODY_ELSE: facts.people[1].upn,
        A_GROUP: facts.groups[0].id,
        "<games>": known.get("Games") or known["Polls and games"],
        "<ours>": known.get("Expenses") or known["Van stock"],
        "<the outsiders>": facts.outsiders[0].home,
    }
    return [
        Clause(each.rule, each.level, {name: _put(meant, of) for name, of in each.params.items()})
        for each in asked
    ]


def _put(meant: dict[str, str], value: Any) -> Any:
    if isinstance(value, list):
        return [_put(meant, each) for each in value]
    return meant.get(value, value) if isinstance(value, str) else value
