"""Everybody an audit meets, once each, with what the different reads told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import intern
from typing import TypeVar

from core.facts import Gap
from core.standards.facts import Account
from core.standards.reads import NOT_ASKED
from graph.wire import decode
from graph.wire.asks import Json, Kind
from graph.wire.decode import id_of, moment, says, text
from graph.wire.reasons import (
    DEPARTMENT_UNSAID,
    ENABLED_UNSAID,
    FROM_ELSEWHERE,
    GUEST_UNSAID,
    INVITED_UNSAID,
    LICENCES_UNSAID,
    MAIL_UNSAID,
    NOT_LISTED,
    reason,
)

T = TypeVar("T")

NOBODY = Gap(reason(Kind.USER, 404))
GUESTS = {"Guest": True, "Member": False}
OUTSIDE = "#EXT#"
WAITING = "PendingAcceptance"
SETTLED = ("", "Accepted")
NAMELESS = "Microsoft Graph listed accounts without saying which"


@dataclass(frozen=True, slots=True)
class _Listed:
    """What only the list of accounts tells, before it is known whether it is a guest's.

    `domain` is that of the mailbox, empty without one; `invited_at` where nobody accepted yet.
    """

    licensed: bool | Gap
    domain: str | Gap
    invited_at: datetime | Gap | None
    department: str | Gap


@dataclass(slots=True)
class _Told:
    """What is known so far; empty where nobody told."""

    id: str
    name: str = ""
    principal: str = ""
    type: str = ""
    enabled: bool | None = None
    listed: bool = False
    elsewhere: bool = False
    more: _Listed | None = None

    def hear(self, item: Json) -> None:
        """Fill in what was not known, so that the order of answers does not matter.

        A type that we know outdoes one that we do not, whoever told it first.
        """
        self.name = self.name or text(item, "displayName")
        self.principal = self.principal or text(item, "userPrincipalName")
        if self.type not in GUESTS:
            self.type = text(item, "userType") or self.type

    @property
    def guest(self) -> bool | None:
        """None where it is not known. Old accounts have no type; a guest's name tells then."""
        if self.type:
            return GUESTS.get(self.type)
        return OUTSIDE in self.principal if self.principal else None


