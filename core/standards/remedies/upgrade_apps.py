"""An app that is older than the catalogue's; nobody can bring the older one back."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    old = set(finding.remedy.choices if finding.remedy else ())
    versions = known(facts.organisation.versions)
    for app in known(facts.team.apps):
        if app.id in old and app.id in versions:
            yield Wish(app.id, app.name or app.id, before=app.version, after=versions[app.id])


KIND = Kind(
    wishes,
    thing=Thing.APP_VERSION,
    title="Bring {label} up to date",
    done="{label} is up to date",
    needs="TeamsAppInstallation.ReadWriteForTeam.All",
    order=50,
)
