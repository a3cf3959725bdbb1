"""A Planner plan that every team of a kind has."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, _: Facts) -> Iterator[Wish]:
    for title in finding.remedy.choices if finding.remedy else ():
        yield Wish(title, title, before=False, after=True)


KIND = Kind(
    wishes,
    thing=Thing.PLAN,
    title="Add the plan {label}",
    done="There is a plan {label} now",
    needs="Tasks.ReadWrite.All",
    inverse="the plan is deleted, unless somebody has put a task into it",
    order=25,
)
