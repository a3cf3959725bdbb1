"""Believable and odd states of what goes round about an exception: its cards and forms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from cards.kit.elements import Card
from cards.standards import audit_team, waiver, waiver_answer, waiver_ask
from core.standards.model import Finding
from core.standards.waivers.exceptions import Exempted, Request, Said, State, about, answered, parts
from core.standards.waivers.exempting import AnswerForm, AskForm
from tests.cards.audit_findings import ARABIC, DAY, LONG_NAME, NIGHT, channel, finding, team

ONE_OWNER = finding("enough_owners", "Finance", days=12)
NO_WORDS = finding("description", "Finance", days=3)
GUESTS = finding("guests", "Finance")
CHANNELS = [channel(f"{number} old things", "Finance", 9) for number in range(7)]
REASON = "Two people work here, and the second joins in March."
UNTIL = date(2027, 2, 14)
TODAY = date(2026, 11, 19)
LONG = ("Because it has always been so, and nobody can say why. " * 10)[:500]
REQUEST = Request(
    id="0f" * 16,
    team_id="1f0c",
    team="Finance",
    about=about([ONE_OWNER]),
    title=ONE_OWNER.title,
    says=ONE_OWNER.says,
    parts=(Exempted("project-teams", "enough_owners", None, 1),),
    reason=REASON,
    until=UNTIL,
    run_id="0198a0",
    asked_by="darnell",
    asker="Darnell Hughes",
    asked_at=NIGHT,
)
APPROVED = Said(State.APPROVED, "pat", "Pat Moreno", NIGHT + DAY, "Fine until March.")
DECLINED = Said(State.DECLINED, "yuki", "Yuki Tanabe", NIGHT + 2 * DAY, "The second left again.")
BACK = Said(State.WITHDRAWN, "darnell", "Darnell Hughes", NIGHT + timedelta(hours=1))
ODD = replace(REQUEST, team=LONG_NAME, says=LONG * 4, reason=LONG, asker=LONG_NAME)
TURNED = replace(REQUEST, team=ARABIC, reason=ARABIC, asker=ARABIC, title=ARABIC)


def _for(row: list[Finding], *said: Said) -> Request:
    """A request for a row of a team's card, and what was said of it."""
    made = replace(REQUEST, about=about(row), parts=parts(row, row), title=row[0].title)
    for each in said:
        made = answered(made, each)
    return made


def _team() -> Card:
    """Each state that a finding of a team can have."""
    found = [ONE_OWNER, NO_WORDS, GUESTS, *CHANNELS[:3]]
    asked = [_for([GUESTS]), _for([ONE_OWNER], APPROVED), _for(CHANNELS[:3], DECLINED)]
    return audit_team.build(team(found, requests=asked))


WAIVER = AskForm(
    "0198a0",
    "1f0c",
    "Finance",
    about([ONE_OWNER]),
    [ONE_OWNER],
    TODAY,
    "a" * 32,
    "",
    "2027-02-17",
    {},
)
ANSWER = AnswerForm(REQUEST, "a" * 32, "approve", "", {})


def _ask(row: list[Finding], **changes: object) -> Callable[[], Card]:
    form = replace(WAIVER, about=about(row), row=row)
    made = replace(form, **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: waiver_ask.build(made)


def _answer(request: Request, **changes: object) -> Callable[[], Card]:
    form = replace(ANSWER, request=request)
    made = replace(form, **changes)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: waiver_answer.build(made)


def _staff(request: Request, *said: Said) -> Callable[[], Card]:
    return lambda: waiver.for_staff(replace(request, said=said))


def _asker(request: Request, *said: Said) -> Callable[[], Card]:
    return lambda: waiver.for_asker(replace(request, said=said))


WRONG = {
    "reason": "Say why it is in order here.",
    "until": "Choose a day after today, until 19 November 2027 at most.",
}
NO_WORD = {"why": "Say in a sentence why, for Darnell Hughes."}
WAIVER_SAMPLES: dict[str, Callable[[], Card]] = {
    "audit_team_exceptions": _team,
    "waiver_ask": _ask([ONE_OWNER]),
    "waiver_ask_mistakes": _ask([ONE_OWNER], until="2030-01-01", mistakes=WRONG),
    "waiver_ask_channels": _ask(CHANNELS, reason=LONG),
    "waiver_staff": _staff(REQUEST),
    "waiver_staff_approved": _staff(REQUEST, APPROVED),
    "waiver_staff_changed": _staff(REQUEST, APPROVED, DECLINED),
    "waiver_staff_minds": _staff(REQUEST, *[APPROVED, DECLINED] * 4),
    "waiver_staff_taken_back": _staff(REQUEST, BACK),
    "waiver_staff_replaced": lambda: waiver.for_staff(replace(REQUEST, open=False)),
    "waiver_staff_long": _staff(ODD, replace(APPROVED, name=LONG_NAME, why=LONG)),
    "waiver_staff_right_to_left": _staff(TURNED, replace(DECLINED, name=ARABIC, why=ARABIC)),
    "waiver_asker": _asker(REQUEST),
    "waiver_asker_declined": _asker(REQUEST, DECLINED),
    "waiver_answer": _answer(REQUEST),
    "waiver_answer_mistakes": _answer(REQUEST, outcome="decline", mistakes=NO_WORD),
    "waiver_answer_long": _answer(ODD, why=LONG),
}
