"""The sample company and generated tenants are as untidy as real ones, and known all the same."""

from collections import Counter
from collections.abc import AsyncIterator
from hashlib import sha256
from itertools import combinations
from typing import Any

import aiohttp
import pytest

from simulator.choose import from_json, to_json
from simulator.facts import Kind, Team, TenantFacts
from simulator.generated import generate
from simulator.graph.team_settings import settings
from simulator.mess_estate import GAMES, HOMEMADE
from simulator.sample.contoso import contoso
from simulator.trouble import SHARES, Trouble, trouble
from tests.simulator.conftest import Client, Starts

GRAPH = "/graph/v1.0"
LARGE = generate(1000, 5000, 7, mess=True)


def active(facts: TenantFacts) -> set[str]:
    return {each.id for each in facts.people if each.enabled}


def likeness(one: Team, other: Team) -> float:
    first, second = set(one.members), set(other.members)
    return len(first & second) / len(first | second)


def test_the_company_has_every_kind_of_trouble() -> None:
    facts = contoso()
    teams, there = {each.name: each for each in facts.teams}, active(facts)
    guests = {each.id for each in facts.people if each.guest}
    joined = Counter(person for team in facts.teams for person in team.members)
    alike = {
        (one.name, other.name)
        for one, other in combinations(facts.teams, 2)
        if likeness(one, other) >= 0.8
    }

    assert not set(teams["PRJ-Ember"].owners) & there
    assert len(set(teams["Customer Care"].owners) & there) == 2
    assert len(teams["Customer Care"].owners) == 3
    assert len(teams["Engineering"].owners) == 12
    assert {name for name, team in teams.items() if guests & set(team.members)} == {
        "PRJ-Cedar", "PRJ-Granite", "PRJ-Harbor",
    }  # fmt: skip
    assert alike == {("PRJ-Borealis", "Hardware")}
    assert joined.most_common(1)[0][1] == 14
    assert (teams["PRJ Apollo"].description, teams["Hardware"].description) == ("", "Hardware")
    assert (teams["Sales"].visibility, teams["PRJ-Fjord"].visibility) == (None, "public")
    assert teams["PRJ-Iris"].archived
    assert "Status" not in {each.name for each in teams["PRJ-Granite"].channels}
    assert settings(teams["PRJ-Dovetail"])["memberSettings"]["allowAddRemoveApps"] is True
    assert settings(teams["PRJ-Apollo"])["memberSettings"]["allowAddRemoveApps"] is False
    assert len(facts.groups) == 3
    assert teams["PRJ Apollo"].quiet_days is None
    assert [name for name, team in teams.items() if (team.expires_in or 99) < 30] == ["PRJ-Ember"]
    outsiders = {each.id for each in facts.outsiders}
    brought = [c.name for t in facts.teams for c in t.channels if outsiders & set(c.members)]
    assert brought == ["With Brightside"]
    assert [c.name for t in facts.teams for c in t.channels if c.email] == ["Data migration"]
    assert {app.method for team in facts.teams for app in team.apps} == {
        "store", "organization", "sideloaded",
    }  # fmt: skip


def test_each_trouble_is_planted_in_its_share() -> None:
    planted = Counter(kind for kinds in trouble(1000, 7).values() for kind in kinds)

    assert planted == {kind: round(share * 1000) for kind, share in SHARES.items()}
    small = {kind for kinds in trouble(3, 7).values() for kind in kinds}
    assert small == set(Trouble)


