"""What needs attention, over any number of rounds, and what its leader answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.words import told

CHANGEABLE = timedelta(days=1)  # from the first answer on a thing; after it the thing is settled


@dataclass(frozen=True, slots=True)
class Item:
    """Something that needs attention; `since` is the day it was first raised in these words.

    It stays while whoever raised it is silent and nobody answered. `owner` is the name of whose
    attention it needs, `owner_id` their Entra object id; reports from before digests have no id.
    `recommends` is what those who raised it would answer, "yes" or "no"; None where nobody said so
    or they do not agree. `decided` is what the owner answered, and the day; it is not kept with the
    report.
    """

    what: str
    owner: str | None
    due_on: date | None
    since: date
    new: bool
    owner_id: str | None = None
    recommends: str | None = None
    decided: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody answered to an item, `on` being the day of `at` in the round's zone."""

    item: str
    by: str
    decided: str
    at: datetime
    on: date


def item_id(project_id: str, what: str) -> str:
    """The same for what says the same in a project."""
    return hashlib.sha256(f"{project_id}\n{told(what)}".encode()).hexdigest()[:24]


def answered(item: Item, project_id: str, rulings: Sequence[Ruling]) -> Ruling | None:
    """What its owner answered since it was raised, as it was changed within a day at most.

    `rulings` are oldest first.
    """
    id_ = item_id(project_id, item.what)
    own = [
        each
        for each in rulings
        if each.item == id_ and each.by == item.owner_id and each.on >= item.since
    ]
    return next((each for each in reversed(own) if each.at < own[0].at + CHANGEABLE), None)