class Accounts:
    """Ids are kept once, because the same people are in many teams.

    `asked` is whether accounts are read at all, `rest` why those not listed are not known.
    """

    def __init__(self, asked: bool) -> None:
        self.rest = Gap(NOT_LISTED)
        self._asked = asked
        self._told: dict[str, _Told] = {}
        self._gaps: dict[str, Gap] = {}
        self._made: dict[str, Account] = {}
        self._same: dict[_Listed, _Listed] = {}
        self._nameless = False

    @property
    def ids(self) -> list[str]:
        """Of everybody of ours met so far, sorted."""
        return sorted(id_ for id_, told in self._told.items() if not told.elsewhere)

    @property
    def people(self) -> int | Gap:
        """How many accounts of our own can sign in, of all that were listed."""
        ours = [told for told in self._told.values() if told.listed and told.enabled is not False]
        if self._nameless:
            return Gap(NAMELESS)
        if any(told.enabled is None for told in ours):
            return Gap(ENABLED_UNSAID)
        if any(told.guest is None for told in ours):
            return Gap(GUEST_UNSAID)
        return sum(not told.guest for told in ours)

    @property
    def names(self) -> Mapping[str, str]:
        """What all that were listed are called, those with a name, by id."""
        return {id_: told.name for id_, told in self._told.items() if told.listed and told.name}

    def met(self, items: Iterable[Json]) -> list[str]:
        """Ids of the people in a roster; devices, service principals and groups are left out.

        Raises NotRead where somebody has no id.
        """
        found = decode.all_with_ids(decode.of_type(decode.USER, items))
        return [self._hear(item).id for item in found]

    def met_elsewhere(self, id_: str, name: str) -> str:
        """Somebody of another organisation, whom no list of ours has."""
        told = self._told.setdefault(id_.lower(), _Told(id_.lower(), elsewhere=True))
        told.name = told.name or name
        return told.id

    def listed(self, items: list[Json]) -> None:
        """The accounts themselves. Raises NotRead where none of them has an id."""
        found = decode.people(items)
        self._nameless |= len(found) < len(decode.of_type(decode.USER, items))
        for item in found:
            told = self._hear(item)
            told.listed, told.elsewhere = True, False
            enabled = item.get("accountEnabled")
            told.enabled = enabled if isinstance(enabled, bool) else None
            told.more = self._shared(_listed(item))

    def note(self, id_: str, answer: Json | Gap) -> None:
        """One account, or why it could not be read. Raises NotRead for one without an id."""
        if isinstance(answer, Gap):
            self._gaps[id_] = Gap(NOT_LISTED) if answer == NOBODY else answer
        else:
            self.listed([answer])

    def person(self, id_: str) -> Account:
        """The same object each time. Only after everything was heard."""
        made = self._made.get(id_)
        if made is None:
            made = self._made[id_] = self._person(self._told[id_])
        return made

    def _hear(self, item: Json) -> _Told:
        id_ = id_of(item).lower()
        told = self._told.setdefault(id_, _Told(id_))
        told.hear(item)
        return told

    def _person(self, told: _Told) -> Account:
        if not self._asked:
            return Account(told.id, told.name, told.principal, NOT_ASKED, NOT_ASKED)
        gap = Gap(FROM_ELSEWHERE) if told.elsewhere else self._gaps.get(told.id, self.rest)
        enabled = _known(told.enabled, Gap(ENABLED_UNSAID) if told.listed else gap)
        guest = _known(told.guest, Gap(GUEST_UNSAID) if told.listed else gap)
        more = told.more or _Listed(gap, gap, gap, gap)
        return Account(
            told.id,
            told.name,
            told.principal,
            enabled,
            guest,
            more.licensed,
            _domain(guest, more, told.principal),
            _of_guest(guest, more.invited_at, None),
            more.department,
        )

    def _shared(self, more: _Listed) -> _Listed:
        """The same object for all who have the same: most people of a company do."""
        return self._same.setdefault(more, more)


def _known(value: bool | None, otherwise: Gap) -> bool | Gap:
    return otherwise if value is None else value


def _listed(item: Json) -> _Listed:
    licences = item.get("assignedLicenses")
    return _Listed(
        bool(licences) if isinstance(licences, list) else Gap(LICENCES_UNSAID),
        intern(_host(text(item, "mail"))) if says(item, "mail") else Gap(MAIL_UNSAID),
        _invited_at(item),
        intern(text(item, "department")) if says(item, "department") else Gap(DEPARTMENT_UNSAID),
    )


def _invited_at(item: Json) -> datetime | Gap | None:
    """Null says that nobody was invited; so it is with guests of before there were invitations."""
    if not says(item, "externalUserState"):
        return Gap(INVITED_UNSAID)
    state = text(item, "externalUserState")
    if state == WAITING:
        return moment(text(item, "externalUserStateChangeDateTime")) or Gap(INVITED_UNSAID)
    return None if state in SETTLED else Gap(INVITED_UNSAID)


def _of_guest(guest: bool | Gap, told: T | Gap, otherwise: T) -> T | Gap:
    """What holds for guests alone; nobody knows where it is not known who is one."""
    if isinstance(guest, Gap):
        return guest
    return told if guest else otherwise


def _domain(guest: bool | Gap, more: _Listed, principal: str) -> str | Gap:
    """A guest without a mailbox still has an address in the account's own name."""
    found = _of_guest(guest, more.domain, "")
    if found or guest is not True:
        return found
    name, outside, _ = principal.partition(OUTSIDE)
    return intern(_host(name.replace("_", "@"))) if outside else ""


def _host(address: str) -> str:
    return address.rpartition("@")[2].lower()
