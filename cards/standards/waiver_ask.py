"""The form in which somebody asks for an exception."""

from datetime import timedelta

from cards.kit import inputs
from cards.kit.elements import Card, CardElement, Words, box, card, form_button, heading, paragraph
from cards.kit.text import shortened
from cards.standards.audit_words import named, quoted
from core.office.forms import LONGEST_PASSAGE
from core.standards.model import SubjectType
from core.standards.waivers.exempting import AT_MOST, AskForm

SAYS = 300  # characters of what was seen, in each channel
NAMED = 5  # channels that are told one by one


def build(form: AskForm) -> Card:
    """What was seen and what the standard asks, why it is in order here, and until when."""
    first = form.row[0]
    reason = inputs.text(
        "reason",
        "Why is it in order here?",
        form.reason,
        limit=LONGEST_PASSAGE,
        error="Say why it is in order here.",
    )
    days = form.today + timedelta(days=1), form.today + AT_MOST
    until = inputs.day("until", "Until when?", form.until, first=days[0], last=days[1])
    data = {"run": form.run_id, "team": form.team_id, "finding": form.about, "nonce": form.nonce}
    return card(
        heading("An exception for ", form.team),
        box("emphasis", paragraph(Words(first.title)), *_seen(form)),
        reason,
        *inputs.mistakes(form.mistakes, "reason"),
        until,
        *inputs.mistakes(form.mistakes, "until"),
        paragraph(
            "It holds while things stay as they are now, for a year at most. "
            "The Process Center answers, and your name is on it.",
            subtle=True,
        ),
        actions=[form_button("Ask", "audit.submit_waiver", data, primary=True)],
    )


def _seen(form: AskForm) -> list[CardElement]:
    if form.row[0].subject.type is SubjectType.TEAM:
        return [paragraph(shortened(form.row[0].says, SAYS), space="None")]
    if len(form.row) > 1 and len({each.says for each in form.row}) == 1:
        names = quoted(named((one.subject.name for one in form.row), NAMED))
        return [paragraph(*names, ": ", shortened(form.row[0].says, SAYS), space="None")]
    each = [
        paragraph("“", one.subject.name, "”: ", shortened(one.says, SAYS), space="None")
        for one in form.row[:NAMED]
    ]
    left = len(form.row) - NAMED
    return [*each, *([paragraph(f"and {left:,} more", space="None")] if left > 0 else [])]
