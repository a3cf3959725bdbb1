"""What buttons do: one file a verb (`checkin_answer` is `checkin.answer`), each an `ACTION`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.turn import Reply, Turn


class Press(StrEnum):
    """How Teams tells us of a button, by the name of its invoke."""

    ONE = "adaptiveCard/action"
    FETCH = "task/fetch"
    SUBMIT = "task/submit"


@dataclass(frozen=True, slots=True)
class Action:
    """What one verb does, and how its button is pressed."""

    run: Callable[[Turn], Awaitable[Reply]]
    press: tuple[Press, ...]


def verb(file_name: str) -> str:
    """The verb that a file of this folder answers to."""
    return file_name.replace("_", ".", 1)
