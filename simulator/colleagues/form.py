"""Reads a dialog's form as a person does: its fields, and the button that sends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.look_up import buttons, verb_of

AWAY = ("withdraw", "cancel", "delete", "remove")


@dataclass(frozen=True, slots=True)
class Field:
    """`raw` is the input's JSON; `choices` are the values it offers."""

    id: str
    type: str
    raw: dict[str, Any]

    @property
    def choices(self) -> list[str]:
        return [str(choice.get("value", "")) for choice in self.raw.get("choices") or []]

    @property
    def value(self) -> str:
        """What stands in it already; a toggle that was not touched is off."""
        value = self.raw.get("value")
        if self.type == "Input.Toggle":
            value = value or self.raw.get("valueOff", "false")
        return "" if value is None else str(value)

    @property
    def required(self) -> bool:
        return bool(self.raw.get("isRequired"))

    @property
    def longest(self) -> int:
        return int(self.raw.get("maxLength") or 1000)


def fields(card: object) -> Iterator[Field]:
    """Every input at any depth, unfolded parts too, in the order of the document."""
    if isinstance(card, dict):
        kind = str(card.get("type", ""))
        if kind.startswith("Input.") and "id" in card:
            yield Field(str(card["id"]), kind, card)
        for value in card.values():
            yield from fields(value)
    elif isinstance(card, list):
        for item in card:
            yield from fields(item)


def sender(card: dict[str, Any]) -> dict[str, Any] | None:
    """The first `Action.Submit` that does not take something back."""
    for button in buttons(card):
        verb = str(verb_of(button) or "")
        if button.get("type") == "Action.Submit" and not any(word in verb for word in AWAY):
            return button
    return None


def opener(card: dict[str, Any]) -> dict[str, Any] | None:
    """The first button that opens a dialog."""
    for button in buttons(card):
        data = button.get("data")
        teams = data.get("msteams") if isinstance(data, dict) else None
        if isinstance(teams, dict) and teams.get("type") == "task/fetch":
            return button
    return None
