"""Characters that look like those that are typed and are others, as word processors write them."""

import unicodedata
from dataclasses import dataclass

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # drawn as nothing at all
_QUOTES = {
    **dict.fromkeys("“”„‟«»″〝〞〟＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′＇`´", "'"),
}
_DASHES = frozenset("−•‣◦▪·")  # beside those that Unicode calls dashes: minus, bullets


@dataclass(frozen=True, slots=True)
class Lookalike:
    """One of them, `at` so many characters from the beginning; `says` is what to type instead."""

    at: int
    says: str


def lookalike(text: str, number: bool = False) -> Lookalike | None:
    """The first in a text in which nothing but what is typed has a meaning.

    In a `number` there is neither a blank nor a quote.
    """
    if text.isascii():
        return None
    found = next((found for at in range(len(text)) if (found := _at(text, at))), None)
    if found and number and _typed(text[found.at]) in ("", " ", '"', "'"):
        return _lookalike(text, found.at, "Take it out.")
    return found


def in_quotes(text: str) -> Lookalike | None:
    """The first letter, where typographic quotes stand around all of a text as if they were
    quotes to YAML."""
    around = text[:1] in _QUOTES and text[-1:] in _QUOTES and len(text) > 1
    if not around or any(letter in _QUOTES and letter not in "’`´" for letter in text[1:-1]):
        return None
    return _at(text, 0)


def typed(text: str) -> str:
    """The text as somebody would have typed it, without quotes, a list's dash and blanks around."""
    letters = (letter if letter.isascii() else _typed(letter) for letter in text)
    return "".join(letters).strip(" \"'").removeprefix("- ").strip(" \"'")


def unseen(letter: str) -> bool:
    """Whether nobody sees it: it has no width, or is drawn as nothing."""
    return letter in _UNSEEN or unicodedata.category(letter) == "Cf" or _selects(letter)


def called(letter: str) -> str:
    """A character by its name and number: EN DASH (U+2013)."""
    number = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "")
    return f"{name} ({number})" if name else number


def _at(text: str, at: int) -> Lookalike | None:
    letter = text[at]
    if letter.isascii():
        return None
    if instead := _instead(letter):
        return _lookalike(text, at, instead)
    beside = text[max(at - 1, 0) : at + 2].replace(letter, "")
    if _of_others(letter) and any(each.isascii() and each.isalpha() for each in beside):
        return _lookalike(text, at, "Type the letter of the English alphabet instead.")
    return None


def _lookalike(text: str, at: int, instead: str) -> Lookalike:
    return Lookalike(at, f"{called(text[at])} stands here. {instead}")


def _of_others(letter: str) -> bool:
    """Whether it is of an alphabet whose letters look like those of English."""
    return unicodedata.name(letter, "").startswith(("CYRILLIC", "GREEK"))


def _instead(letter: str) -> str:
    """What to do about a letter; empty for one that is no other's double."""
    if unseen(letter):
        return "Nobody sees it: take it out."
    meant = _typed(letter)
    if meant == letter:
        return ""
    return {" ": "Type a space instead.", "-": "Type a hyphen (-) instead."}.get(
        meant, f"Type {meant} instead."
    )


def _typed(letter: str) -> str:
    kind = unicodedata.category(letter)
    if unseen(letter):
        return ""
    if kind in ("Zs", "Zl", "Zp"):
        return " "
    if kind == "Pd" or letter in _DASHES:
        return "-"
    wide = unicodedata.normalize("NFKC", letter)
    return _QUOTES.get(letter) or (wide if len(wide) == 1 and wide.isascii() else letter)


def _selects(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
