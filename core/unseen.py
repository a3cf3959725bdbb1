"""Characters that nobody can see: a text of nothing else is empty, a command with some is one."""

import unicodedata

# Shown as nothing, though Unicode calls them letters, marks or symbols: fillers of Hangul, the
# blank of Braille, the joiner of graphemes, two vowels of Khmer, selectors of variants. What is not
# assigned yet counts as seen, but where Unicode promises that it never will be.
_BLANK = {
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0xE0000, 0xE1000),
}
_UNSEEN = ("Cf", "Cc", "Cs", "Zs", "Zl", "Zp")


def says_something(text: str) -> bool:
    """Whether any character of it can be seen."""
    return not text.isspace() and any(_is_seen(letter) for letter in text)


def without_unseen(text: str) -> str:
    """What can be seen of it; spaces and line ends stay.

    For comparing and for commands, never for what is kept: joiners are part of how people write.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in text if letter.isspace() or _is_seen(letter))


def keepable(text: str) -> str:
    """The same without NUL; half a character is a question mark. No database takes either."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode(errors="replace").decode()


def _is_seen(letter: str) -> bool:
    return ord(letter) not in _BLANK and unicodedata.category(letter) not in _UNSEEN
