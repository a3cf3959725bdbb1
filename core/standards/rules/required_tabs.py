"""People find the plan or the wiki over the same channel in every team of a kind."""

from collections.abc import Iterable
from dataclasses import replace

from core.standards.facts import Channel, Tab, Team, Unknown, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import WantedTab, WantedTabs
from core.standards.reads import Read
from core.standards.rules import HIDDEN, Rule, Verdict, failed, passed, unknown
from core.words import folded, listed

NAMELESS = unknown("Microsoft Graph does not say what one of the channels is called")
UNSAID = "Microsoft Graph does not say what one of the tabs is called, or where it leads"


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
    """Raises Unknown where one may be it, of which Graph does not say enough."""
    named = [each for each in channels if folded(each.name) == folded(wanted.channel)]
    tabs = [
        tab
        for channel in named
        for tab in known(channel.tabs)
        if tab.app.casefold() == wanted.app.casefold()
    ]
    if any(_is(tab, wanted) for tab in tabs):
        return True
    if any(_may_be(tab, wanted) for tab in tabs):
        raise Unknown(UNSAID)
    return False


def _is(tab: Tab, wanted: WantedTab) -> bool:
    if wanted.name and folded(tab.name) != folded(wanted.name):
        return False
    return not wanted.url or tab.url.rstrip("/") == wanted.url.rstrip("/")


def _may_be(tab: Tab, wanted: WantedTab) -> bool:
    """Whether it would be the one if what is not said of it were as it is wanted."""
    said = replace(tab, name=tab.name or wanted.name, url=tab.url or wanted.url)
    return _is(said, wanted)


def _named(tab: WantedTab) -> str:
    return f"{tab.channel}/{tab.name or tab.app}"


def _says(missing: list[WantedTab]) -> str:
    named = listed([f"“{each.name or each.app}” in “{each.channel}”" for each in missing])
    if len(missing) == 1:
        return f"the tab {named} is missing; the standard asks for it"
    return f"the tabs {named} are missing; the standard asks for them"


RULE = Rule(
    check,
    title="Has the tabs it needs",
    remedy="add_tabs",
    reads=(Read.CHANNELS, Read.TABS),
    apart=True,
)
