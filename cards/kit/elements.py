"""The few building blocks that all cards are made of, so that they look and behave alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    Column,
    ColumnSet,
    Container,
    ExecuteAction,
    OpenUrlAction,
    RichTextBlock,
    SubmitAction,
    TeamsCardProperties,
    TextBlock,
    TextRun,
    ToggleVisibilityAction,
)

from cards.kit.colours import Ink, Tint, ink, shape
from cards.kit.text import plain, spoken
from cards.kit.wire import SIZE_LIMIT, size, to_json
from core.checkins.model import Colour
from core.markup import escape

__all__ = [
    "SIZE_LIMIT",
    "Card",
    "CardElement",
    "Words",
    "box",
    "button",
    "card",
    "columns",
    "dialog_button",
    "escape",
    "figure",
    "form_button",
    "heading",
    "mark",
    "marked",
    "own_words",
    "paragraph",
    "preceded",
    "press",
    "row",
    "section",
    "size",
    "stack",
    "to_json",
    "unfold",
]

Card = AdaptiveCard
Space = Literal["None", "Small", "Default", "Medium", "Large"]
Align = Literal["Left", "Center", "Right"]


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a paragraph that stands out."""

    text: str
    bold: bool = True
    ink: Ink | None = None


def mark(colour: Colour | None) -> Words:
    """The shape of a colour, in its ink."""
    return Words(shape(colour), ink=ink(colour))


def card(
    *body: CardElement,
    actions: Sequence[Action] = (),
    speak: str = "",
    full_width: bool = False,
) -> Card:
    """Put a card together; `speak` is what a screen reader says for the whole of it."""
    return AdaptiveCard(
        version="1.5",
        body=list(body),
        actions=list(actions) or None,
        speak=spoken(speak) or None,
        msteams=TeamsCardProperties(width="full") if full_width else None,
    )


def preceded(card: Card, words: str) -> Card:
    """The same card with a small line in words of ours above it."""
    return card.model_copy(update={"body": [own_words(words), *(card.body or [])]})


def heading(*parts: str) -> TextBlock:
    """The first line of a card, in anybody's words, shown as typed.

    Other people's words are a part of their own, so that right-to-left names turn nothing around.
    """
    text = "".join(map(escape, parts))
    return TextBlock(text=text, wrap=True, style="heading", weight="Bolder", size="Medium")


def paragraph(
    *parts: str | Words,
    subtle: bool = False,
    space: Space | None = None,
    align: Align | None = None,
    separator: bool | None = None,
) -> RichTextBlock:
    """One paragraph in anybody's words, shown as typed; subtle text is also small."""
    small: Literal["Small"] | None = "Small" if subtle else None
    inlines: list[CardElement] = []
    for part in parts:
        words = part if isinstance(part, Words) else Words(part, bold=False)
        run = TextRun(
            text=plain(words.text),
            weight="Bolder" if words.bold else None,
            color=words.ink,
            size=small,
            is_subtle=subtle or None,
        )
        inlines.append(run)
    return RichTextBlock(
        inlines=inlines, spacing=space, horizontal_alignment=align, separator=separator
    )


def figure(number: str, means: str) -> tuple[str, list[CardElement]]:
    """A column of a row of figures: the number large, and below it what it means."""
    large: list[CardElement] = [TextRun(text=plain(number), weight="Bolder", size="Large")]
    return ("stretch", [RichTextBlock(inlines=large), paragraph(means, subtle=True, space="None")])


def own_words(text: str, *, space: Space | None = None) -> TextBlock:
    """A small line in words of ours only: Markdown and the client's date macros work in it."""
    return TextBlock(text=text, wrap=True, size="Small", is_subtle=True, spacing=space)


def section(title: str, question: str = "") -> RichTextBlock:
    """The line that opens a part of a card, set off by a rule."""
    parts = [Words(title, ink="Accent" if question else None)]
    parts += [Words(f" · {question}", bold=False)] if question else []
    return paragraph(*parts, space="Medium", separator=True)


def stack(
    *items: CardElement,
    name: str | None = None,
    shown: bool = True,
    space: Space | None = None,
    separator: bool | None = None,
) -> Container:
    """Elements that belong together; a `name` lets a button unfold them."""
    return Container(
        items=list(items),
        id=name,
        is_visible=None if shown else False,
        spacing=space,
        separator=separator,
    )


def box(style: Tint, *items: CardElement, bleed: bool = False) -> Container:
    """Elements on a tinted ground; text in it must keep the ground's own colours."""
    return Container(items=list(items), style=style, bleed=bleed or None)


def columns(
    *parts: tuple[str, Sequence[CardElement]],
    space: Space | None = None,
    separator: bool | None = None,
) -> ColumnSet:
    """Columns side by side, each (width, elements); two of words or inputs fit on a phone."""
    return ColumnSet(
        columns=[Column(width=width, items=list(items)) for width, items in parts],
        spacing=space,
        separator=separator,
    )


def row(sign: str | Words, *items: CardElement, space: Space = "Small") -> ColumnSet:
    """Lines behind a shape or a number, which stands in a column of 20 px."""
    return ColumnSet(
        columns=[
            Column(width="20px", items=[paragraph(sign)]),
            Column(width="stretch", items=list(items), spacing="Small"),
        ],
        spacing=space,
    )


def marked(colour: Colour | None, *items: CardElement) -> ColumnSet:
    """Lines behind the shape of a colour."""
    return row(mark(colour), *items)


def button(title: str, verb: str, **data: str | int) -> ExecuteAction:
    """One press: Teams asks us, and nothing opens."""
    return ExecuteAction(title=title, verb=verb, data=dict(data))


def press(action: Action) -> ActionSet:
    """A button beside the words that it is about."""
    return ActionSet(actions=[action])


def link_button(title: str, url: str) -> OpenUrlAction:
    """A press that opens a page; `url` is ours, or one that Microsoft documents."""
    return OpenUrlAction(title=title, url=url)


def dialog_button(title: str, verb: str, *, primary: bool = False, **data: str) -> SubmitAction:
    """A press that opens a dialog."""
    wire: dict[str, Any] = {"msteams": {"type": "task/fetch"}, "verb": verb, **data}
    return SubmitAction(title=title, data=wire, style="positive" if primary else None)


def form_button(
    title: str, verb: str, data: Mapping[str, object], *, primary: bool = False, sends: bool = True
) -> SubmitAction:
    """A press inside a dialog; without `sends` the inputs are neither checked nor sent."""
    return SubmitAction(
        title=title,
        data={"verb": verb, **data},
        style="positive" if primary else None,
        associated_inputs=None if sends else "none",
    )


def unfold(title: str, name: str) -> ActionSet:
    """A button that shows the stack called `name` and goes away."""
    own = f"{name}_button"
    press = ToggleVisibilityAction(title=title, target_elements=[name, own])
    return ActionSet(id=own, actions=[press], spacing="Medium")
