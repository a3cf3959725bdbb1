"""The inputs of forms: each has a label, a limit and a sentence for what is missing."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from microsoft_teams.cards import (
    Choice,
    ChoiceSetInput,
    DateInput,
    NumberInput,
    RichTextBlock,
    TextInput,
)

from cards.elements import Words, paragraph
from cards.text import clean, escape
from core.checkins.model import TEXT_LIMIT


def choice(
    name: str, label: str, choices: list[Choice], value: str = "", error: str = ""
) -> ChoiceSetInput:
    """One of a few; a value that is not offered is not shown. With an `error` it is required."""
    return ChoiceSetInput(
        id=name,
        label=label,
        choices=choices,
        style="compact",
        placeholder="Choose",
        value=value if any(each.value == value for each in choices) else None,
        is_required=True if error else None,
        error_message=escape(error) if error else None,
    )


def choices(offered: Sequence[tuple[str, str]]) -> list[Choice]:
    """Choices from (value, title)."""
    return [Choice(title=clean(title), value=value) for value, title in offered]


def text(name: str, label: str, value: str = "", placeholder: str | None = None) -> TextInput:
    """Several lines, up to the limit of the form; `value` is not Markdown and stays as typed."""
    element = TextInput(
        id=name, label=label, is_multiline=True, value=value or None, placeholder=placeholder
    )
    element.max_length = TEXT_LIMIT  # set afterwards, or the library makes 1000.0 of it
    return element


def percent(name: str, label: str, value: str = "") -> NumberInput:
    """A whole number from 0 to 100; anything else that was typed cannot be shown in it."""
    element = NumberInput(id=name, label=label, error_message="Write a whole number from 0 to 100.")
    element.min, element.max = 0, 100
    if value.isascii() and value.isdecimal():
        element.value = int(value[:9])
    return element


def day(name: str, label: str, value: str = "") -> DateInput:
    """A date; one that does not exist cannot be shown in it."""
    element = DateInput(id=name, label=label)
    with suppress(ValueError):
        element.value = date.fromisoformat(value).isoformat()
    return element


def mistake(says: str) -> RichTextBlock:
    """The sentence at an input that needs another look."""
    return paragraph(Words(says, ink="Attention"), space="Small")
