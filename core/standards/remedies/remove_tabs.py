"""A tab that leads where none should."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    wrong = set(finding.remedy.choices if finding.remedy else ())
    for channel in known(facts.team.channels):
        if channel.id != finding.subject.id:
            continue
        for tab in known(channel.tabs):
            if tab.id in wrong:
                extra = {"channel": channel.id, "app": tab.app, "url": tab.url, "name": tab.name}
                label = f"{tab.name or tab.url} in {channel.name}"
                yield Wish(tab.id, label, before=True, after=False, extra=extra)


KIND = Kind(
    wishes,
    thing=Thing.TAB,
    title="Remove the tab {label}",
    done="The tab {label} is removed",
    needs="TeamsTab.ReadWrite.All",
    inverse="a tab that leads to the same place is added",
    order=55,
)
