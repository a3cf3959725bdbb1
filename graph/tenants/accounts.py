"""Everybody an audit meets, once each, with what the different reads told of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.facts import Gap
from core.standards.facts import Account
from core.standards.reads import NOT_ASKED
from graph.wire import decode
from graph.wire.asks import Json, Kind
from graph.wire.decode import id_of, text
from graph.wire.reasons import ENABLED_UNSAID, GUEST_UNSAID, NOT_LISTED, reason

NOBODY = Gap(reason(Kind.USER, 404))
GUESTS = {"Guest": True, "Member": False}


@dataclass(slots=True)
class _Told:
    """What is known so far; empty where nobody told."""

    id: str
    name: str = ""
    principal: str = ""
    type: str = ""
    enabled: bool | None = None
    listed: bool = False

    def hear(self, item: Json) -> None:
        """Fill in what was not known, so that the order of answers does not matter."""
        self.name = self.name or text(item, "displayName")
        self.principal = self.principal or text(item, "userPrincipalName")
        self.type = self.type or text(item, "userType")

    @property
    def guest(self) -> bool | None:
        """None where it is not known. Old accounts have no type; a guest's name tells then."""
        if self.type:
            return GUESTS.get(self.type)
        return "#EXT#" in self.principal if self.principal else None


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

    @property
    def ids(self) -> list[str]:
        """Of everybody met so far, sorted."""
        return sorted(self._told)

    def met(self, items: Iterable[Json]) -> list[str]:
        """Ids of the people in a roster; devices, service principals and groups are left out.

        Raises NotRead where nobody of them has an id.
        """
        return [self._hear(item).id for item in decode.people(items)]

    def listed(self, items: Iterable[Json]) -> None:
        """The accounts themselves. Raises NotRead where none of them has an id."""
        for item in decode.people(items):
            told = self._hear(item)
            told.listed = True
            enabled = item.get("accountEnabled")
            told.enabled = enabled if isinstance(enabled, bool) else None

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
        gap = self._gaps.get(told.id, self.rest)
        enabled = _known(told.enabled, Gap(ENABLED_UNSAID) if told.listed else gap)
        guest = _known(told.guest, Gap(GUEST_UNSAID) if told.listed else gap)
        return Account(told.id, told.name, told.principal, enabled, guest)


def _known(value: bool | None, otherwise: Gap) -> bool | Gap:
    return otherwise if value is None else value
