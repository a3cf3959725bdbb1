"""Builds the sample company from its tables; its ids are the same on every machine."""

import csv
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

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
    chat_id,
    made_id,
    thread_id,
)
from simulator.sample.chatter import chatter, tour
from simulator.sample.estate import settled

HERE = Path(__file__).parent
DOMAIN = "contoso.example"
TENANT = made_id("contoso", "tenant")
OfTeam = dict[str, dict[str, bool | str]]
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "æ": "ae", "ß": "ss"})


@cache
def contoso() -> TenantFacts:
    people = _people()
    tables = tomllib.loads((HERE / "teams.toml").read_text(encoding="utf-8"))
    teams = tuple(_team(values, people, tables["house"]) for values in tables["team"])
    places = {f"{team.name}/{each.name}": each.id for team in teams for each in team.channels}
    office = (HERE / "office.yaml").read_text(encoding="utf-8")
    center = YAML(typ="safe").load(office)["center"]
    facts = TenantFacts(
        organisation="Contoso",
        id=TENANT,
        domain=DOMAIN,
        time_zone="America/Chicago",
        visitor=people["ada"].id,
        people=tuple(people.values()),
        teams=teams,
        said=_said(people, places),
        tour=_tour(people, places),
        office=office,
        stories=_stories(places),
        leaders=_named((each["person"] for each in center["leaders"]), people),
        staff=_named(center["staff"], people),
        groups=tuple(_group(values, people) for values in tables["group"]),
        chats=tuple(_chat(values, people) for values in tables["chat"]),
        outsiders=tuple(_outsider(values) for values in tables["outsider"]),
    )
    return settled(facts)


def _people() -> dict[str, Person]:
    """By the name before the @; the first of a department leads it, under the first of all."""
    with (HERE / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heads: dict[str, str] = {}
    people: dict[str, Person] = {}
    for row in rows:
        key = _key(row)
        head = heads.setdefault(row["department"], key)
        boss = head if head != key else next(iter(people), None)
        people[key] = _person(key, row, boss)
    return people


def _person(key: str, row: dict[str, str], boss: str | None) -> Person:
    note = row["note"]
    home = note.removeprefix("guest=") if note.startswith("guest=") else DOMAIN
    mail = f"{key}@{home}"
    guest = home != DOMAIN
    return Person(
        id=made_id("contoso", "person", key),
        name=row["name"],
        upn=f"{mail.replace('@', '_')}#EXT#@{DOMAIN}" if guest else mail,
        mail=mail,
        title=row["title"],
        department=row["department"],
        city=row["city"],
        manager=boss and made_id("contoso", "person", boss),
        guest=guest,
        enabled=note != "left",
        licensed=not guest,
    )


def _key(row: dict[str, str]) -> str:
    if row["note"].startswith("upn="):
        return row["note"].removeprefix("upn=")
    plain = unicodedata.normalize("NFKD", row["name"].translate(LETTERS))
    letters = plain.encode("ascii", "ignore").decode().lower()
    return ".".join(letters.split()).replace("'", "")


def _team(values: dict[str, Any], people: dict[str, Person], house: OfTeam) -> Team:
    name = values["name"]
    owners = [people[key].id for key in values["owners"]]
    return Team(
        id=made_id("contoso", "team", name),
        name=name,
        description=values["description"],
        owners=tuple(owners),
        members=tuple(dict.fromkeys((*owners, *_ids(values["members"], people)))),
        channels=tuple(_channel(name, each, people) for each in values["channels"]),
        visibility=None
        if values.get("visibility") == "none"
        else values.get("visibility", "private"),
        archived=values.get("archived", False),
        age_days=values["age_days"],
        settings=_settings(house if values.get("house", True) else {}, values.get("settings", {})),
        things=tuple(_thing(each) for each in values.get("things", ())),
    )


def _settings(house: OfTeam, own: OfTeam) -> OfTeam:
    return {name: house.get(name, {}) | own.get(name, {}) for name in {**house, **own}}


def _thing(values: dict[str, str]) -> Thing:
    name = values["name"]
    return Thing(made_id("contoso", values["kind"], name), name, ThingKind(values["kind"]))


def _group(values: dict[str, Any], people: dict[str, Person]) -> Group:
    """The same id as that of a thing with its name."""
    return Group(
        id=made_id("contoso", "group", values["name"]),
        name=values["name"],
        kind=GroupKind(values["kind"]),
        owners=_ids(values["owners"], people),
        members=_ids(values["members"], people),
    )


def _chat(values: dict[str, Any], people: dict[str, Person]) -> Chat:
    id_ = chat_id("contoso", values["name"], meeting=values.get("meeting", False))
    return Chat(id_, values["name"], _ids(values["members"], people))


def _outsider(values: dict[str, str]) -> Person:
    """Of an organisation with a tenant of its own."""
    home = values["home"]
    mail = f"{_key(values | {'note': ''})}@{home}"
    person = made_id(home, "person", mail)
    return Person(person, values["name"], mail, mail, values["title"], home=made_id(home, "tenant"))


def _channel(team: str, value: Any, people: dict[str, Person]) -> Channel:
    values = {"name": value} if isinstance(value, str) else value
    owners = _ids(values.get("owners", ()), people)
    return Channel(
        id=thread_id("contoso", team, values["name"]),
        name=values["name"],
        kind=Kind(values.get("kind", "standard")),
        owners=owners,
        members=tuple(dict.fromkeys((*owners, *_ids(values.get("members", ()), people)))),
    )


def _ids(keys: Iterable[str], people: dict[str, Person]) -> tuple[str, ...]:
    """`all` and `all:Department` mean those who have not left and are no guests."""
    found: list[str] = []
    for key in keys:
        if key in people:
            found.append(people[key].id)
            continue
        department = key.removeprefix("all").removeprefix(":")
        found += [
            person.id
            for person in people.values()
            if person.enabled and not person.guest and department in ("", person.department)
        ]
    return tuple(found)


def _named(addresses: Iterable[str], people: dict[str, Person]) -> tuple[str, ...]:
    return tuple(people[each.partition("@")[0]].id for each in addresses)


def _said(people: dict[str, Person], places: dict[str, str]) -> tuple[Said, ...]:
    """A place `a+b` is the chat of two people."""
    found = []
    for line in chatter():
        pair = [people[key].id for key in line.place.split("+")] if "+" in line.place else None
        place = (pair[0], pair[1]) if pair else places[line.place]
        found.append(Said(place, people[line.who].id, line.days_ago, line.at, line.text))
    return tuple(found)


def _tour(people: dict[str, Person], places: dict[str, str]) -> tuple[Stop, ...]:
    """A place that is empty is the person's chat with the bot."""
    return tuple(
        Stop(
            title=stop["title"],
            text=stop["text"],
            as_person=people[stop["as"]].id,
            conversation=places.get(stop["place"], ""),
            cases=tuple(Case(**each) for each in stop.get("case", ())),
            deeds=tuple(Deed(**each) for each in stop["done"]),
        )
        for stop in tour()
    )


def _stories(places: dict[str, str]) -> dict[str, str]:
    """The channel of each project's check-in, and the story its people tell."""
    names = ("Apollo", "Borealis", "Cedar", "Dovetail", "Ember", "Fjord", "Granite", "Harbor")
    found = {}
    for name in names:
        status = f"PRJ-{name}/Status"
        found[places.get(status) or places[f"PRJ-{name}/General"]] = name.lower()
    return found
