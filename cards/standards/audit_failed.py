"""The notice to the staff when an audit could not be done: why, and when it is tried again."""

from datetime import datetime

from cards.kit.elements import Card, box, card, heading, paragraph
from cards.standards.audit_words import kind_of
from core.days import moment


def build(
    organisation: str, audit: str, reason: str, again_at: datetime | None, time_zone: str
) -> Card:
    """`audit` is its id in the office file; `again_at` None when nothing is planned.

    `reason` is one sentence that says what to do.
    """
    center = (organisation, " · ") if organisation else ()
    title = (*center, *kind_of(audit), " could not be done")
    then = "No other one is planned."
    if again_at:
        then = f"The next one is due {moment(again_at, time_zone)}."
    return card(
        box("attention", heading(*title), bleed=True),
        paragraph(reason),
        paragraph(f"What the last one found still stands. {then}", subtle=True, space="Small"),
        speak=f"{''.join(title)}. {reason} {then}",
    )
