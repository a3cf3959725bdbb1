"""Of which channels tabs have to be read: a tenant has many thousands, and a clause names a few."""

from collections.abc import Iterable

from core.standards.model import Clause
from core.words import folded


def channels_named(clauses: Iterable[Clause]) -> frozenset[str] | None:
    """As `folded` has their names; None where one of these clauses is about all channels.

    A clause names them in the `channel` of each of its `tabs`.
    """
    named: set[str] = set()
    for clause in clauses:
        tabs = clause.params.get("tabs")
        channels = [getattr(tab, "channel", "") for tab in tabs] if isinstance(tabs, tuple) else []
        if not channels or not all(channels):
            return None
        named.update(map(folded, channels))
    return frozenset(named)
