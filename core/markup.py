"""What people and tenants typed is shown as typed: no reader of Markdown interprets any of it."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, halves of characters, and marks with which a text could turn around what follows.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")

# Markdown, HTML, macros, and what makes a link out of bare words.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>~|!$&@]|:(?=/)|\.(?=[^\W\d])")
_LISTED = re.compile(r"^( ?\d*)([-+#=.)])", re.MULTILINE)
_MARGIN = re.compile(r"^[ \t]+|[ \t]+$")


def clean(text: str) -> str:
    r"""Drop what cannot be seen, write every line end as \n, and fence right-to-left text in.

    The fence (U+2068 … U+2069) keeps an Arabic or Hebrew name from reordering our own words.
    """
    if not text.isprintable():
        text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    if text.isascii():
        return text
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def unturned(text: str) -> str:
    """Drop what cannot be seen, and what could turn around the words of ours that follow."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def escape(text: str) -> str:
    r"""Write a text so that a `TextBlock` (or a Markdown message) shows it as it was typed.

    Lines become paragraphs, because a single line end is a space in Teams. Some phones show the
    backslashes (microsoft/AdaptiveCards #5590), so all but headings goes into text runs: `plain`.
    """
    text = _MARKUP.sub(r"\\\g<0>", clean(text))
    if "\n" in text:
        lines = [line.strip() for line in text.split("\n")]
        text = "\n\n".join(line for line in lines if line)
    return _LISTED.sub(r"\1\\\2", _MARGIN.sub(" ", text))
