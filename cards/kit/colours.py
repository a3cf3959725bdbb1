"""The one place that says how a colour looks and what it is called: word, shape, ink and tint."""

from typing import Literal

from core.checkins.model import Colour

Ink = Literal["Default", "Good", "Warning", "Attention", "Accent"]
Tint = Literal["default", "good", "warning", "attention", "emphasis"]

NOT_REPORTED = "not reported"

_SHAPES: dict[Colour | None, str] = {
    Colour.GREEN: "●",
    Colour.AMBER: "▲",
    Colour.RED: "■",
    None: "○",
}
# For the shape alone: words in `Warning` cannot be read on a light ground.
_INKS: dict[Colour | None, Ink] = {
    Colour.GREEN: "Good",
    Colour.AMBER: "Warning",
    Colour.RED: "Attention",
    None: "Default",
}
_TINTS: dict[Colour | None, Tint] = {
    Colour.GREEN: "good",
    Colour.AMBER: "warning",
    Colour.RED: "attention",
    None: "emphasis",
}


def shape(colour: Colour | None) -> str:
    """The sign that tells the colour to those who do not see it; ○ for not reported."""
    return _SHAPES[colour]


def ink(colour: Colour | None) -> Ink:
    """The text colour of the shape, never of words."""
    return _INKS[colour]


def tint(colour: Colour | None) -> Tint:
    """The style of a container that stands for the colour."""
    return _TINTS[colour]


def word(colour: Colour | None) -> str:
    """The colour in a sentence, in small letters."""
    return colour.value if colour else NOT_REPORTED


def title(colour: Colour | None) -> str:
    """The colour with its shape, as a choice or a heading: "▲ Amber"."""
    return f"{shape(colour)} {word(colour).capitalize()}"
