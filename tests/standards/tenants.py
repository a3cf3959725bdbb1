"""Teams written in a few words, for cases and tests: `{owners: [ada, "grace (left)"]}`.

People and channels are their own ids. In brackets stands what is special about them: who left, is
a guest, or could not be looked up; a private or shared channel, or one without a name. A text where
a list is due is the reason why it could not be read.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import (
    NOT_ASKED,
    Account,
    Channel,
    Read,
    Reading,
    Team,
    Tenant,
    Visibility,
)

MARKED = re.compile(r"(.+?)(?: \((\w+)\))?")
AWAY = Gap("Microsoft Graph did not answer")
EVERY = frozenset(Read)
MAY = {"allowCreateUpdateChannels": True, "allowDeleteChannels": True, "allowAddRemoveApps": True}
USUAL: Mapping[str, Any] = {
    "owners": ["ada", "grace"],
    "members": ["ada", "grace", "alan"],
    "visibility": "private",
    "archived": False,
    "settings": {},
    "channels": ["General"],
}
FROM = {
    "owners": Read.GROUPS,
    "members": Read.MEMBERS,
    "visibility": Read.GROUPS,
    "archived": Read.TEAMS,
    "settings": Read.TEAMS,
    "channels": Read.CHANNELS,
}


def team(id_: str = "apollo", reads: Collection[Read] = EVERY, **given: Any) -> Team:
    """What is not given is as usual where one of `reads` gives it, and else was never asked for."""
    facts = {name: given.get(name, USUAL[name]) for name in FROM if _is_there(name, given, reads)}
    people = {
        name: _each(facts.get(name, NOT_ASKED), lambda text: person(text, Read.USERS in reads))
        for name in ("owners", "members")
    }
    settings = _or_gap(facts.get("settings", NOT_ASKED))
    found = facts.get("visibility", NOT_ASKED)
    return Team(
        id=id_,
        name=given.get("name", id_.title()),
        description=_unless(given.get("description", "")),
        classification=given.get("classification", ""),
        created_at=None,
        visibility=Visibility(found) if found in list(Visibility) else _or_gap(found),
        owners=people["owners"],
        members=people["members"],
        archived=_or_gap(facts.get("archived", NOT_ASKED)),
        settings=settings if isinstance(settings, Gap) else {"memberSettings": MAY | settings},
        channels=_each(facts.get("channels", NOT_ASKED), lambda text: channel(text, id_)),
    )


def person(text: str, looked_up: bool = True) -> Account:
    """`grace (left)`, `sam (guest)`, `kim (unread)`."""
    name, mark = _marked(text)
    unread = AWAY if mark == "unread" else None if looked_up else NOT_ASKED
    return Account(
        id=name,
        name=name.title(),
        principal=f"{name}@contoso.example",
        enabled=unread or mark != "left",
        is_guest=unread or mark == "guest",
    )


def channel(text: str, team_id: str = "apollo") -> Channel:
    """`Plans (private)`; its id is `apollo/Plans`."""
    name, mark = _marked(text)
    id_ = f"{team_id}/{name}"
    if mark == "nameless":
        return Channel(id_, "", "", ChannelKind.STANDARD)
    kind = AWAY if mark == "unread" else ChannelKind(mark or "standard")
    return Channel(id_, name, "", kind)


def reading(*teams: Team, rest: str | None = None, whole: bool = True) -> Reading:
    """What was read of a tenant that is called Contoso."""
    tenant = Tenant("contoso", "Contoso", teams, Gap(rest) if rest else None)
    return Reading(tenant, whole, http_requests=1, graph_requests=1, throttled=0)


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
