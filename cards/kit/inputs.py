"""The inputs of forms: each has a label, a limit and a sentence for what is missing."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import accumulate

from microsoft_teams.cards import (
    CardElement,
    Choice,
    ChoiceSetInput,
    DateInput,
    NumberInput,
    RichTextBlock,
    TextInput,
)

from cards.kit.elements import Words, paragraph
from core.checkins.model import TEXT_LIMIT
from core.days import full_day
from core.markup import clean, escape
from core.people.model import Person

PEOPLE_BUDGET = 16_000  # characters for a list of people, so that its form stays below 80 KB


def choice(
    name: str,
    label: str,
    choices: list[Choice],
    value: str = "",
    error: str = "",
    *,
    unfolded: bool = False,
) -> ChoiceSetInput:
    """One of a few; a value that is not offered is not shown. With an `error` it is required.

    `unfolded` shows all of them at once, each a press: for a handful that do not need comparing.
    """
    return ChoiceSetInput(
        id=name,
        label=label,
        choices=choices,
        style="expanded" if unfolded else "compact",
        placeholder="Choose",
        value=value if any(each.value == value for each in choices) else None,
        is_required=True if error else None,
        error_message=escape(error) if error else None,
    )


def choices(offered: Sequence[tuple[str, str]]) -> list[Choice]:
    """Choices from (value, title)."""
    return [Choice(title=clean(title), value=value) for value, title in offered]


def person(name: str, label: str, people: Sequence[Person], value: str = "") -> ChoiceSetInput:
    """One of the people of a list, as far as it fits into a card; the one chosen before always."""
    offered = list(_people(tuple(people)))
    left_out = [each for each in people[len(offered) :] if each.id == value]
    return choice(name, label, [*offered, *_people(tuple(left_out))], value)


@lru_cache(maxsize=64)
def _people(people: tuple[Person, ...]) -> Sequence[Choice]:
    """The first of them that fit. A whole team opens the same form within minutes."""
    longest = accumulate(30 + len(each.id) + len(each.name) for each in people)
    fits = sum(1 for length in longest if length < PEOPLE_BUDGET)
    return choices([(each.id, each.name) for each in people[:fits]])


def text(
    name: str,
    label: str,
    value: str = "",
    placeholder: str | None = None,
    *,
    limit: int = TEXT_LIMIT,
    lines: bool = True,
    error: str = "",
) -> TextInput:
    """Some lines (or one) up to the limit; `value` is not Markdown and stays as typed.

    With an `error` it is required.
    """
    element = TextInput(
        id=name,
        label=label,
        is_multiline=lines or None,
        value=value or None,
        placeholder=placeholder,
        is_required=True if error else None,
        error_message=escape(error) if error else None,
    )
    element.max_length = limit  # set afterwards, or the library makes 1000.0 of it
    return element


def number(name: str, label: str, most: int, value: str = "") -> NumberInput:
    """A whole number from 0 on; anything else that was typed cannot be shown in it."""
    says = f"A whole number from 0 to {most}."
    element = NumberInput(id=name, label=label, error_message=says)
    element.min, element.max = 0, most
    if value.isascii() and value.isdecimal():
        element.value = int(value[:9])
    return element


def percent(name: str, label: str, value: str = "") -> NumberInput:
    """A whole number from 0 to 100."""
    return number(name, label, 100, value)


def day(
    name: str, label: str, value: str = "", *, first: date | None = None, last: date | None = None
) -> DateInput:
    """A date; one that does not exist cannot be shown in it. With a `first` it is required."""
    element = DateInput(id=name, label=label)
    if first and last:
        element.min, element.max = first.isoformat(), last.isoformat()
        element.is_required = True
        element.error_message = f"A day until {full_day(last)} at most."
    with suppress(ValueError):
        element.value = date.fromisoformat(value).isoformat()
    return element


def mistakes(made: Mapping[str, str], *names: str) -> list[CardElement]:
    """The sentences at these inputs, of all mistakes by input."""
    return [mistake(made[name]) for name in names if name in made]


def mistake(says: str) -> RichTextBlock:
    """The sentence at an input that needs another look."""
    return paragraph(Words(says, ink="Attention"), space="Small")
