"""Facts of a team and of the organisation that only some clauses ask for."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.facts import Gap
from core.standards.facts import App, Label, Source
from core.standards.organisation import Covers, GroupRules, LifecyclePolicy
from core.standards.reads import NOT_ASKED, Read
from graph.wire import reasons
from graph.wire.client import GraphClient
from tests.graph.company import PLANNER, company, group, read, read_one
from tests.graph.server import Graph, Reply, many

UNIFIED = "62375ab9-6b52-47ed-826b-58e47e0e304b"
OF_GUESTS = "08d542b9-071f-4e16-94b0-74abb372e3d9"
GROUPS = frozenset({Read.GROUPS})


def made(template: str, **values: str) -> dict[str, Any]:
    """Settings that were made from a template."""
    return {
        "templateId": template,
        "values": [{"name": name, "value": value} for name, value in values.items()],
    }


@pytest.mark.parametrize(
    ("told", "fact", "read_"),
    [
        (
            {"assignedLabels": [{"labelId": "b", "displayName": "B"}, {"labelId": "a"}]},
            "labels",
            (Label("a", ""), Label("b", "B")),
        ),
        ({"assignedLabels": None}, "labels", Gap(reasons.LABELS_UNSAID)),
        ({"assignedLabels": [{"displayName": "B"}]}, "labels", Gap(reasons.LABELS_UNSAID)),
        (
            {"expirationDateTime": "2026-05-01T08:00:00Z"},
            "expires_at",
            datetime(2026, 5, 1, 8, tzinfo=UTC),
        ),
        ({"expirationDateTime": "soon"}, "expires_at", Gap(reasons.EXPIRY_UNSAID)),
        (
            {"serviceProvisioningErrors": [{"serviceInstance": "SharePoint", "isResolved": False}]},
            "errors",
            ("SharePoint",),
        ),
        (
            {"serviceProvisioningErrors": [{"serviceInstance": "SharePoint", "isResolved": True}]},
            "errors",
            (),
        ),
        ({"serviceProvisioningErrors": "none"}, "errors", Gap(reasons.ERRORS_UNSAID)),
        (
            {"serviceProvisioningErrors": [{"serviceInstance": "SharePoint"}]},
            "errors",
            Gap(reasons.ERRORS_UNSAID),
        ),
    ],
)
async def test_what_the_group_tells_of_a_team(
    graph: Graph, client: GraphClient, told: dict[str, Any], fact: str, read_: object
) -> None:
    company(graph, group("apollo", **told))

    assert getattr(await read_one(client, GROUPS), fact) == read_


async def test_what_the_group_leaves_out_is_a_gap(graph: Graph, client: GraphClient) -> None:
    about = group("apollo")
    for name in ("assignedLabels", "expirationDateTime", "serviceProvisioningErrors"):
        del about[name]
    company(graph, about)

    team = await read_one(client, GROUPS)

    assert all(isinstance(fact, Gap) for fact in (team.labels, team.expires_at, team.errors))


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ([], GroupRules()),
        ([made("another", EnableGroupCreation="false")], GroupRules()),
        (
            [
                made(
                    UNIFIED,
                    EnableGroupCreation="False",
                    GroupCreationAllowedGroupId="ABC",
                    PrefixSuffixNamingRequirement="GRP-[GroupName]",
                    CustomBlockedWordsList="payroll, CEO,,ceo",
                    AllowGuestsToBeGroupOwner="true",
                    AllowToAddGuests="false",
                )
            ],
            GroupRules(
                everyone_creates=False,
                created_by="abc",
                naming="GRP-[GroupName]",
                blocked=("CEO", "ceo", "payroll"),
                guests_may_own=True,
                guests_allowed=False,
            ),
        ),
        (
            [made(UNIFIED, EnableGroupCreation="perhaps")],
            Gap("Microsoft Graph gives “perhaps” for EnableGroupCreation, which is no switch"),
        ),
        ([{"values": []}], Gap(reasons.GARBLED)),
        ([{"templateId": UNIFIED, "values": None}], Gap(reasons.GARBLED)),
    ],
)
async def test_what_is_set_for_all_groups(
    graph: Graph, client: GraphClient, settings: list[Any], rules: object
) -> None:
    company(graph, group("apollo"))
    graph.on("/groupSettings", many(*settings))

    reading = await read(client, frozenset({Read.GROUP_SETTINGS}))

    assert reading.tenant.organisation.rules == rules


@pytest.mark.parametrize(
    ("settings", "allowed"),
    [
        ([], None),
        ([made(OF_GUESTS, AllowToAddGuests="false")], False),
        ([made(OF_GUESTS, AllowToAddGuests="True")], True),
        ([made(UNIFIED, AllowToAddGuests="false")], None),
        (
            [made(OF_GUESTS, AllowToAddGuests="so")],
            Gap("Microsoft Graph gives “so” for AllowToAddGuests, which is no switch"),
        ),
        ([{}], Gap(reasons.GARBLED)),
    ],
)
async def test_a_group_s_own_switch_for_guests(
    graph: Graph, client: GraphClient, settings: list[Any], allowed: object
) -> None:
    company(graph, group("apollo"))
    graph.on("/groups/apollo/settings", many(*settings))

    team = await read_one(client, frozenset({Read.GUEST_SETTINGS}))

    assert team.guests_allowed == allowed


@pytest.mark.parametrize(
    ("policies", "policy"),
    [
        ([], None),
        (
            [{"id": "p", "groupLifetimeInDays": 180, "managedGroupTypes": "Selected"}],
            LifecyclePolicy("p", 180, Covers.SELECTED),
        ),
        (
            [{"id": "p", "groupLifetimeInDays": "180", "managedGroupTypes": "All"}],
            Gap(reasons.GARBLED),
        ),
        (
            [{"id": "p", "groupLifetimeInDays": 180, "managedGroupTypes": "Some"}],
            Gap(
                "Microsoft Graph says that the expiration policy is for “Some”, which is not known "
                "here"
            ),
        ),
    ],
)
async def test_when_groups_expire(
    graph: Graph, client: GraphClient, policies: list[Any], policy: object
) -> None:
    company(graph, group("apollo"))
    graph.on("/groupLifecyclePolicies", many(*policies))

    reading = await read(client, frozenset({Read.LIFECYCLE_POLICIES}))

    assert reading.tenant.organisation.policy == policy
    assert reading.tenant.organisation.rules is NOT_ASKED


def versions(*numbers: str, state: str = "published") -> list[dict[str, str]]:
    """What a catalogue says of an app."""
    return [{"version": number, "publishingState": state} for number in numbers]


async def test_the_newest_version_that_is_out_counts(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"))
    link = f"{graph.url}/appCatalogs/teamsApps?$skiptoken=1"
    graph.on(
        "/appCatalogs/teamsApps",
        many({"id": "a", "appDefinitions": versions("1.9.0", "1.10.0")}, link=link),
        many(
            {
                "id": "b",
                "appDefinitions": versions("2.0") + versions("3.0", state="submitted"),
            },
            {"id": "c", "appDefinitions": None},
        ),
    )

    reading = await read(client, frozenset({Read.CATALOGUE}))

    assert reading.tenant.organisation.versions == {"a": "1.10.0", "b": "2.0"}


@pytest.mark.parametrize(
    ("about", "apps"),
    [
        (PLANNER, (App("planner", "Planner", "planner-outside", "1.2.0", Source.STORE),)),
        (
            {"teamsApp": {"id": "x", "distributionMethod": "beamed"}, "teamsAppDefinition": None},
            (
                App(
                    "x",
                    "",
                    "",
                    "",
                    Gap(
                        "Microsoft Graph says that an app comes from “beamed”, which is not known "
                        "here"
                    ),
                ),
            ),
        ),
        ({"teamsApp": None}, Gap(reasons.GARBLED)),
        ({"teamsApp": {"displayName": "no id"}}, Gap(reasons.GARBLED)),
    ],
)
async def test_the_apps_of_a_team(
    graph: Graph, client: GraphClient, about: dict[str, Any], apps: object
) -> None:
    company(graph, group("apollo"), group("gemini"))
    for team in ("apollo", "gemini"):
        graph.on(f"/teams/{team}/installedApps", many(about))

    apollo, gemini = (await read(client, frozenset({Read.APPS}))).tenant.teams

    assert apollo.apps == apps
    assert isinstance(apps, Gap) or apollo.apps is gemini.apps, "kept once"


async def test_plans_without_a_title_are_a_gap(graph: Graph, client: GraphClient) -> None:
    company(graph, group("apollo"), group("gemini"))
    graph.on("/groups/gemini/planner/plans", many({"title": "Plan"}, {"id": "x"}))

    apollo, gemini = (await read(client, frozenset({Read.PLANS}))).tenant.teams

    assert (apollo.plans, gemini.plans) == (("Plan of apollo",), Gap(reasons.GARBLED))


async def test_report_settings_that_say_nothing_are_a_gap(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/admin/reportSettings", Reply({"displayConcealedNames": "no"}))

    reading = await read(client, frozenset({Read.REPORT_SETTINGS}))

    assert reading.tenant.organisation.names_hidden == Gap(
        "Microsoft Graph does not say whether usage reports conceal names"
    )
