"""One object of a team's settings, set as a clause expects it."""

from collections.abc import Iterator, Mapping

from core.standards.changes.model import Value
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Wish


def switched(name: str, label: str, finding: Finding, facts: Facts) -> Iterator[Wish]:
    """One write for those of its switches that are not so. Raises Unknown."""
    now = known(facts.team.settings).get(name, {})
    expect = {str(key): each for key, each in facts.params.get("expect", {}).items()}
    wrong = finding.remedy.choices if finding.remedy else ()
    if wrong:
        before = {each: _plain(now.get(each)) for each in wrong}
        yield Wish(name, label, before, {each: _plain(expect[each]) for each in wrong})


def _plain(value: object) -> Value:
    return value if isinstance(value, bool) or value is None else str(value)


def shared(one: Value, other: Value) -> frozenset[str]:
    """The switches that both of two values set."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return frozenset(one) & frozenset(other)
    return frozenset()
