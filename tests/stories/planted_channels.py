"""What each rule about one channel has to say of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from simulator.estate import WEBSITE
from simulator.facts import Channel, Kind
from tests.stories.planted_facts import OUTSIDE, Found, View, fails


def channel_names(_: View, channel: Channel, pattern: str, **rest: Sequence[str]) -> Found:
    spared = {"general", *(each.lower() for each in rest.get("except", ()))}
    fits = channel.name.lower() in spared or re.search(pattern, channel.name)
    return fails(not fits, channel.name)


def channel_descriptions(_: View, channel: Channel, at_least: int) -> Found:
    return fails(len(channel.description) < at_least, len(channel.description))


def external_shared_channels(
    view: View, channel: Channel, allowed_tenants: Sequence[str] = ()
) -> Found:
    if channel.kind is not Kind.SHARED:
        return OUTSIDE
    homes = {view.people[id_].home for id_ in channel.members} - {"", *allowed_tenants}
    return fails(bool(homes), tuple(sorted(homes)))


def private_channel_owners(view: View, channel: Channel, at_least: int) -> Found:
    if channel.kind is Kind.STANDARD:
        return OUTSIDE
    active = sum(view.people[id_].enabled for id_ in channel.owners)
    return fails(active < at_least, active)


def channel_email(_: View, channel: Channel) -> Found:
    return fails(bool(channel.email), True)


def website_tabs(_: View, channel: Channel, allowed_hosts: Sequence[str]) -> Found:
    hosts = {urlsplit(tab.url).hostname or "" for tab in channel.tabs if tab.app == WEBSITE}
    found = sorted(hosts - {*allowed_hosts})
    return fails(bool(found), tuple(found))


OF_CHANNELS: Mapping[str, Callable[..., Found]] = {
    each.__name__: each
    for each in (
        channel_names, channel_descriptions, external_shared_channels, private_channel_owners,
        channel_email, website_tabs,
    )
}  # fmt: skip
