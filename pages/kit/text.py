"""Text of a tenant in a file or on a terminal: nothing in it is obeyed by whoever shows it."""

import unicodedata

# They turn the direction of what comes after them, also outside of the name they came in.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def neutral(text: str, keep: str = "") -> str:
    """The text on one line, without what a terminal would obey; such letters become �."""
    if text.isprintable():
        return text
    return "".join(letter if letter in keep or _harmless(letter) else "�" for letter in text)


def xml(text: str) -> str:
    """The same for XML 1.0, which knows two letters fewer (w3.org/TR/xml/#charsets)."""
    return neutral(text).replace("\ufffe", "�").replace("\uffff", "�")


def _harmless(letter: str) -> bool:
    return letter not in TURNING and unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")
