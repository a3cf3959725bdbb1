"""Turns Graph's groups, teams and channels into what audits judge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import intern

from core.errors import NotRead
from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Channel, Label, Visibility
from core.standards.reads import NOT_ASKED
from graph.wire.asks import Json
from graph.wire.decode import CHANNEL, all_with_ids, id_of, moment, objects, of_type, says, text
from graph.wire.reasons import (
    ARCHIVED_UNSAID,
    CLASSIFICATION_UNSAID,
    DESCRIPTION_UNSAID,
    EMAIL_UNSAID,
    ERRORS_UNSAID,
    EXPIRY_UNSAID,
    LABELS_UNSAID,
    VISIBILITY_UNSAID,
)
from graph.wire.requests import SETTINGS

TeamSettings = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Group:
    """What the group behind a team says of it."""

    id: str
    name: str
    description: str | Gap
    classification: str | Gap
    created_at: datetime | None
    visibility: Visibility | Gap
    labels: tuple[Label, ...] | Gap
    expires_at: datetime | Gap | None
    errors: tuple[str, ...] | Gap


def group(item: Json) -> Group:
    """Raises NotRead without an id."""
    return Group(
        id_of(item).lower(),
        text(item, "displayName"),
        _written(item, "description", DESCRIPTION_UNSAID),
        _written(item, "classification", CLASSIFICATION_UNSAID),
        moment(text(item, "createdDateTime")),
        _visibility(text(item, "visibility")),
        _labels(item),
        _expires_at(item),
        _errors(item),
    )


def channels(items: Iterable[Json], *, emails: bool = False) -> list[Channel]:
    """With their `emails` where these were asked for. Raises NotRead where one has no id."""
    return [_channel(item, emails=emails) for item in all_with_ids(of_type(CHANNEL, items))]


def archived(item: Json) -> bool | Gap:
    """Whether the team is archived."""
    value = item.get("isArchived")
    return value if isinstance(value, bool) else Gap(ARCHIVED_UNSAID)


def settings(item: Json) -> TeamSettings:
    """Graph's objects with their switches, as far as it gave them."""
    return {name: item[name] for name in SETTINGS if isinstance(item.get(name), dict)}


def _channel(item: Json, *, emails: bool) -> Channel:
    name = intern(text(item, "displayName"))
    description = _written(item, "description", DESCRIPTION_UNSAID)
    kind = _kind(text(item, "membershipType"))
    email = _email(item) if emails else NOT_ASKED
    return Channel(id_of(item), name, description, kind, email=email)


def _email(item: Json) -> str | Gap:
    """Graph leaves addresses out for those who may not read them; empty is none."""
    found = item.get("email")
    return text(item, "email") if isinstance(found, str) else Gap(EMAIL_UNSAID)


def _labels(item: Json) -> tuple[Label, ...] | Gap:
    try:
        given = objects(item, "assignedLabels")
        found = {id_of(each, "labelId"): text(each, "displayName") for each in given}
    except NotRead:
        return Gap(LABELS_UNSAID)
    return tuple(Label(intern(id_), intern(found[id_])) for id_ in sorted(found))


def _expires_at(item: Json) -> datetime | Gap | None:
    """Null where no policy covers the group."""
    if "expirationDateTime" in item and item["expirationDateTime"] is None:
        return None
    return moment(text(item, "expirationDateTime")) or Gap(EXPIRY_UNSAID)


def _errors(item: Json) -> tuple[str, ...] | Gap:
    """The services whose errors nobody has put right yet."""
    try:
        given = objects(item, "serviceProvisioningErrors")
    except NotRead:
        return Gap(ERRORS_UNSAID)
    if not all(isinstance(each.get("isResolved"), bool) for each in given):
        return Gap(ERRORS_UNSAID)
    found = (each for each in given if not each["isResolved"])
    return tuple(sorted({intern(text(each, "serviceInstance")) or "a service" for each in found}))


def _written(item: Json, name: str, otherwise: str) -> str | Gap:
    """Null is none."""
    return intern(text(item, name)) if says(item, name) else Gap(otherwise)


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
