"""A wrong word is answered with the right one that looks like it."""

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 8  # As many names as a sentence can list and still be read.
PERHAPS, SURELY = 0.6, 0.8  # how alike two words are, from 0 to 1, to be asked about or taken


def alike(word: str, known: Iterable[str], least: float = PERHAPS) -> list[str]:
    """The names that look like the word, whatever their case, the nearest first."""
    by_lower = {name.casefold(): name for name in reversed(list(known))}
    near = get_close_matches(word.casefold()[:100], by_lower, n=3, cutoff=least)
    return [by_lower[each] for each in near]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that starts with a space: the nearest name, else the names when they are few."""
    names = list(dict.fromkeys(known))
    if near := nearest(word, names):
        return near
    return f" It can be: {', '.join(sorted(names))}." if 0 < len(names) <= FEW else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that starts with a space: the nearest name, for where all are named already."""
    near = alike(word, dict.fromkeys(known))
    return f" Did you mean “{near[0]}”?" if near else ""


def quoted(text: str) -> str:
    """The text in quotes, cut and cleaned so that a sentence with it stays one short line."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:60])
    return f"“{shown}{'…' if len(text) > 60 else ''}”"
