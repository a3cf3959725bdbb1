"""The sample company is whole, the same everywhere, and its office file speaks of it."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.choose import from_json, to_json
from simulator.facts import Kind
from simulator.generated import generate
from simulator.sample.contoso import contoso
from simulator.sample.moved import moved
from tests.simulator.conftest import Starts

FACTS = contoso()
CHANNELS = [each for team in FACTS.teams for each in team.channels]


def office() -> Any:
    return YAML(typ="safe", pure=True).load(FACTS.office)


def test_the_company_has_its_size_and_no_one_twice() -> None:
    assert len(FACTS.people) == 122
    assert len({each.id for each in FACTS.people} | {each.upn for each in FACTS.people}) == 244
    assert (len(FACTS.teams), len(CHANNELS)) == (24, 90)
    assert len({each.id for each in CHANNELS}) == 90
    assert {each.kind for each in CHANNELS} == set(Kind)
    assert sum(each.guest for each in FACTS.people) == 5
    assert sum(not each.enabled for each in FACTS.people) == 3


def test_ids_are_the_same_on_every_machine() -> None:
    apollo = next(team for team in FACTS.teams if team.name == "PRJ-Apollo")

    assert apollo.id == "fa4efa13-15a3-5b02-8a3a-a41f5ff201a0"
    assert apollo.channels[1].id == "19:6603af8735d057a7a536c8afc1e64557@thread.tacv2"


def test_nobody_speaks_where_they_are_not() -> None:
    within = {each.id: {*each.owners, *each.members} for each in CHANNELS}
    for team in FACTS.teams:
        for channel in team.channels:
            if channel.kind is Kind.STANDARD:
                within[channel.id] = set(team.members)
    for said in FACTS.said:
        assert said.sender in (within[said.place] if isinstance(said.place, str) else said.place)


def test_the_office_file_names_people_teams_and_channels_that_are_there() -> None:
    teams = {team.id: {each.id for each in team.channels} for team in FACTS.teams}
    upns = {person.upn for person in FACTS.people}
    for project in office()["projects"]:
        assert project["channel"] in teams[project["team"]]
        assert project["channel"] in FACTS.stories
        assert {project["owner"], project["sponsor"], *project["stakeholders"]} <= upns
    assert set(re.findall(r"[\w.]+@contoso\.example", FACTS.office)) <= upns


def test_the_office_file_uses_every_part_of_the_contract() -> None:
    parts = "center objectives initiatives projects benefits risks checkins"
    parts += " retros digests audits people"

    assert list(office()) == parts.split()
    assert len(office()["checkins"]) == 8


def test_dates_move_by_whole_weeks_to_the_present_one() -> None:
    text = "starts_on: 2026-11-17"

    assert moved(text, date(2026, 11, 21)) == text
    assert moved(text, date(2028, 3, 1)) == "starts_on: 2028-02-29"


async def test_the_office_file_handed_out_is_of_the_tenants_own_week(begin: Starts) -> None:
    async with begin(now=datetime(2026, 11, 30, 12, tzinfo=UTC)) as tenant:
        assert "ends_on: 2027-01-01" in tenant.office()
    assert "ends_on: 2026-12-18" in FACTS.office


def test_a_tenant_goes_through_json_and_back() -> None:
    assert from_json(to_json(FACTS)) == FACTS


def test_a_tenant_of_three_thousand_channels_is_the_same_each_time() -> None:
    facts = generate(750, 5000, 7)

    assert sum(len(team.channels) for team in facts.teams) == 3000
    assert facts == generate(750, 5000, 7)


async def test_a_file_can_be_the_tenant(begin: Starts, tmp_path: Path) -> None:
    file = tmp_path / "tenant.json"
    file.write_text(json.dumps(to_json(generate(2, 9, 1))), encoding="utf-8")
    async with begin(tenant=str(file)) as tenant:
        assert len(tenant.world.facts.teams) == 2
