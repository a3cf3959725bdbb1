"""Small grammar for the sentences that people see."""

import unicodedata
from collections.abc import Sized

from core.unseen import without_unseen

ENDS = " .!?"  # what stands at the end of a sentence and makes it no other one


def count(items: Sized | int, word: str, plural: str | None = None) -> str:
    """Write a number with its word: "1 team", "3 teams"; `plural` for words without a plain s."""
    number = items if isinstance(items, int) else len(items)
    return f"{number} {word if number == 1 else plural or word + 's'}"


def many(number: int, word: str) -> str:
    """Write a number that may be large with its word: "1,204 teams"."""
    return f"{number:,} {count(number, word).partition(' ')[2]}"


def capital(text: str) -> str:
    """As the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def percent(part: int, whole: int) -> int:
    """A share in percent, rounded down, so that 0 and 100 mean none and all."""
    return max(100 * part // whole, 1) if part else 0


def share(percent_: int) -> str:
    """A share as "72 %", which no line breaks apart."""
    return f"{percent_}\u00a0%"


def ordinal(number: int) -> str:
    """A number as "1st", "2nd", "3rd", "11th"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def listed(names: list[str], most: int = 10, joined: str = "and") -> str:
    """Write names as "a, b and c", or with another word; beyond `most` the rest is counted."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joined} {names[-1]}"


def told(text: str) -> str:
    """What a text says, however it is spaced, in capitals, or ends: to compare two of them."""
    return folded(text).rstrip(ENDS)


def named(name: str) -> str:
    """A name as people type it: also what cannot be seen makes no difference."""
    return folded(without_unseen(name))


def folded(name: str) -> str:
    """A name as people compare it: case, and how many spaces there are, make no difference."""
    return " ".join(name.split()).casefold()


def words_in(name: str) -> tuple[str, ...]:
    """The words and numbers of a name, whatever their case and what stands between them."""
    text = unicodedata.normalize("NFKC", without_unseen(name)).casefold()
    return tuple("".join(each if _is_of_a_word(each) else " " for each in text).split())


def _is_of_a_word(letter: str) -> bool:
    """Letters, what is put over and under them, and digits."""
    return unicodedata.category(letter)[0] in "LMN"