def test_the_facts_say_what_was_planted() -> None:
    there = active(LARGE)
    plan = trouble(1000, 7)
    guests = {each.id for each in LARGE.people if each.guest}
    for number, team in enumerate(LARGE.teams):
        ills = plan.get(number, frozenset())
        assert team.archived is (Trouble.ARCHIVED in ills)
        assert (team.visibility is None) is (Trouble.NO_VISIBILITY in ills)
        assert (team.settings == {}) is (Trouble.LOOSE in ills)
        assert (team.description == "") is (Trouble.NO_DESCRIPTION in ills)
        assert bool(team.things) is (Trouble.THINGS in ills)
        kinds = {each.kind for each in team.channels}
        assert (Kind.PRIVATE in kinds) is (Trouble.PRIVATE_CHANNEL in ills)
        assert (Kind.SHARED in kinds) is (Trouble.SHARED_CHANNEL in ills)
        if Trouble.COPY not in ills:
            assert (not team.owners) is (Trouble.NO_OWNER in ills)
            may_add = not ills & {Trouble.NO_OWNER, Trouble.ALL_OWNERS_LEFT}
            with_guests = Trouble.GUESTS in ills or (Trouble.GUEST_OWNER in ills and may_add)
            assert bool(guests & set(team.members)) is with_guests
        if Trouble.ALL_OWNERS_LEFT in ills - {Trouble.NO_OWNER, Trouble.COPY}:
            assert not there & set(team.owners)


def test_what_stands_in_the_teams_is_what_was_planted() -> None:
    plan = trouble(1000, 7)
    names = Counter(team.name for team in LARGE.teams)
    for number, team in enumerate(LARGE.teams):
        ills = plan.get(number, frozenset())
        assert (team.classification == "") is (Trouble.UNCLASSIFIED in ills)
        assert (team.labels == ()) is (Trouble.UNLABELLED in ills)
        assert (team.expires_in is None) is (Trouble.NO_POLICY in ills)
        assert (team.quiet_days is None) is (Trouble.NEVER_USED in ills)
        assert bool(team.errors) is (Trouble.NOT_PROVISIONED in ills)
        assert (team.guests_allowed is not None) is (Trouble.OWN_SWITCH in ills)
        assert (team.plans == ()) is (Trouble.NO_PLAN in ills)
        assert (GAMES in team.apps) is (Trouble.BANNED_APP in ills)
        assert (HOMEMADE in team.apps) is (Trouble.SIDELOADED in ills)
        general = team.channels[0]
        assert bool(general.email) is (Trouble.CHANNEL_EMAIL in ills)
        assert (len(general.tabs) == 1) is (Trouble.MISSING_TAB in ills)
        assert len(team.name) < 60 or Trouble.LONG_NAME in ills
    assert sum(count > 1 for count in names.values()) < 20


def test_some_people_have_no_licence_some_are_invited_some_are_programs() -> None:
    guests = [each for each in LARGE.people if each.guest]
    others = [each for each in LARGE.people if not each.guest]
    outside = {each.id for each in LARGE.outsiders}
    shared = [c for team in LARGE.teams for c in team.channels if c.kind is Kind.SHARED]

    assert 100 <= sum(not each.licensed for each in others) <= 200
    assert 20 <= sum(each.upn.startswith("svc-") for each in others) <= 80
    assert 0.2 <= sum(each.invited_days is not None for each in guests) / len(guests) <= 0.3
    assert 0.15 <= sum("rival" in each.mail for each in guests) / len(guests) <= 0.25
    assert 20 <= sum(bool(outside & set(each.members)) for each in shared) <= 60


def test_what_was_planted_before_is_as_it_was() -> None:
    """Channels, members and what is the matter with them come from the dice they came from."""
    made = [
        (
            team.id,
            (
                team.channels[0].id,
                [each.name for each in team.channels],
                team.visibility,
                team.archived,
                team.age_days,
            ),
        )
        for team in generate(120, 600, 1, mess=True).teams
    ]
    assert sha256(repr(made).encode()).hexdigest().startswith("8cf662b26d872885")


def test_a_large_tenant_has_the_sizes_of_a_real_one() -> None:
    sizes = sorted(len(team.members) for team in LARGE.teams)
    per_person = Counter(person for team in LARGE.teams for person in team.members)
    copies = sum(likeness(*pair) >= 0.8 for pair in zip(LARGE.teams, LARGE.teams[1:], strict=False))

    assert 8 <= sizes[500] <= 20
    assert sum(size > 999 for size in sizes) == 2
    assert 15 <= sum(60 < size <= 999 for size in sizes) <= 40
    assert sum(len(team.owners) > 20 for team in LARGE.teams) >= 5
    assert sum(count >= 40 for count in per_person.values()) >= 5
    assert copies >= 10
    absent = [team for team in LARGE.teams if set(team.owners) - set(team.members)]
    assert 20 <= len(absent) <= 30
    assert len({team.id for team in LARGE.teams}) == 1000
    assert len({each.id for team in LARGE.teams for each in team.channels}) == sum(
        len(team.channels) for team in LARGE.teams
    )


