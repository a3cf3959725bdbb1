"""What a measure found: figures with their goals, and the raw numbers behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Bound(StrEnum):
    """On which side of its goal a figure has to stay; the goal itself is good enough."""

    LEAST = "≥"
    MOST = "≤"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a promise is about."""

    name: str
    value: float
    bound: Bound
    goal: float

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        if self.bound is Bound.LEAST:
            return self.value >= self.goal
        return self.value <= self.goal

    def line(self) -> str:
        """As it is printed."""
        verdict = "PASS" if self.holds else "FAIL"
        goal = f"(goal {self.bound} {self.goal:g})"
        return f"  {verdict}  {self.name:<58} {_short(self.value):>9}  {goal}"

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "name": self.name,
            "value": self.value,
            "goal": f"{self.bound} {self.goal:g}",
            "holds": self.holds,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The result of one measure; `raw` is what they were made of, with units."""

    figures: tuple[Figure, ...]
    raw: Mapping[str, Any] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """As they are printed."""
        raw = [f"        {name}: {_plain(value)}" for name, value in self.raw.items()]
        return [*(each.line() for each in self.figures), *raw]

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {"figures": [each.as_json() for each in self.figures], "raw": dict(self.raw)}


def at_least(name: str, value: float, goal: float) -> Figure:
    """A figure that must not be smaller than its goal."""
    return Figure(name, value, Bound.LEAST, goal)


def at_most(name: str, value: float, goal: float) -> Figure:
    """A figure that must not be larger than its goal."""
    return Figure(name, value, Bound.MOST, goal)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of them do not pass; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _short(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.3f}"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " ".join(map(_plain, value))
    return str(value)
