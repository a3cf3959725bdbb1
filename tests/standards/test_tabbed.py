"""Tabs are read in the channels that clauses name, and in all only where a clause is about all."""

from dataclasses import dataclass

import pytest

from core.standards.engine import tabs_in
from core.standards.model import AppliesTo, Clause, Level, Severity, Standard
from core.standards.tabbed import channels_named


@dataclass(frozen=True)
class Tab:
    """A tab that a clause asks for."""

    channel: str


def clause(rule: str = "required_tabs", **params: object) -> Clause:
    """One demand."""
    return Clause(rule, Level.MUST, Severity.LOW, params, why="", fix="")


@pytest.mark.parametrize(
    ("clauses", "named"),
    [
        ([], frozenset()),
        ([clause(tabs=(Tab("General"), Tab("Project  plans")))], {"general", "project plans"}),
        ([clause(tabs=(Tab("A"),)), clause(tabs=(Tab("a"), Tab("b")))], {"a", "b"}),
        ([clause(allowed_hosts=("wiki.example",))], None),
        ([clause(tabs=(Tab("A"),)), clause(allowed_hosts=())], None),
        ([clause(tabs=(Tab(""),))], None),
        ([clause(tabs=())], None),
    ],
)
def test_the_channels_that_clauses_name(clauses: list[Clause], named: object) -> None:
    assert channels_named(clauses) == named


def test_a_standard_without_tabs_needs_none() -> None:
    sample = Standard("sample", "Sample", AppliesTo(), (clause("few_owners", at_most=3),))

    assert tabs_in([sample]) == frozenset()
