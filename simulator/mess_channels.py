"""The channels of an untidy team: some missing, some oddly named, some for a few people only."""

from collections.abc import Collection, Sequence
from random import Random

from simulator.facts import Channel, Kind, thread_id
from simulator.trouble import Trouble

USUAL = ("Planning", "Decisions", "Delivery", "Questions", "Reviews")
ODD = ("old stuff", "test 2", "asdf", "NEW channel (copy)", "misc!!!")


def channels(
    key: str, ills: Collection[Trouble], members: Sequence[str], people: Sequence[str], dice: Random
) -> tuple[Channel, ...]:
    """General is always there and first; `key` makes the ids."""
    names = ["General"]
    if Trouble.MISSING_CHANNEL not in ills:
        names.append("Status")
    names += sorted(dice.sample(USUAL, dice.randint(1, 4)))
    if Trouble.ODD_CHANNEL in ills:
        names += dice.sample(ODD, dice.randint(1, 2))
    found = [Channel(thread_id("generated", key, name), name) for name in names]
    if Trouble.PRIVATE_CHANNEL in ills:
        found.append(_own(key, "Steering", Kind.PRIVATE, members[:6]))
    if Trouble.SHARED_CHANNEL in ills:
        found.append(_own(key, "Partners", Kind.SHARED, [*members[:3], *dice.sample(people, 2)]))
    return tuple(found)


def _own(key: str, name: str, kind: Kind, members: Sequence[str]) -> Channel:
    """A channel with people of its own, the first of whom owns it."""
    unique = tuple(dict.fromkeys(members))
    return Channel(thread_id("generated", key, name), name, kind, owners=unique[:1], members=unique)
