"""Reads a dialog's form as a person does: its fields, and the button that sends it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator.look_up import buttons, verb_of

Json = dict[str, Any]
AWAY = ("withdraw", "cancel", "delete", "remove")


@dataclass(frozen=True, slots=True)
class Field:
    """`raw` is the input's JSON; `choices` are the values it offers."""

    id: str
    type: str
    raw: Json

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


def beside(card: object) -> dict[str, str]:
    """The words in the same row as an input, by its id, for inputs that have a row for themselves.

    Rows are ColumnSets: so a form shows what a number is for.
    """
    found: dict[str, str] = {}
    if isinstance(card, dict):
        inputs = list(fields(card)) if card.get("type") == "ColumnSet" else []
        if len(inputs) == 1:
            return {inputs[0].id: " ".join(_texts(card))}
        card = list(card.values())
    if isinstance(card, list):
        for item in card:
            found |= beside(item)
    return found


def _texts(card: object) -> Iterator[str]:
    if isinstance(card, dict):
        if isinstance(card.get("text"), str):
            yield card["text"]
        card = list(card.values())
    if isinstance(card, list):
        for item in card:
            yield from _texts(item)


def sender(card: Json, verb: str = "") -> Json | None:
    """The first `Action.Submit` of that verb, else the first that does not take something back.

    Of several with the verb it is the one that the form makes stand out.
    """
    sends = [button for button in buttons(card) if button.get("type") == "Action.Submit"]
    named = [button for button in sends if verb and verb_of(button) == verb]
    named.sort(key=lambda button: button.get("style") != "positive")
    forward = [b for b in sends if not any(word in str(verb_of(b) or "") for word in AWAY)]
    return next(iter(named or forward), None)


def data_of(button: Json) -> Json:
    """What is sent with the button, beside what was typed."""
    given = button.get("data")
    return given if isinstance(given, dict) else {}


def typed_in(typed: Callable[[Field], str], verb: str) -> Callable[[Json, int], Json | None]:
    """Writes into every field what `typed` says, and sends it with the button of that verb.

    A form that comes back is sent once more as it is, and then left.
    """

    def write(card: Json, again: int) -> Json | None:
        send, asked = sender(card, verb), list(fields(card))
        if send is None or not asked or again > 1:
            return None
        return data_of(send) | {field.id: typed(field) for field in asked}

    return write


def words_in(text: str, verb: str) -> Callable[[Json, int], Json | None]:
    """The same text in every field that takes words: a question, a reply."""

    def typed(field: Field) -> str:
        return text[: field.longest] if field.type == "Input.Text" else field.value

    return typed_in(typed, verb)
