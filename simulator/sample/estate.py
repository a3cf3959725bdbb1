"""Sets up the sample company's teams from a table: apps, tabs, labels, plans, when they end."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.estate import WEBSITE, App, Governance, Label, Policy, Tab
from simulator.facts import Channel, Team, TenantFacts, made_id

HERE = Path(__file__).parent
NEVER = -1


def settled(facts: TenantFacts) -> TenantFacts:
    """The company with everything that stands in its teams."""
    table = tomllib.loads((HERE / "estate.toml").read_text(encoding="utf-8"))
    apps = {each["key"]: _app(each) for each in table["app"]}
    outsiders = {each.mail.partition("@")[0]: each.id for each in facts.outsiders}
    teams = [
        _team(each, table["usual"] | table["team"].get(each.name, {}), apps, outsiders)
        for each in facts.teams
    ]
    governance = Governance(table["rules"], Policy(**table["policy"]), table["hidden_names"])
    return replace(facts, teams=tuple(teams), catalogue=tuple(apps.values()), governance=governance)


def _team(
    team: Team, has: Mapping[str, Any], apps: Mapping[str, App], outsiders: Mapping[str, str]
) -> Team:
    label = has["label"]
    return replace(
        team,
        classification=has["classification"],
        labels=(Label(made_id("contoso", "label", label), label),) if label else (),
        apps=tuple(_installed(each, apps) for each in has["apps"]),
        plans=tuple(has["plans"]),
        expires_in=None if has["expires_in"] == NEVER else has["expires_in"],
        quiet_days=None if has["quiet_days"] == NEVER else has["quiet_days"],
        errors=tuple(has.get("errors", ())),
        guests_allowed=has.get("guests_allowed"),
        channels=tuple(_channel(each, has, apps, outsiders) for each in team.channels),
    )


def _channel(
    channel: Channel, has: Mapping[str, Any], apps: Mapping[str, App], outsiders: Mapping[str, str]
) -> Channel:
    tabs = has.get("tabs", {}).get(channel.name, ())
    brought = has.get("bring", {}).get(channel.name, ())
    return replace(
        channel,
        email=has.get("emails", {}).get(channel.name, ""),
        tabs=tuple(_tab(each, apps) for each in tabs),
        members=(*channel.members, *(outsiders[each] for each in brought)),
    )


def _tab(values: Mapping[str, str], apps: Mapping[str, App]) -> Tab:
    """One that names no app leads to a website."""
    app = values.get("app")
    return Tab(values["name"], apps[app].id if app else WEBSITE, values.get("url", ""))


def _installed(value: Any, apps: Mapping[str, App]) -> App:
    """The key of an app in the catalogue, one with another version, or one that is not in it."""
    if isinstance(value, str):
        return replace(apps[value], awaiting="")
    if "key" in value:
        return replace(apps[value["key"]], version=value["version"], awaiting="")
    return _app(value)


def _app(values: Mapping[str, str]) -> App:
    return App(
        id=values.get("id") or made_id("contoso", "app", values["name"]),
        name=values["name"],
        version=values["version"],
        method=values.get("method", "store"),
        awaiting=values.get("awaiting", ""),
    )
