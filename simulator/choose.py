"""Which tenant a start is about: given, from a file, generated, or the sample company."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from simulator.estate import App, Governance, Label, MadePlan, Policy, Tab, Task
from simulator.facts import (
    Case,
    Channel,
    Chat,
    Deed,
    Group,
    GroupKind,
    Kind,
    Person,
    Said,
    Stop,
    Team,
    TenantFacts,
    Thing,
    ThingKind,
)
from simulator.generated import generate
from simulator.sample.contoso import contoso
from simulator.settings import Settings


def chosen(settings: Settings) -> TenantFacts:
    if settings.facts is not None:
        return settings.facts
    if settings.teams is not None:
        people = settings.people or settings.teams * 5
        return generate(settings.teams, people, settings.seed, mess=settings.mess)
    if settings.tenant == "sample":
        return contoso()
    return from_json(json.loads(Path(settings.tenant).read_text(encoding="utf-8")))


def to_json(facts: TenantFacts) -> dict[str, Any]:
    """What `from_json` reads; lengths of time are seconds."""
    values = asdict(facts)
    for said in values["said"]:
        said["at"] = said["at"].total_seconds()
    return values


def from_json(values: dict[str, Any]) -> TenantFacts:
    """Raises ValueError for a file that does not describe a tenant."""
    try:
        return TenantFacts(
            **values
            | {
                "people": tuple(Person(**each) for each in values["people"]),
                "teams": tuple(team_of(each) for each in values["teams"]),
                "said": tuple(_said(each) for each in values.get("said", ())),
                "tour": tuple(_stop(each) for each in values.get("tour", ())),
                "groups": tuple(_group(each) for each in values.get("groups", ())),
                "chats": tuple(_chat(each) for each in values.get("chats", ())),
                "outsiders": tuple(Person(**each) for each in values.get("outsiders", ())),
                "leaders": tuple(values.get("leaders", ())),
                "staff": tuple(values.get("staff", ())),
                "catalogue": _apps(values.get("catalogue", ())),
                "governance": _governance(values.get("governance", {})),
            }
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"The tenant file is not complete: {error}") from error


def team_of(values: dict[str, Any]) -> Team:
    """Of what `asdict` made of it."""
    return Team(
        **values
        | {
            "owners": tuple(values["owners"]),
            "members": tuple(values["members"]),
            "channels": tuple(_channel(each) for each in values["channels"]),
            "things": tuple(_thing(each) for each in values.get("things", ())),
            "labels": tuple(Label(**each) for each in values.get("labels", ())),
            "errors": tuple(values.get("errors", ())),
            "apps": _apps(values.get("apps", ())),
            "plans": tuple(values.get("plans", ())),
            "made": tuple(MadePlan(**each) for each in values.get("made", ())),
            "tasks": tuple(Task(**each) for each in values.get("tasks", ())),
        }
    )


def _apps(values: Iterable[dict[str, Any]]) -> tuple[App, ...]:
    return tuple(App(**each) for each in values)


def _governance(values: dict[str, Any]) -> Governance:
    policy = values.get("policy")
    return Governance(**values | {"policy": policy and Policy(**policy)})


def _thing(values: dict[str, Any]) -> Thing:
    return Thing(**values | {"kind": ThingKind(values["kind"])})


def _group(values: dict[str, Any]) -> Group:
    lists = {name: tuple(values.get(name, ())) for name in ("owners", "members")}
    return Group(**values | lists | {"kind": GroupKind(values["kind"])})


def _chat(values: dict[str, Any]) -> Chat:
    return Chat(**values | {"members": tuple(values["members"])})


def _channel(values: dict[str, Any]) -> Channel:
    lists = {name: tuple(values.get(name, ())) for name in ("owners", "members")}
    tabs = {"tabs": tuple(Tab(**each) for each in values.get("tabs", ()))}
    return Channel(**values | lists | tabs | {"kind": Kind(values.get("kind", "standard"))})


def _said(values: dict[str, Any]) -> Said:
    place = values["place"]
    where = place if isinstance(place, str) else (place[0], place[1])
    at = timedelta(seconds=values["at"])
    return Said(where, values["sender"], values["days_ago"], at, values["text"])


def _stop(values: dict[str, Any]) -> Stop:
    cases = tuple(Case(**each) for each in values.get("cases", ()))
    deeds = tuple(Deed(**each) for each in values.get("deeds", ()))
    return Stop(**values | {"cases": cases, "deeds": deeds})
