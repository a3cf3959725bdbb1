"""What people can type: one file a command (`check_in` is `check in`), each a `COMMAND`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.turn import Reply, Turn


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it does and the line that `help` shows; `takes` is what may follow it."""

    run: Callable[[Turn], Awaitable[Reply]]
    help: str
    takes: str = ""


def spoken(file_name: str) -> str:
    """The words that a file of this folder answers to."""
    return file_name.replace("_", " ")
