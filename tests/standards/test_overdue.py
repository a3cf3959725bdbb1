"""How long people have to put something right before it is overdue."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.office.values import Length
from core.standards.changes.planning import overdue
from core.standards.model import Outcome
from tests.standards.standards import clause, findings, standard
from tests.standards.tenants import team


def test_what_is_not_met_for_longer_than_its_grace_is_overdue() -> None:
    asked = replace(clause("enough_owners"), grace=Length("3d"))
    (finding,) = findings(standard(asked), team(owners=["ada"])).values()
    since = datetime(2026, 10, 5, tzinfo=UTC)
    seen = replace(finding, first_seen_at=since)

    assert not overdue(seen, asked, since + timedelta(days=3))
    assert overdue(seen, asked, since + timedelta(days=3, seconds=1))
    assert not overdue(finding, asked, since + timedelta(days=99))
    waived = replace(seen, outcome=Outcome.WAIVED)
    assert not overdue(waived, asked, since + timedelta(days=99))
