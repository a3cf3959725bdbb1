"""How long people have to put something right before it is overdue."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.office.values import Length
from core.standards.changes.owning import overdue_at
from core.standards.model import Outcome
from tests.standards.standards import clause, findings, standard
from tests.standards.tenants import team


def test_what_is_not_met_for_longer_than_its_grace_is_overdue() -> None:
    asked = replace(clause("enough_owners"), grace=Length("3d"))
    (finding,) = findings(standard(asked), team(owners=["ada"])).values()
    since = datetime(2026, 10, 5, tzinfo=UTC)
    seen = replace(finding, first_seen_at=since)

    known = {finding.standard: standard(asked)}
    ended = since + timedelta(days=3)
    late = since + timedelta(days=99)

    assert overdue_at(seen, known, ended) is None
    assert overdue_at(seen, known, ended + timedelta(seconds=1)) == ended
    assert overdue_at(finding, known, late) is None, "nobody knows since when"
    assert overdue_at(replace(seen, outcome=Outcome.WAIVED), known, late) is None
    assert overdue_at(seen, {}, late) is None, "nobody asks for it any more"
