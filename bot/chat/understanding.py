"""Which command somebody means, also where they write it a little otherwise."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.commands import Command
from core.pressing.place import Scope
from core.suggest import SURELY, alike
from core.unseen import says_something, without_unseen
from core.words import listed

LONGEST = 2  # words in the name of a command
WORD = re.compile(r"[^\W_]+")
GOES_ON = re.compile(r"[-_'’]\w")  # “back-end” does not begin with “back”
AROUND = " .,:;!?…。！？؟-–—\"'“”„()*`/"
HEAD = 200  # characters in which the name of a command stands

CALLED = {Scope.TEAM: "a team’s channel", Scope.PERSONAL: "a chat with me alone"}
NOT_UNDERSTOOD = "I did not understand that."


@dataclass(frozen=True, slots=True)
class Meant:
    """A command by its name, the words after it, and whether it was guessed."""

    name: str
    rest: str
    guessed: bool = False


def understood(written: str, known: Mapping[str, Command]) -> Meant | None:
    """The command that the words begin with; None where they begin with none.

    Case, width, hyphens, signs, spaces, an s at the end and what cannot be seen make no difference.
    A word that looks like one
    command alone is taken for it, but not where more follows than that command takes.
    """
    names = {_plain(name): name for name in known}
    heads = list(_heads(written))
    for head, rest in heads:
        if name := names.get(head):
            return Meant(name, rest)
    near = {
        names[each]: rest
        for head, rest in reversed(heads)
        for each in alike(head, names, SURELY)
        if known[names[each]].takes or not rest
    }
    if len(near) != 1:
        return None
    ((name, rest),) = near.items()
    return Meant(name, rest, guessed=True)


def said(meant: Meant) -> str:
    """What a guess is answered with first."""
    return f"Understood as “{meant.name}”."


def not_understood(written: str, known: Mapping[str, Command], where: Scope) -> str:
    """What to write instead, without repeating what was written: the answer is kept."""
    names = {_plain(name): name for name in known}
    mention = "" if where is Scope.PERSONAL else "@Process Center "
    near = next((each for head, _ in _heads(written) for each in alike(head, names)), None)
    if near:
        return f"{NOT_UNDERSTOOD} Did you mean “{mention}{names[near]}”?"
    return f"{NOT_UNDERSTOOD} Write “{mention}help” to see what you can write here."


def elsewhere(name: str, offered: Collection[Scope]) -> str:
    """What a command is answered with in a chat of several, which it is not for."""
    places = [CALLED[each] for each in CALLED if each in offered]
    return f"“{name}” has its place in {listed(places, joined='or')}. Write it there."


def _heads(written: str) -> Iterator[tuple[str, str]]:
    """The first words, plainly, with what follows them: two of them, then one."""
    begins, ends = _seen(written[:HEAD])
    words = list(WORD.finditer(begins))[:LONGEST]
    for number in range(len(words), 0, -1):
        end = words[number - 1].end()
        if not GOES_ON.match(begins[end:]):
            head = "".join(_singular(each.group()) for each in words[:number])
            rest = written[ends[end - 1] :].strip(AROUND)
            yield head, rest if says_something(rest) else ""


def _seen(written: str) -> tuple[str, list[int]]:
    """What can be seen of it, letters in one width, and where each of them ends in the whole.

    What follows a command is left as it was typed: it may be the name of something.
    """
    letters = [
        (letter, end)
        for end, typed in enumerate(written, 1)
        for letter in unicodedata.normalize("NFKC", without_unseen(typed))
    ]
    return "".join(letter for letter, _ in letters), [end for _, end in letters]


def _plain(name: str) -> str:
    return "".join(map(_singular, name.split()))


def _singular(word: str) -> str:
    folded = word.casefold()
    return folded.removesuffix("s") or folded
