"""Channel names that follow one pattern keep a team readable; General is named by Teams."""

import re

from core.standards.facts import Channel, Team
from core.standards.model import Remedy
from core.standards.params import Pattern, Word, WordList
from core.standards.reads import Read
from core.standards.rules import ChannelRule, Verdict, failed, passed
from core.words import folded

GENERAL = "General"


def check(
    channel: Channel, _: Team, *, pattern: Pattern, example: Word = "", except_: WordList = ()
) -> Verdict:
    if folded(channel.called) in {folded(name) for name in (GENERAL, *except_)}:
        return passed("needs no pattern", seen=channel.name)
    if re.search(pattern, channel.name):
        return passed("the name follows the pattern", seen=channel.name, wanted=example or pattern)

    asked = f"; one like “{example}” does" if example else f", {pattern}"
    return failed(
        f"the name does not follow the pattern of the standard{asked}",
        Remedy("rename_channel"),
        seen=channel.name,
        wanted=example or pattern,
    )


RULE = ChannelRule(
    check, title="Channel name follows the pattern", remedy="rename_channel", reads=(Read.CHANNELS,)
)
