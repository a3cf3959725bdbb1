"""Turns Graph's groups, teams and channels into what audits judge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import intern

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Channel, Visibility
from graph.wire.asks import Json
from graph.wire.decode import CHANNEL, id_of, moment, of_type, text, with_ids
from graph.wire.reasons import ARCHIVED_UNSAID, DESCRIPTION_UNSAID, VISIBILITY_UNSAID
from graph.wire.requests import SETTINGS

UNREADABLE = Gap(DESCRIPTION_UNSAID)

TeamSettings = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Group:
    """What the group behind a team says of it."""

    id: str
    name: str
    description: str | Gap
    classification: str
    created_at: datetime | None
    visibility: Visibility | Gap


def group(item: Json) -> Group:
    """Raises NotRead without an id."""
    return Group(
        id_of(item).lower(),
        text(item, "displayName"),
        _description(item),
        intern(text(item, "classification")),
        moment(text(item, "createdDateTime")),
        _visibility(text(item, "visibility")),
    )


def channels(items: Iterable[Json]) -> list[Channel]:
    """Those that have an id. Raises NotRead where none has."""
    return [_channel(item) for item in with_ids(of_type(CHANNEL, items))]


def archived(item: Json) -> bool | Gap:
    """Whether the team is archived."""
    value = item.get("isArchived")
    return value if isinstance(value, bool) else Gap(ARCHIVED_UNSAID)


def settings(item: Json) -> TeamSettings:
    """Graph's objects with their switches, as far as it gave them."""
    return {name: item[name] for name in SETTINGS if isinstance(item.get(name), dict)}


def _channel(item: Json) -> Channel:
    name, description = intern(text(item, "displayName")), intern(text(item, "description"))
    return Channel(id_of(item), name, description, _kind(text(item, "membershipType")))


def _description(item: Json) -> str | Gap:
    """Null is none."""
    found = item.get("description")
    return text(item, "description") if found is None or isinstance(found, str) else UNREADABLE


def _kind(word: str) -> ChannelKind | Gap:
    if word in list(ChannelKind):
        return ChannelKind(word)
    return Gap(f"Microsoft Graph calls this kind of channel “{word[:40]}”, which is not known here")


def _visibility(word: str) -> Visibility | Gap:
    """Groups spell it “Private”, teams “private”."""
    for each in Visibility:
        if each.lower() == word.lower():
            return each
    if not word:
        return Gap(VISIBILITY_UNSAID)
    return Gap(f"Microsoft Graph calls the visibility “{word[:40]}”, which is not known here")
