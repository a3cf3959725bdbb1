"""A channel that every team of a kind has."""

from collections.abc import Iterator

from core.standards.changes.model import Thing, Value
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish
from core.words import folded


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    missing = {folded(each) for each in (finding.remedy.choices if finding.remedy else ())}
    for each in facts.params.get("names", ()):
        if folded(each.name) in missing:
            missing.remove(folded(each.name))
            extra: dict[str, Value] = {"description": each.description}
            if each.layout is not None:
                extra["layout"] = each.layout.value
            yield Wish(each.name, each.name, before=False, after=True, extra=extra)


KIND = Kind(
    wishes,
    thing=Thing.CHANNEL,
    title="Add the channel {label}",
    done="There is a channel {label} now",
    needs="Channel.Create",
    inverse="the channel is deleted, unless somebody has posted there",
    undo_needs="Channel.Delete.All",
    order=20,
)
