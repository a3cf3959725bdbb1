"""Other names for what was read: the same one for the same thing, and no way back."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from core.facts import Gap
from core.standards.facts import Account, App, Channel, Label, Tab, Team, Tenant
from core.standards.model import Subject, SubjectType
from core.standards.reads import NOT_ASKED

T = TypeVar("T")

# Words that are Microsoft's and not the organisation's stay.
STAYS = frozenset({(App, "version"), (Team, "settings")})
IDS = frozenset({"id", "external_id", "app", "tenant", "created_by"})
ADDRESSES = frozenset({"principal", "email"})
CALLED: Mapping[type, str] = {
    Account: "Person",
    App: "App",
    Channel: "Channel",
    Label: "Label",
    Tab: "Tab",
    Team: "Team",
    Tenant: "Organisation",
}
# What is quoted may have quotes of its own, so all goes between the first and the last of them.
_SAID = re.compile(
    r"“.*”|https?://\S+|\S+@[\w.-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE | re.DOTALL,
)


class Pseudonyms:
    """Those of one snapshot. `secret` is kept nowhere, so that nobody can try names out."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._made: dict[int, tuple[object, Any]] = {}

    def of(self, record: T) -> T:
        """A record of facts under other names; any text is replaced that is not known to stay."""
        made = self._made.get(id(record))
        if made is None:
            kind = type(record)
            changed = {
                each.name: self._value(kind, each.name, getattr(record, each.name))
                for each in fields(record)  # type: ignore[arg-type]  # a record of facts
            }
            made = (record, replace(record, **changed))  # type: ignore[type-var]
            if isinstance(record, Account):  # the same people are in many teams
                self._made[id(record)] = made
        renamed: T = made[1]
        return renamed

    def subject(self, subject: Subject) -> Subject:
        """The same subject, as findings about the renamed facts have it."""
        match subject.type:
            case SubjectType.PAIR:
                id_ = "|".join(sorted(self.id(each) for each in subject.id.split("|")))
                name = self._text("Teams", subject.name)
            case SubjectType.TENANT:
                id_, name = self.id(subject.id), "All teams"
            case SubjectType.PERSON:
                id_, name = self.id(subject.id), self._text("Person", subject.name)
            case _:
                id_ = self.id(subject.id)
                name = self._text(subject.type.value.capitalize(), subject.name)
        return Subject(subject.type, id_, name, subject.team and self.id(subject.team))

    def id(self, text: str) -> str:
        """An id; nothing stays nothing."""
        return str(UUID(hex=self._digest("id", text)[:32])) if text else ""

    def reason(self, text: str) -> str:
        """Why something could not be read, without what it quotes and names."""
        return _SAID.sub(lambda found: self._text("Text", found[0]), text)

    def _value(self, kind: type, name: str, value: object) -> object:
        match value:
            case Gap():
                return (
                    value
                    if value is NOT_ASKED
                    else replace(value, reason=self.reason(value.reason))
                )
            case StrEnum():
                return value
            case str():
                return self._word(kind, name, value)
            case Mapping():
                return value if (kind, name) in STAYS else self._mapping(name, value)
            case tuple() | list():
                return tuple(self._value(kind, name, each) for each in value)
        return self.of(value) if is_dataclass(value) else value

    def _mapping(self, name: str, value: Mapping[str, object]) -> dict[str, object]:
        """By ids, as what people are called and the versions of apps are."""
        if name == "versions":
            return {self.id(key): each for key, each in value.items()}
        return {self.id(key): self._text("Person", str(each)) for key, each in value.items()}

    def _word(self, kind: type, name: str, value: str) -> str:
        if not value or (kind, name) in STAYS:
            return value
        if name in IDS:
            return self.id(value)
        if name in ADDRESSES:
            return f"{self._digest('person', value)[:16]}@{self._digest('at', value)[:8]}.invalid"
        if name in ("domain", "url"):
            host = f"{self._digest(name, value)[:16]}.invalid"
            return f"https://{host}/" if name == "url" else host
        return self._text(CALLED.get(kind, "Text") if name == "name" else "Text", value)

    def _text(self, called: str, value: str) -> str:
        return f"{called} {self._digest(called, value)[:12]}" if value else ""

    def _digest(self, kind: str, text: str) -> str:
        return hmac.new(self._secret, f"{kind} {text}".encode(), sha256).hexdigest()
