"""How secret a team is, in a word that the standard allows."""

from collections.abc import Iterator

from core.standards.changes.model import Choice, Picks, Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    """One word that is allowed is set; of several somebody picks one."""
    allowed = finding.remedy.choices if finding.remedy else ()
    if not allowed:
        return
    open_ = len(allowed) > 1
    yield Wish(
        target="",
        label=facts.team.name or facts.team.id,
        before=known(facts.team.classification),
        after=allowed[0],
        choices=tuple(Choice(each, each) for each in allowed) if open_ else (),
        picks=Picks.AFTER if open_ else Picks.NOTHING,
    )


KIND = Kind(
    wishes,
    thing=Thing.CLASSIFICATION,
    title="Classify {label}",
    done="{label} is classified",
    needs="TeamSettings.ReadWrite.All",
    inverse="the former classification is set again",
    order=30,
)
