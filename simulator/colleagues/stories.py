"""What each project's people say, week after week: read from `stories.toml`."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "stories.toml"


@dataclass(frozen=True, slots=True)
class Week:
    """Colours by dimension; `notes` are the reasons for each.

    The end moves by `slip` weeks. `to` names whose attention each point of `attention` needs,
    before the @. `share` of the people answer this week; None: as many as ever in this story.
    """

    colours: dict[str, str]
    notes: dict[str, tuple[str, ...]]
    progress: int = 50
    slip: int = 0
    mood: int = 4
    attention: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    listen: tuple[str, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The last two weeks repeat for ever; `share` of the people usually answer.

    `finish` is how many weeks are left in the first, as planned then.
    """

    weeks: tuple[Week, ...]
    share: float = 0.8
    finish: int = 8
    reasons: tuple[str, ...] = field(default=())

    def week(self, number: int) -> Week:
        """From 0."""
        if number < len(self.weeks):
            return self.weeks[number]
        return self.weeks[-1 - (number - len(self.weeks) + 1) % min(2, len(self.weeks))]

    def left(self, number: int) -> int:
        """Weeks that are left in that week, with all that slipped since the first."""
        return self.finish - number + sum(week.slip for week in self.weeks[: number + 1])

    def answering(self, number: int) -> float:
        """The share of the people who answer in that week."""
        share = self.week(number).share
        return self.share if share is None else share


@cache
def stories() -> dict[str, Story]:
    """By name; `anyone` is for everybody who has no story of their own."""
    return {name: _story(values) for name, values in _read().items() if "weeks" in values}


def remarks() -> list[str]:
    """What somebody may say in the chat after answering."""
    return list(_read()["remarks"]["lines"])


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _story(values: dict[str, Any]) -> Story:
    weeks = tuple(_week(each) for each in values["weeks"])
    return Story(
        weeks, values.get("share", 0.8), values.get("finish", 8), tuple(values.get("reasons", ()))
    )


def _week(values: dict[str, Any]) -> Week:
    return Week(
        colours={name: values.get(name, "green") for name in ("schedule", "budget", "risks")},
        notes={name: tuple(notes) for name, notes in values.get("why", {}).items()},
        progress=values.get("progress", 50),
        slip=values.get("slip", 0),
        mood=values.get("mood", 4),
        attention=tuple(values.get("attention", ())),
        to=tuple(values.get("to", ())),
        listen=tuple(values.get("listen", ())),
        share=values.get("share"),
    )
