"""An audit that could not be done is told with its reason, and with when it is tried again."""

from cards.kit.elements import to_json
from cards.standards import audit_failed
from tests.cards.audit_findings import NIGHT, ZONE
from tests.cards.renderer import shown

REASON = "Microsoft Graph refused the sign-in. Make a new secret."


def test_it_says_why_and_when_it_is_tried_again() -> None:
    made = to_json(audit_failed.build("Contoso", "nightly", REASON, NIGHT, ZONE))

    assert shown(made) == (
        f"Contoso · nightly audit could not be done {REASON} "
        "What the last one found still stands. The next one is due Thu 19 Nov, 2:10."
    )
    assert "Contoso · nightly audit could not be done" in str(made["speak"])


def test_it_says_when_nothing_is_planned() -> None:
    said = shown(to_json(audit_failed.build("", "", REASON, None, ZONE)))

    assert said.startswith("audit could not be done")
    assert "No other one is planned." in said
