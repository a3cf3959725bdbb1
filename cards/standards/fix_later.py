"""The form in which an owner says until when they want to be left alone with what is not met."""

from datetime import date, timedelta

from cards.kit import inputs
from cards.kit.elements import Card, card, form_button, heading, paragraph
from core.standards.changes.reminding import LONGEST, LaterForm


def build(form: LaterForm) -> Card:
    """Tomorrow, unless they choose another day."""
    days: tuple[date, date] = form.today + timedelta(days=1), form.today + LONGEST
    until = inputs.day("until", "Remind me on", form.until, first=days[0], last=days[1])
    return card(
        heading("Remind me later"),
        until,
        *inputs.mistakes(form.mistakes, "until"),
        paragraph("The card comes again on that day, with what is left then.", subtle=True),
        actions=[form_button("Save", "audit.submit_later", {"nonce": form.nonce}, primary=True)],
    )
