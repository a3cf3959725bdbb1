"""Teams written in a few words, for cases and tests: `{owners: [ada, "grace (left)"]}`.

People and channels are their own ids. In brackets stands what is special about them: who left, is
a guest, has no licence, or could not be looked up; a private or shared channel, or one without a
name. A text where a list is due is the reason why it could not be read. What takes more words than
that is written as a mapping: `{id: sam, guest: true, domain: partner.example}`, or
`{name: Plans, kind: private, members: ["ada (owner)"]}`. All was read on 5 October 2026.
"""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import (
    WEBSITE,
    Account,
    App,
    Channel,
    ChannelMember,
    Label,
    Reading,
    Source,
    Tab,
    Team,
    Tenant,
    Visibility,
)
from core.standards.organisation import Covers, GroupRules, LifecyclePolicy, Organisation
from core.standards.reads import NOT_ASKED, Read

MARKED = re.compile(r"(.+?)(?: \((\w+)\))?")
AWAY = Gap("Microsoft Graph did not answer")
EVERY = frozenset(Read)
TODAY = date(2026, 10, 5)
MAY = {"allowCreateUpdateChannels": True, "allowDeleteChannels": True, "allowAddRemoveApps": True}
USUAL: Mapping[str, Any] = {
    "owners": ["ada", "grace"],
    "members": ["ada", "grace", "alan"],
    "visibility": "private",
    "labels": [],
    "expires": None,
    "errors": [],
    "archived": False,
    "archived_since": None,
    "settings": {},
    "guest_settings": {},
    "messaging_settings": {},
    "fun_settings": {},
    "channels": ["General"],
    "apps": [],
    "active_on": TODAY,
    "plans": [],
    "guests_allowed": None,
}
FROM = {
    "owners": Read.GROUPS,
    "members": Read.MEMBERS,
    "visibility": Read.GROUPS,
    "labels": Read.GROUPS,
    "expires": Read.GROUPS,
    "errors": Read.GROUPS,
    "archived": Read.TEAMS,
    "archived_since": Read.TEAMS,
    "settings": Read.TEAMS,
    "guest_settings": Read.TEAMS,
    "messaging_settings": Read.TEAMS,
    "fun_settings": Read.TEAMS,
    "channels": Read.CHANNELS,
    "apps": Read.APPS,
    "active_on": Read.ACTIVITY,
    "plans": Read.PLANS,
    "guests_allowed": Read.GUEST_SETTINGS,
}
OF_ALL: Mapping[str, Read] = {
    "people": Read.USERS,
    "names": Read.USERS,
    "rules": Read.GROUP_SETTINGS,
    "policy": Read.LIFECYCLE_POLICIES,
    "names_hidden": Read.REPORT_SETTINGS,
    "versions": Read.CATALOGUE,
}


def team(id_: str = "apollo", reads: Collection[Read] = EVERY, **given: Any) -> Team:
    """What is not given is as usual where one of `reads` gives it, and else was never asked for."""
    facts = {name: given.get(name, USUAL[name]) for name in FROM if _is_there(name, given, reads)}

    def fact(name: str) -> Any:
        return facts.get(name, NOT_ASKED)

    people = {
        name: _each(fact(name), lambda text: person(text, Read.USERS in reads))
        for name in ("owners", "members")
    }
    found = fact("visibility")
    return Team(
        id=id_,
        name=given.get("name", id_.title()),
        description=_unless(given.get("description", "")),
        classification=_unless(given.get("classification", "")),
        created_at=_moment(given.get("created")),
        visibility=Visibility(found) if found in list(Visibility) else _or_gap(found),
        owners=people["owners"],
        members=people["members"],
        archived=_or_gap(fact("archived")),
        settings=_settings(facts),
        channels=_each(fact("channels"), lambda text: channel(text, id_, reads)),
        labels=_each(fact("labels"), lambda text: Label(text, text.title())),
        expires_at=_moment(fact("expires")),
        errors=_each(fact("errors"), str),
        guests_allowed=_or_gap(fact("guests_allowed")),
        apps=_each(fact("apps"), app),
        plans=_each(fact("plans"), str),
        active_on=_or_gap(fact("active_on")),
        archived_since=_or_gap(fact("archived_since")),
        read_on=TODAY,
    )


def person(given: str | Mapping[str, Any], looked_up: bool = True) -> Account:
    """`grace (left)`, `sam (guest)`, `bob (unlicensed)`, `kim (unread)`; or a mapping.

    The mapping may have `id`, `left`, `guest`, `licensed`, `domain`, `invited`, `department`,
    `principal` and `called`.
    """
    if isinstance(given, str):
        name, mark = _marked(given)
        given = {"id": name, "mark": mark}
    name, mark = given["id"], given.get("mark")
    unread = AWAY if mark == "unread" else None if looked_up else NOT_ASKED
    guest = mark == "guest" or given.get("guest", False)
    return Account(
        id=name,
        name=given.get("called", name.title()),
        principal=given.get("principal", f"{name}@contoso.example"),
        enabled=unread or not (mark == "left" or given.get("left", False)),
        is_guest=unread or guest,
        licensed=unread or _or_gap(given.get("licensed", mark != "unlicensed")),
        domain=unread or _domain(given.get("domain", "partner.example" if guest else "")),
        invited_at=unread or _moment(given.get("invited")),
        department=unread or given.get("department", ""),
    )


