"""What buttons do: one file a verb (`checkin_answer` is `checkin.answer`), each a `BUTTON`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.turn import Reply, Turn
from core.people.roles import May


class Press(StrEnum):
    """How Teams tells us of a button, by the name of its invoke."""

    ONE = "adaptiveCard/action"
    FETCH = "task/fetch"
    SUBMIT = "task/submit"


@dataclass(frozen=True, slots=True)
class Button:
    """What one verb does, how its button is pressed, and who may.

    `run` is called for who may, where they may, and with a thing that is there.
    """

    run: Callable[[Turn], Awaitable[Reply]]
    press: tuple[Press, ...]
    who: May


def verb(file_name: str) -> str:
    """The verb that a file of this folder answers to."""
    return file_name.replace("_", ".", 1)
