"""A wrong word is answered with the right one that looks like it."""

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 8  # As many names as a sentence can list and still be read.


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that starts with a space: the nearest name, else the names when they are few."""
    names = list(dict.fromkeys(known))
    by_lower = {name.casefold(): name for name in reversed(names)}
    near = get_close_matches(word.casefold()[:100], by_lower, n=1, cutoff=0.6)
    if near:
        return f" Did you mean “{by_lower[near[0]]}”?"
    if 0 < len(names) <= FEW:
        return f" It can be: {', '.join(sorted(names))}."
    return ""


def quoted(text: str) -> str:
    """The text in quotes, cut and cleaned so that a sentence with it stays one short line."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:60])
    return f"“{shown}{'…' if len(text) > 60 else ''}”"
