"""People find the same channels in every team of a kind, so the same things are in one place."""

from core.standards.facts import Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import WantedChannels
from core.standards.reads import Read
from core.standards.rules import HIDDEN, Rule, Verdict, failed, passed, unknown
from core.words import folded, listed

NAMELESS = unknown("Microsoft Graph does not say what one of the channels is called")


def check(team: Team, *, names: WantedChannels) -> Verdict:
    there = {folded(channel.name) for channel in known(team.channels)}
    wanted = tuple(each.name for each in names)
    missing = tuple(name for name in wanted if folded(name) not in there)
    found = tuple(name for name in wanted if folded(name) in there)
    if not missing:
        return passed("all are there", seen=found, wanted=wanted)
    if team.hides_channels:
        return HIDDEN
    if "" in there:
        return NAMELESS

    return failed(
        _says(missing),
        Remedy("add_channels", RemedyMode.AUTO, choices=missing, pick=len(missing)),
        seen=found,
        wanted=wanted,
    )


def _says(missing: tuple[str, ...]) -> str:
    named = listed([f"“{name}”" for name in missing])
    if len(missing) == 1:
        return f"the channel {named} is missing; the standard asks for it"
    return f"the channels {named} are missing; the standard asks for them"


RULE = Rule(
    check,
    title="Has the channels it needs",
    remedy="add_channels",
    reads=(Read.CHANNELS,),
    apart=True,
)