def test_the_same_numbers_and_seed_give_the_same_tenant_and_others_another() -> None:
    assert generate(50, 200, 3, mess=True) == generate(50, 200, 3, mess=True)
    assert generate(50, 200, 3, mess=True) != generate(50, 200, 4, mess=True)


def test_a_very_large_tenant_has_all_that_was_asked_for() -> None:
    facts = generate(5000, 25_000, 7, mess=True)

    assert (len(facts.teams), len(facts.people)) == (5000, 25_000)


@pytest.mark.parametrize("facts", [contoso(), generate(20, 60, 3, mess=True)])
def test_an_untidy_tenant_goes_through_json_and_back(facts: TenantFacts) -> None:
    assert from_json(to_json(facts)) == facts


def test_the_smallest_tenant_can_be_untidy() -> None:
    assert len(generate(1, 1, 1, mess=True).teams) == 1
    assert len(generate(2, 12, 5, mess=True).teams) == 2


@pytest.fixture(params=["sample", "generated"])
async def reader(request: pytest.FixtureRequest, begin: Starts) -> AsyncIterator[Client]:
    """A client of a tenant whose facts are those of the parameter."""
    async with begin(facts=FACTS[request.param]) as tenant, aiohttp.ClientSession() as session:
        yield Client(session, tenant.url)


FACTS = {"sample": contoso(), "generated": generate(40, 1500, 5, mess=True)}


async def test_what_is_served_is_what_was_planted(
    reader: Client, request: pytest.FixtureRequest
) -> None:
    facts = FACTS[request.node.callspec.params["reader"]]
    people = await everything(reader, "/users?$select=id,userType,accountEnabled&$top=999")
    assert {(each["id"], each["userType"], each["accountEnabled"]) for each in people} == {
        (each.id, "Guest" if each.guest else "Member", each.enabled) for each in facts.people
    }

    groups = {each["id"]: each for each in await everything(reader, "/groups?$top=999")}
    others = {each.id for each in facts.groups}
    assert groups.keys() == {each.id for each in facts.teams} | others
    for team in facts.teams:
        shown = groups[team.id]
        assert (shown["displayName"], shown["description"] or "") == (team.name, team.description)
        assert (shown["visibility"] or "none").lower() == (team.visibility or "none")
        assert (shown["classification"] or "") == team.classification
        assert (shown["expirationDateTime"] is None) is (team.expires_in is None)
        await same_as_planted(reader, team)


async def same_as_planted(reader: Client, team: Team) -> None:
    group, own = f"/groups/{team.id}", f"/teams/{team.id}"
    members = await everything(reader, f"{group}/members?$select=id&$top=999")
    owners = await everything(reader, f"{group}/owners?$select=id")
    prefer = {"Prefer": "include-unknown-enum-members"}
    channels = (await reader.get(f"{GRAPH}{own}/channels", prefer)).body["value"]
    shown = (await reader("GET", GRAPH + own)).body

    things = {each.id for each in team.things}
    assert {each["id"] for each in members} == {*team.members, *things}
    assert {each["id"] for each in owners} == set(team.owners)
    assert shown["isArchived"] is team.archived
    assert {name: shown[name] for name in settings(team)} == settings(team)
    assert [(each["displayName"], each["membershipType"]) for each in channels] == [
        (each.name, each.kind)
        for each in team.channels
        if not (team.archived and each.kind is Kind.PRIVATE)
    ]


async def everything(reader: Client, path: str) -> list[dict[str, Any]]:
    """The entries of all pages."""
    found: list[dict[str, Any]] = []
    link = GRAPH + path
    while link:
        page = (await reader("GET", link)).body
        found += page["value"]
        link = page.get("@odata.nextLink", "").removeprefix(reader.address)
    return found
