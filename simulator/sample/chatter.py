"""Reads what people of the sample company said before it started, and the tour of the page."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Line:
    """`place` is `Team/Channel`, or `a+b` for a chat of two people."""

    place: str
    who: str
    days_ago: int
    at: timedelta
    text: str


def chatter() -> list[Line]:
    """Of each talk, its lines follow one another by a few minutes."""
    read = tomllib.loads((HERE / "chatter.toml").read_text(encoding="utf-8"))
    return [line for talk in read["talk"] for line in _lines(talk)]


def tour() -> list[dict[str, Any]]:
    read = tomllib.loads((HERE / "tour.toml").read_text(encoding="utf-8"))
    return list(read["stop"])


def _lines(talk: dict[str, Any]) -> list[Line]:
    begin = talk["at"]
    found, at = [], timedelta(hours=begin.hour, minutes=begin.minute)
    for number, (who, text) in enumerate(talk["lines"]):
        found.append(Line(talk["place"], who, talk["days_ago"], at, text))
        at += timedelta(minutes=3 + 4 * (number % 3), seconds=len(text) % 50)
    return found
