"""Fills a form's fields as one person of a project would this week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from simulator.colleagues.form import Field
from simulator.colleagues.stories import Story, Week

COLOURS = ("green", "amber", "red")
FOLDED = ("progress", "forecast", "mood")
GENERAL_REASONS = (
    "We see the same in our part.",
    "No news since Thursday.",
    "No change since last week.",
)


class Mood(StrEnum):
    """How a rehearsal wants the week to look, whatever the story says."""

    GOOD = "good"
    WORRIED = "worried"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Pen:
    """One person at one form, in the story's week of that `number`.

    `place` is how many answered before: the first tells the story. `named` has the ids of those
    whom the week names, by what stands before the @.
    """

    story: Story
    number: int
    today: date
    place: int
    people: tuple[str, ...]
    dice: Random
    mood: Mood | None = None
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def week(self) -> Week:
        return self.story.week(self.number)

    def fill(self, form: Iterable[Field], *, carefully: bool = False) -> dict[str, Any]:
        """`carefully` is the second try: every field that could be missing something is filled."""
        found = list(form)
        typed: dict[str, Any] = {}
        for each in found:
            folded = each.id in FOLDED and not each.required and self._stays_folded()
            as_it_was = folded and not (each.id == "forecast" and each.value)
            typed[each.id] = each.value if as_it_was else self._value(each, typed, carefully)
        return typed

    def _value(self, field: Field, typed: dict[str, Any], carefully: bool) -> str:
        match field.type:
            case "Input.ChoiceSet":
                return self._choice(field, typed)
            case "Input.Number":
                return self._number(field, carefully)
            case "Input.Date":
                return self._date(field, typed)
            case "Input.Time":
                return field.value or "10:00"
            case "Input.Text":
                return self._text(field, typed, carefully)[: field.longest]
        return field.value

    def _stays_folded(self) -> bool:
        """Few open the part of the form that may stay empty; the first to answer does."""
        return self.place > 0 and self.dice.random() > 0.4

    def _choice(self, field: Field, typed: dict[str, Any]) -> str:
        offered = field.choices
        if set(COLOURS) <= set(offered):
            return self._colour(field.id)
        if field.id == "mood" and {"1", "5"} <= set(offered):
            return str(min(5, max(1, self._feeling() + self.dice.choice((-1, 0, 0, 1)))))
        if field.id.endswith("_owner"):
            return self._owner(field, typed)
        if field.id.endswith("_recommendation"):
            return self._recommended(field, typed)
        if field.value or not (field.required and offered):
            return field.value
        return self.dice.choice(offered)

    def _owner(self, field: Field, typed: dict[str, Any]) -> str:
        if not typed.get(field.id.removesuffix("_owner")):
            return ""
        offered = [value for value in field.choices if value] or list(self.people)
        colleagues = [value for value in offered if value in self.people]
        meant = self.named.get(self.week.to[self.place]) if self.place < len(self.week.to) else None
        if meant in offered:
            return str(meant)
        return self.dice.choice(colleagues or offered) if offered else ""

    def _recommended(self, field: Field, typed: dict[str, Any]) -> str:
        """What they ask a leader for is what they would like to do."""
        asked = str(typed.get(field.id.removesuffix("_recommendation"), ""))
        to_a_leader = self.place < len(self.week.to)
        return (
            "yes"
            if to_a_leader and asked.startswith("Should we") and "yes" in field.choices
            else ""
        )

    def _colour(self, dimension: str) -> str:
        match self.mood:
            case Mood.GOOD:
                return "green"
            case Mood.WORRIED:
                return "amber" if self.place == 0 or self.dice.random() < 0.6 else "green"
            case Mood.BAD:
                return "red" if self.place == 0 or self.dice.random() < 0.5 else "amber"
        told = self.week.colours.get(dimension, "green")
        has_words = self.place < len(self._words(dimension))
        if self.place == 0 or (has_words and self.dice.random() < 0.65):
            return told
        return COLOURS[max(0, COLOURS.index(told) - 1)]

    def _feeling(self) -> int:
        wished = {Mood.GOOD: 5, Mood.WORRIED: 3, Mood.BAD: 2}
        return wished[self.mood] if self.mood else self.week.mood

    def _number(self, field: Field, carefully: bool) -> str:
        low, high = field.raw.get("min"), field.raw.get("max")
        if field.id == "progress":
            told = self.week.progress + self.dice.choice((-2, 0, 0, 0, 2))
            return str(_within(told, low, high))
        if field.required or carefully:
            return field.value or str(_within(0, low, high))
        return field.value

    def _date(self, field: Field, typed: dict[str, Any]) -> str:
        if field.id == "forecast":
            return self._forecast(field)
        if field.id.endswith("_due"):
            told = working_day(self.today + timedelta(days=self.dice.randint(2, 9)))
            return day_within(told, field) if typed.get(field.id.removesuffix("_due")) else ""
        if field.value or not field.required:
            return field.value
        return day_within(self.today + timedelta(days=14), field)

    def _forecast(self, field: Field) -> str:
        """The Friday on which the story ends as it is known now, never in the past."""
        weeks = max(1, self.story.left(self.number))
        return day_within(_friday_before(self.today + timedelta(weeks=weeks)), field)

    def _text(self, field: Field, typed: dict[str, Any], carefully: bool) -> str:
        about = field.id.removesuffix("_note")
        if about != field.id:
            return self._reason(about, typed.get(about, "green"))
        if field.id == "attention":
            return self._one_of(self.week.attention)
        if field.id == "listen":
            return self._one_of(self.week.listen)
        if field.required or carefully:
            return field.value or self._one_of(self.week.listen) or "Nothing special this week."
        return field.value

    def _reason(self, about: str, colour: str) -> str:
        """Nobody repeats another's sentence before all that can be said has been said."""
        if colour == "green":
            return ""
        told = (*self._words(about), *GENERAL_REASONS)
        return told[self.place % len(told)]

    def _words(self, dimension: str) -> tuple[str, ...]:
        """The week's, and for what troubles it most the story's: nobody reads one thing twice."""
        most = next(iter(self.week.notes), dimension)
        told = self.week.notes.get(dimension, ())
        return (*told, *self.story.reasons) if dimension == most else told

    def _one_of(self, told: tuple[str, ...]) -> str:
        """Each thing is said once: who comes later has nothing to add."""
        return told[self.place] if self.place < len(told) else ""


def _friday_before(day: date) -> date:
    return _work_day(day - timedelta(days=(day.weekday() - 4) % 7))


def _work_day(day: date) -> date:
    """Nobody promises to finish between the years: the same weekday after them instead."""
    while (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 3):
        day += timedelta(weeks=1)
    return day


def working_day(day: date) -> date:
    """Nobody is asked to have something done on a Sunday."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _within(value: float, low: float | None, high: float | None) -> int:
    if low is not None:
        value = max(value, low)
    if high is not None:
        value = min(value, high)
    return int(value)


def day_within(day: date, field: Field) -> str:
    """Moved into what the field allows."""
    if earliest := field.raw.get("min"):
        day = max(day, date.fromisoformat(earliest))
    if latest := field.raw.get("max"):
        day = min(day, date.fromisoformat(latest))
    return day.isoformat()
