"""Which of a team's apps may be one that a clause names by its manifest's id."""

from collections.abc import Iterable

from core.standards.facts import App, Source

UNSAID = "Microsoft Graph does not say which id the manifest of “{name}” has"


def without(apps: Iterable[App]) -> list[App]:
    """Those of which Graph does not give it. One of the store has the same id in the catalogue."""
    return [app for app in apps if not app.external_id and app.source is not Source.STORE]


def unsaid(app: App) -> str:
    """Why it cannot be told whether it is the one."""
    return UNSAID.format(name=app.name or app.id)
