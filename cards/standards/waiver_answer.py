"""The form in which one of the staff answers a request for an exception."""

from cards.kit import inputs
from cards.kit.elements import Card, Words, box, card, form_button, heading, paragraph
from cards.kit.text import shortened
from core.days import full_day
from core.office.forms import LONGEST_PASSAGE
from core.standards.waivers.exempting import AnswerForm

SAYS = 400  # characters of what was seen
CHOICES = (("approve", "Approve"), ("decline", "Decline"))


def build(form: AnswerForm) -> Card:
    """What is asked for and why; the answer, with a word."""
    request = form.request
    outcome = inputs.choice(
        "outcome",
        "Your answer",
        inputs.choices(CHOICES),
        form.outcome,
        "Choose one of the two.",
        unfolded=True,
    )
    why = inputs.text(
        "why",
        "A word on it (needed to decline)",
        form.why,
        limit=LONGEST_PASSAGE,
    )
    data = {"waiver": request.id, "nonce": form.nonce, "seen": len(request.said)}
    return card(
        heading("An exception for ", request.team),
        box("emphasis", paragraph(Words(request.title), ": ", shortened(request.says, SAYS))),
        paragraph(Words(request.asker), f", until {full_day(request.until)}: ", request.reason),
        outcome,
        *inputs.mistakes(form.mistakes, "outcome"),
        why,
        *inputs.mistakes(form.mistakes, "why"),
        paragraph(Words(request.asker), " reads it with your name.", subtle=True),
        actions=[form_button("Send", "audit.submit_waiver_answer", data, primary=True)],
    )
