"""An app that a team should not have."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    wrong = set(finding.remedy.choices if finding.remedy else ())
    for app in known(facts.team.apps):
        if app.id in wrong:
            yield Wish(app.id, app.name or app.external_id or app.id, before=True, after=False)


KIND = Kind(
    wishes,
    thing=Thing.APP,
    title="Remove {label}",
    done="{label} is removed",
    needs="TeamsAppInstallation.ReadWriteForTeam.All",
    inverse="the app is installed again; what was set up in it may be gone",
    order=55,
)
