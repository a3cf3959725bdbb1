"""An app that was not brought up to date keeps the faults that its maker has put right.

What is current only the organisation's catalogue tells, so this looks at all teams at once and
yields one finding a team; an app that is not in the catalogue has nothing newer there.
"""

from collections.abc import Iterator, Mapping

from core.standards.facts import App, Tenant, Unknown, known
from core.standards.model import Remedy, Subject
from core.standards.reads import Read
from core.standards.rules import TenantRule, Verdict, about_team, failed, unknown
from core.words import listed


def check(tenant: Tenant) -> Iterator[tuple[Subject, Verdict]]:
    versions = known(tenant.organisation.versions)
    for team in tenant.teams:
        try:
            old = [app for app in known(team.apps) if _is_older(app, versions)]
        except Unknown as gap:
            yield about_team(team), unknown(gap.reason)
            continue
        if old:
            yield about_team(team), _outdated(old, versions)


def _outdated(old: list[App], versions: Mapping[str, str]) -> Verdict:
    each = [f"“{app.name or app.id}” has version {app.version}" for app in old]
    newer = listed([versions[app.id] for app in old])
    return failed(
        f"{listed(each)}; the standard asks for the catalogue’s, {newer}",
        Remedy("upgrade_apps", choices=tuple(app.id for app in old), pick=len(old)),
        seen=tuple(f"{app.id} {app.version}" for app in old),
        wanted=tuple(f"{app.id} {versions[app.id]}" for app in old),
    )


def _is_older(app: App, versions: Mapping[str, str]) -> bool:
    if app.id not in versions:
        return False
    return _parts(app.version, app) < _parts(versions[app.id], app)


def _parts(version: str, app: App) -> tuple[int, ...]:
    """Its numbers, without zeros at the end: 1.0 is 1.0.0. Raises Unknown for what has others."""
    try:
        numbers = [int(part) for part in version.split(".")]
    except ValueError as error:
        says = f"the version “{version}” of “{app.name or app.id}” cannot be compared"
        raise Unknown(
            says if version else f"no version of “{app.name or app.id}” is known"
        ) from error
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


RULE = TenantRule(
    check, title="Apps are up to date", remedy="upgrade_apps", reads=(Read.APPS, Read.CATALOGUE)
)
