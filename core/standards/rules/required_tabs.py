"""People find the plan or the wiki over the same channel in every team of a kind."""

from collections.abc import Iterable

from core.standards.facts import Channel, Tab, Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import WantedTab, WantedTabs
from core.standards.reads import Read
from core.standards.rules import HIDDEN, Rule, Verdict, failed, passed, unknown
from core.words import folded, listed

NAMELESS = unknown("Microsoft Graph does not say what one of the channels is called")


def check(team: Team, *, tabs: WantedTabs) -> Verdict:
    """A tab is missing where its channel is. Raises Unknown for tabs that could not be read."""
    channels = known(team.channels)
    there = {each: _is_there(each, channels) for each in tabs}
    wanted = tuple(_named(each) for each in tabs)
    missing = [each for each, is_there in there.items() if not is_there]
    found = tuple(_named(each) for each, is_there in there.items() if is_there)
    if not missing:
        return passed("all are there", seen=found, wanted=wanted)
    names = {folded(channel.name) for channel in channels}
    if any(folded(each.channel) not in names for each in missing):
        if team.hides_channels:
            return HIDDEN
        if "" in names:
            return NAMELESS

    choices = tuple(_named(each) for each in missing)
    return failed(
        _says(missing),
        Remedy("add_tabs", RemedyMode.AUTO, choices=choices, pick=len(choices)),
        seen=found,
        wanted=wanted,
    )


def _is_there(wanted: WantedTab, channels: Iterable[Channel]) -> bool:
    named = [each for each in channels if folded(each.name) == folded(wanted.channel)]
    return any(_is(tab, wanted) for channel in named for tab in known(channel.tabs))


def _is(tab: Tab, wanted: WantedTab) -> bool:
    if tab.app.casefold() != wanted.app.casefold():
        return False
    if wanted.name and folded(tab.name) != folded(wanted.name):
        return False
    return not wanted.url or tab.url.rstrip("/") == wanted.url.rstrip("/")


def _named(tab: WantedTab) -> str:
    return f"{tab.channel}/{tab.name or tab.app}"


def _says(missing: list[WantedTab]) -> str:
    named = listed([f"“{each.name or each.app}” in “{each.channel}”" for each in missing])
    if len(missing) == 1:
        return f"the tab {named} is missing; the standard asks for it"
    return f"the tabs {named} are missing; the standard asks for them"


RULE = Rule(check, title="Has the tabs it needs", reads=(Read.CHANNELS, Read.TABS), apart=True)
