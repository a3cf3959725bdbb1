"""A message without the mention of us, however its client wrote that into the text."""

import html
import re
from collections.abc import Collection

from core.words import named

# Some clients write <at id="0">; Teams itself writes <at>.
_AT = re.compile(r"<at(?:\s[^>]{0,200})?>(.{0,400}?)</at>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,200}>")
MOST = 50  # mentions of one message that are looked at


def name_in(mention: str) -> str:
    """The name that a mention shows: what stands between its tags."""
    return " ".join(html.unescape(_TAG.sub(" ", mention)).split())


def without_us(
    text: str, ours: Collection[str], others: Collection[str], *, marked: bool = True
) -> str:
    """The text without our mention.

    `ours` are the names under which we may stand in it, `others` those of everybody else who is
    mentioned. `marked`: Teams told that we are mentioned. Then what is a mention in the text and
    nobody else's is ours too: a client may have shortened the name, or shows the one that the
    organisation gave us; and without any such mark it is our bare name, wherever it first stands.
    Else it is our name at the beginning alone.
    """
    us = {named(each) for each in ours} - {""}
    rest = {named(each) for each in others} - us
    shown = list(_AT.finditer(text))[:MOST]
    mine = [each for each in shown if named(name_in(each[1])) in us]
    if marked and not mine:
        mine = [each for each in shown if named(name_in(each[1])) not in rest][:1]
    for each in reversed(mine):
        text = f"{text[: each.start()]} {text[each.end() :]}"
    return text if mine else _without_bare(text, us, anywhere=marked)


def plain_words(text: str) -> str:
    """What is left of a message's text without tags, in single spaces."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _without_bare(text: str, names: Collection[str], *, anywhere: bool) -> str:
    begins = r"(?<!\w)" if anywhere else r"\A\s*"
    for name in sorted(names, key=len, reverse=True):
        spaced = r"\s+".join(map(re.escape, name.split()))
        bare = re.compile(rf"{begins}[@/]?{spaced}(?!\w)[:,]?", re.IGNORECASE)
        text, found = bare.subn(" ", text, count=1)
        if found:
            return text
    return text
