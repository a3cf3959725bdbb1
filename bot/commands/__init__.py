"""What people can type: one file a command (`check_in` is `check in`), each a `COMMAND`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.chat.turn import Reply, Turn
from core.people.roles import ANYBODY, May
from core.pressing.place import Scope


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it does, who may, and its line in `process-center list`.

    `who` may in a channel, and `alone` in a chat of theirs, by default anybody. `offered` has a
    line for each kind of chat in which Teams shows it while somebody writes, and `help` too; it
    may be typed in every channel and every chat with one person. In a chat of several only what is
    offered there is done, and all else is answered with where it belongs. `takes` is what may
    follow it: a slip of the finger is taken for a command that takes nothing only where nothing
    follows.
    """

    run: Callable[[Turn], Awaitable[Reply]]
    help: str
    who: May
    offered: Mapping[Scope, str]
    alone: May = ANYBODY
    takes: str = ""


def spoken(file_name: str) -> str:
    """The words that a file of this folder answers to."""
    return file_name.replace("_", " ")
