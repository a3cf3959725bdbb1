"""A team as it would be with one change, so that what standards would say of it can be told."""

from collections.abc import Mapping
from dataclasses import replace

from core.facts import Gap
from core.standards.changes.model import Change, Thing
from core.standards.facts import App, Channel, Source, Team, Visibility

SIMPLE = {
    Thing.NAME: "name",
    Thing.DESCRIPTION: "description",
    Thing.CLASSIFICATION: "classification",
    Thing.GUEST_ACCESS: "guests_allowed",
}


def imagined(team: Team, change: Change) -> Team | None:
    """None for what standards cannot ask the opposite of, or where it was not read."""
    if change.thing in SIMPLE:
        fact: dict[str, object] = {SIMPLE[change.thing]: change.after}
        return replace(team, **fact)  # type: ignore[arg-type]  # each as the thing's values are
    if change.thing is Thing.VISIBILITY:
        return replace(team, visibility=Visibility(str(change.after)))
    if change.thing is Thing.CHANNEL_NAME and not isinstance(team.channels, Gap):
        return replace(team, channels=tuple(_named(each, change) for each in team.channels))
    if change.thing is Thing.SETTINGS and not isinstance(team.settings, Gap):
        return replace(team, settings=_switched(team.settings, change))
    if change.thing is Thing.APP and not isinstance(team.apps, Gap):
        return replace(team, apps=_apps(team.apps, change))
    return None


def _named(channel: Channel, change: Change) -> Channel:
    return replace(channel, name=str(change.after)) if channel.id == change.target else channel


def _switched(
    settings: Mapping[str, Mapping[str, object]], change: Change
) -> Mapping[str, Mapping[str, object]]:
    after = change.after if isinstance(change.after, Mapping) else {}
    return {**settings, change.target: {**settings.get(change.target, {}), **after}}


def _apps(apps: tuple[App, ...], change: Change) -> tuple[App, ...]:
    rest = tuple(each for each in apps if each.id != change.target)
    if not change.after:
        return rest
    return (*rest, App(change.target, change.label, "", "", Source.ORGANIZATION))
