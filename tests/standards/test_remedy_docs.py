"""The page on remedies has each kind in one row: what it does, what it needs, how it is undone."""

import re
from pathlib import Path

from core.standards.changes.kinds import kinds
from graph.wire.reasons import PERMISSIONS

PAGE = (Path(__file__).parents[2] / "docs" / "remedies.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z_]+)` \| (.+) \| (.+) \| (.+) \|$", re.M)
BY_HAND = {"by_hand", "label_team"}  # no application may write these


def test_every_kind_has_one_row_with_what_it_says_of_itself() -> None:
    rows = {kind: rest for kind, *rest in ROW.findall(PAGE)}
    assert rows.keys() == kinds().keys() - {"by_hand"}
    for name in rows.keys() - BY_HAND:
        kind, (does, needs, undo) = kinds()[name], rows[name]
        assert does == kind.title.format(label="…")
        asked = {kind.needs, kind.at_times, kind.undo_needs} - {""}
        assert set(re.findall(r"`([^`]+)`", needs)) == asked, name
        assert undo == (kind.inverse or "cannot be undone")


def test_what_a_kind_needs_is_what_its_writes_are_sent_with() -> None:
    """Those are held against Microsoft's own list in tests/graph/test_estate.py."""
    needs = {permission for kind in kinds().values() for permission in (kind.needs, kind.at_times)}
    assert needs - {""} <= set(PERMISSIONS.values())
