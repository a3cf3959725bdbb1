"""What an audit takes is known beforehand, from the clauses and Microsoft's limits alone."""

from math import ceil

import pytest

from core.standards.engine import reads, rules
from core.standards.explaining import Size, added, explain, usual_size
from core.standards.model import AppliesTo, Clause, Level, Severity, Standard
from core.standards.reads import Read
from graph.tenants.limits import KINDS, GraphLimits

SIZE = Size(teams=1000, people=5000, channels=8000, own=300)


def standard(*named: str, **params: object) -> Standard:
    """A standard of these rules."""
    clauses = [
        Clause(rule, Level.MUST, Severity.HIGH, dict(params), why="", fix="") for rule in named
    ]
    return Standard("sample", "Sample", AppliesTo(), tuple(clauses), ())


@pytest.mark.parametrize(
    ("rule", "requests"),
    [
        ("few_owners", {"G": 2}),
        ("members_at_least", {"G": 2, "M": 50}),
        ("enough_owners", {"G": 2, "M": 50, "U": 6}),
        ("member_settings", {"G": 2, "T": 67}),
        ("channel_names", {"G": 2, "C": 50}),
    ],
)
def test_requests_are_told_for_each_read(rule: str, requests: dict[str, int]) -> None:
    found = explain([standard(rule)], SIZE, GraphLimits())

    assert {cost.read.value: cost.requests for cost in found.costs} == requests
    assert found.requests == sum(requests.values())


def test_what_is_counted_together_waits_for_each_other_and_nothing_else_does() -> None:
    settings = explain([standard("member_settings")], SIZE, GraphLimits())
    both = explain([standard("member_settings", "channel_names")], SIZE, GraphLimits())

    assert ceil(settings.seconds) == ceil((1000 - 30) / 30)
    assert both.seconds == settings.seconds, "the channels are done long before"


def test_a_tenant_of_ten_thousand_teams_waits_for_its_slowest_limit() -> None:
    every = [name for name, rule in rules().items() if Read.MEMBERS in rule.reads]
    found = explain([standard(*every)], usual_size(10_000), GraphLimits())

    members = next(cost for cost in found.costs if cost.read is Read.MEMBERS)
    assert members.questions == 10_000
    assert found.seconds == pytest.approx(max(cost.seconds for cost in found.costs), rel=0.1)


def test_teams_that_came_since_take_what_a_reading_of_them_takes() -> None:
    standards = [standard("enough_owners", "channel_names")]
    counted = usual_size(500, channels=90)
    questions, requests = added(standards, counted, 100, GraphLimits())
    grown = explain(standards, Size(600, 3_000, 890, 180), GraphLimits())

    assert questions == grown.questions - explain(standards, counted, GraphLimits()).questions
    assert (questions, requests) == (200 + 1, 5 + 5 + 1), (
        "members and channels, and a page of people"
    )


def test_nothing_is_told_that_is_not_read() -> None:
    found = explain([standard("few_owners", "channel_names")], SIZE, GraphLimits())

    assert {cost.read for cost in found.costs} == reads([standard("few_owners", "channel_names")])


def test_every_read_has_its_limit() -> None:
    assert set(KINDS) == set(Read)
    assert all(GraphLimits().limit(read).per_second > 0 for read in Read)
