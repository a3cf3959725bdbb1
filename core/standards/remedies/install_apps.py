"""An app that a team needs."""

from collections.abc import Iterator

from core.facts import Gap
from core.standards.changes.model import Thing
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish
from core.words import folded


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    """A standard may name an app by its manifest; the catalogue's id is known where it is somewhere
    installed, or the catalogue was read. Else it is looked for when it is installed."""
    missing = set(finding.remedy.choices if finding.remedy else ())
    for each in facts.params.get("apps", ()):
        if each.id in missing:
            missing.remove(each.id)
            known = _in_catalogue(each.id, facts)
            extra = {} if known else {"unknown": True}
            yield Wish(known or each.id, each.called, before=False, after=True, extra=extra)


def _in_catalogue(named: str, facts: Facts) -> str:
    """Empty where it is not known."""
    versions = facts.organisation.versions
    listed = {} if isinstance(versions, Gap) else {folded(each): each for each in versions}
    return listed.get(folded(named)) or facts.apps.get(folded(named), "")


KIND = Kind(
    wishes,
    thing=Thing.APP,
    title="Install {label}",
    done="{label} is installed",
    needs="TeamsAppInstallation.ReadWriteForTeam.All",
    inverse="the app is removed",
    order=22,
)