def channel(
    given: str | Mapping[str, Any], team_id: str = "apollo", reads: Collection[Read] = ()
) -> Channel:
    """`Plans (private)`; its id is `apollo/Plans`. Or a mapping.

    The mapping may have `name`, `kind`, `description`, `members` (`ada (owner)`, or with another
    `tenant`, null where that is not known), `email` and `tabs`.
    """
    if isinstance(given, str):
        name, mark = _marked(given)
        given = {"name": name, "kind": mark}
    name, mark = given["name"], given.get("kind")
    id_ = f"{team_id}/{name}"
    if mark == "nameless":
        return Channel(id_, "", "", ChannelKind.STANDARD)
    kind = AWAY if mark == "unread" else ChannelKind(mark or "standard")
    looked_up = Read.USERS in reads

    def own(part: str, read: Read, usual: Any) -> Any:
        return given.get(part, usual) if part in given or read in reads else NOT_ASKED

    return Channel(
        id_,
        name,
        _unless(given.get("description", "")),
        kind,
        _each(own("members", Read.CHANNEL_MEMBERS, []), lambda who: _mate(who, looked_up)),
        _domain(own("email", Read.CHANNEL_EMAILS, "")),
        _each(own("tabs", Read.TABS, []), _tab),
    )


def app(given: str | Mapping[str, Any]) -> App:
    """`planner`, or `{id: planner, name: Planner, version: 1.0.0, source: store}`."""
    found = {"id": given} if isinstance(given, str) else given
    source = found.get("source", "store")
    return App(
        found["id"],
        found.get("name", found["id"].title()),
        found.get("external_id", f"external-{found['id']}"),
        found.get("version", "1.0.0"),
        Source(source) if source in list(Source) else Gap(source),
    )


def organisation(reads: Collection[Read] = EVERY, **given: Any) -> Organisation:
    """As a company has it that set nothing up: `people`, `names`, `rules`, `policy` and so on."""
    usual: dict[str, Any] = {
        "people": 100,
        "names": {},
        "rules": {},
        "policy": None,
        "names_hidden": False,
        "versions": {},
    }
    facts = {
        name: _or_gap(given.get(name, usual[name]))
        for name, read in OF_ALL.items()
        if name in given or read in reads
    }
    rules, policy = facts.get("rules"), facts.get("policy")
    if isinstance(rules, Mapping):
        facts["rules"] = GroupRules(**{**rules, "blocked": tuple(rules.get("blocked", ()))})
    if isinstance(policy, Mapping):
        facts["policy"] = LifecyclePolicy("policy", policy["days"], Covers(policy["covers"]))
    return Organisation(**facts, read_on=TODAY)


def reading(
    *teams: Team,
    rest: str | None = None,
    whole: bool = True,
    company: Organisation | None = None,
) -> Reading:
    """What was read of a tenant that is called Contoso."""
    company = company or organisation()
    tenant = Tenant("contoso", "Contoso", teams, Gap(rest) if rest else None, company)
    return Reading(tenant, whole, http_requests=1, graph_requests=1, throttled=0)


def _mate(given: str | Mapping[str, Any], looked_up: bool) -> ChannelMember:
    if isinstance(given, str):
        name, mark = _marked(given)
        given = {"id": name, "owner": True} if mark == "owner" else given
    if isinstance(given, str):
        return ChannelMember(person(given, looked_up), owner=False)
    who = person(given, looked_up)
    tenant, owner = given.get("tenant", ""), given.get("owner", False)
    return ChannelMember(who, AWAY if owner is None else owner, AWAY if tenant is None else tenant)


def _tab(given: Mapping[str, Any]) -> Tab:
    name = given["name"]
    url = given.get("url", "")
    return Tab(given.get("id", name), name, given.get("app", WEBSITE if url else ""), url)


def _settings(facts: Mapping[str, Any]) -> Any:
    """The members' switches are `settings`, the others have their own words."""
    members = _or_gap(facts.get("settings", NOT_ASKED))
    if isinstance(members, Gap):
        return members
    found = {"memberSettings": MAY | members}
    for name in ("guest", "messaging", "fun"):
        found[f"{name}Settings"] = facts.get(f"{name}_settings", {})
    return found


def _moment(given: Any) -> Any:
    """A day is its midnight in UTC; a text why it is not known."""
    if isinstance(given, date):
        return datetime(given.year, given.month, given.day, tzinfo=UTC)
    return _or_gap(given)


def _domain(given: Any) -> Any:
    """What has a dot or is empty is an address or a part of one, else why it is not known."""
    return given if not isinstance(given, str) or not given or "." in given else Gap(given)


def _is_there(name: str, given: Mapping[str, Any], reads: Collection[Read]) -> bool:
    return name in given or FROM[name] in reads


def _marked(text: str) -> tuple[str, str | None]:
    found = MARKED.fullmatch(text)
    assert found, text
    return found[1], found[2]


def _each(fact: Any, build: Any) -> Any:
    fact = _or_gap(fact)
    return fact if isinstance(fact, Gap) else tuple(build(each) for each in fact)


def _unless(text: str | None) -> str | Gap:
    return AWAY if text is None else text


def _or_gap(fact: Any) -> Any:
    return Gap(fact) if isinstance(fact, str) else fact
