"""A website tab looks like a part of Teams, wherever it leads."""

from core.standards.facts import WEBSITE, Channel, Tab, Team, Unknown, known
from core.standards.kit.hosts import host_of, is_one_of
from core.standards.model import Remedy
from core.standards.params import HostList
from core.standards.reads import Read
from core.standards.rules import ChannelRule, Verdict, failed, passed
from core.words import count, listed

MOST = 3  # hosts that are written out


def check(channel: Channel, _: Team, *, allowed_hosts: HostList) -> Verdict:
    websites = [tab for tab in known(channel.tabs) if tab.app.casefold() == WEBSITE]
    wrong = [tab for tab in websites if not is_one_of(host_of(tab.url), allowed_hosts)]
    elsewhere = [tab for tab in wrong if host_of(tab.url)]
    if elsewhere:
        return _leads_elsewhere(elsewhere, allowed_hosts)
    if wrong:
        raise Unknown("Microsoft Graph does not say where a website tab leads")

    return passed(count(websites, "website tab"), seen=(), wanted=allowed_hosts)


def _leads_elsewhere(tabs: list[Tab], allowed_hosts: HostList) -> Verdict:
    hosts = tuple(sorted({host_of(tab.url) for tab in tabs}))
    leads = "leads" if len(tabs) == 1 else "lead"
    found = f"{count(tabs, 'website tab')} {leads} to {listed(list(hosts), MOST)}"
    return failed(
        f"{found}; the standard allows {listed(list(allowed_hosts), MOST, 'or')} only",
        Remedy("remove_tabs", choices=tuple(tab.id for tab in tabs), pick=len(tabs)),
        seen=hosts,
        wanted=allowed_hosts,
    )


RULE = ChannelRule(
    check,
    title="Website tabs lead where they may",
    remedy="remove_tabs",
    reads=(Read.CHANNELS, Read.TABS),
)
