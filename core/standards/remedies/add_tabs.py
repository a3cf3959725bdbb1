"""A tab that people find in every team of a kind, over the same channel."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import Channel, known
from core.standards.kit.hosts import host_of
from core.standards.model import Finding
from core.standards.params import WantedTab
from core.standards.remedies import ByHand, Facts, Kind, Wish
from core.words import folded

NO_CHANNEL = "the channel is missing too; add it first"


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    """Only into channels that are there: one that is added now gets its tabs with the next plan."""
    missing = set(finding.remedy.choices if finding.remedy else ())
    wanted = [each for each in facts.params.get("tabs", ()) if _called(each) in missing]
    channels: dict[str, Channel] = {}
    for channel in known(facts.team.channels):
        channels.setdefault(folded(channel.name), channel)
    there = [each for each in wanted if folded(each.channel) in channels]
    if not there:
        raise ByHand(NO_CHANNEL)
    for each in there:
        name = each.name or host_of(each.url) or each.app
        where = channels[folded(each.channel)]
        extra = {"channel": where.id, "app": each.app, "url": each.url}
        label = f"{name} in {where.name}"
        yield Wish(name, label, before=False, after=True, extra=extra)


def _called(tab: WantedTab) -> str:
    """As the rule tells which are missing."""
    return f"{tab.channel}/{tab.name or tab.app}"


KIND = Kind(
    wishes,
    thing=Thing.TAB,
    title="Add the tab {label}",
    done="There is a tab {label} now",
    needs="TeamsTab.Create",
    inverse="the tab is removed",
    undo_needs="TeamsTab.ReadWrite.All",
    order=25,
)
