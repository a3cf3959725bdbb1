"""A report that comes because something can no longer be checked says so, and what came before."""

from dataclasses import replace

from cards.kit.elements import to_json
from cards.standards import audit_report
from tests.cards.audit_findings import OLD, UNKNOWN, audited, report
from tests.cards.renderer import shown


def test_what_can_no_longer_be_checked_is_not_called_nothing_new() -> None:
    made = replace(report(audited(UNKNOWN, OLD)), quiet=2)
    said = shown(to_json(audit_report.build(made)))

    says = "Nothing new since Wed 18 Nov, but something can no longer be checked."
    assert f"{says} 2 audits in between had nothing new." in said
