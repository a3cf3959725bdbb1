"""Turns what Graph says of the organisation as a whole into what audits judge."""

from collections.abc import Iterable, Iterator, Mapping

from core.errors import NotRead
from core.standards.organisation import Covers, GroupRules, LifecyclePolicy
from graph.wire.asks import Json
from graph.wire.decode import id_of, objects, text, with_ids
from graph.wire.reasons import GARBLED

# The templates that settings of groups are made from
# (learn.microsoft.com/entra/identity/users/groups-settings-cmdlets).
ALL_GROUPS = "62375ab9-6b52-47ed-826b-58e47e0e304b"
ONE_GROUP = "08d542b9-071f-4e16-94b0-74abb372e3d9"
SWITCH = {"true": True, "false": False}
OUT = "published"


def group_rules(settings: Iterable[Json]) -> GroupRules:
    """Graph's own values where nobody has made any. Raises NotRead for a switch that is none."""
    found = _values(settings, ALL_GROUPS)
    usual = GroupRules()
    if found is None:
        return usual
    blocked = (word.strip() for word in found.get("CustomBlockedWordsList", "").split(","))
    return GroupRules(
        everyone_creates=_switch(found, "EnableGroupCreation", usual.everyone_creates),
        created_by=found.get("GroupCreationAllowedGroupId", "").lower(),
        naming=found.get("PrefixSuffixNamingRequirement", ""),
        blocked=tuple(sorted({word for word in blocked if word})),
        guests_may_own=_switch(found, "AllowGuestsToBeGroupOwner", usual.guests_may_own),
        guests_allowed=_switch(found, "AllowToAddGuests", usual.guests_allowed),
    )


def guests_allowed(settings: Iterable[Json]) -> bool | None:
    """A group's own switch; None where that of all groups holds. Raises NotRead."""
    found = _values(settings, ONE_GROUP)
    if found is None or "AllowToAddGuests" not in found:
        return None
    return _switch(found, "AllowToAddGuests", usual=False)


def lifecycle_policy(policies: Iterable[Json]) -> LifecyclePolicy | None:
    """The only one there can be, None without. Raises NotRead for one that cannot be understood."""
    found = next(iter(policies), None)
    if found is None:
        return None
    days, covers = found.get("groupLifetimeInDays"), text(found, "managedGroupTypes")
    if isinstance(days, bool) or not isinstance(days, int):
        raise NotRead(GARBLED)
    if covers not in list(Covers):
        raise NotRead(
            f"Microsoft Graph says that the expiration policy is for “{covers[:40]}”, which is not "
            "known here"
        )
    return LifecyclePolicy(id_of(found), days, Covers(covers))


def names_hidden(settings: Json) -> bool:
    """Raises NotRead where it does not say."""
    found = settings.get("displayConcealedNames")
    if not isinstance(found, bool):
        raise NotRead("Microsoft Graph does not say whether usage reports conceal names")
    return found


def published(apps: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """The ids of the apps of a page, each with its newest version that is out. Raises NotRead."""
    for app in with_ids(apps):
        definitions = objects(app, "appDefinitions") if app.get("appDefinitions") else []
        versions = [
            text(each, "version") for each in definitions if each.get("publishingState") == OUT
        ]
        newest = max(filter(None, versions), key=_numbers, default="")
        if newest:
            yield id_of(app), newest


def _numbers(version: str) -> tuple[int, ...]:
    """1.10 is newer than 1.9; what is no number counts as none."""
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))


def _values(settings: Iterable[Json], template: str) -> Mapping[str, str] | None:
    """By name, of the settings that were made from a template; None where there are none."""
    for each in with_ids(settings, "templateId"):
        if text(each, "templateId").lower() == template:
            return {text(one, "name"): text(one, "value") for one in objects(each, "values")}
    return None


def _switch(values: Mapping[str, str], name: str, usual: bool) -> bool:
    written = values.get(name, "").strip().lower()
    if written and written not in SWITCH:
        raise NotRead(f"Microsoft Graph gives “{written[:40]}” for {name}, which is no switch")
    return SWITCH.get(written, usual)
