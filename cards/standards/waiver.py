"""A request for an exception: in the chats of staff with its answer, and in that of who asked."""

from collections.abc import Sequence

from microsoft_teams.cards import Action

from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    button,
    card,
    dialog_button,
    heading,
    own_words,
    paragraph,
)
from cards.kit.text import readers_moment, shortened
from core.days import full_day
from core.standards.waivers.exceptions import Request, Said, State

SENTENCE = 400  # characters of what was seen
WORDS_SHOWN = 5  # the newest: minds may change without end
TITLES = {
    State.ASKED: " · exception asked for",
    State.REPLACED: " · exception asked for anew",
    State.APPROVED: " · exception approved",
    State.DECLINED: " · exception declined",
    State.WITHDRAWN: " · request taken back",
}
WORDS = {
    State.APPROVED: "Approved by ",
    State.DECLINED: "Declined by ",
    State.WITHDRAWN: "Taken back by ",
}


def for_staff(request: Request) -> Card:
    """Who asks for what, why and until when; the answer is a form."""
    return _build(
        request, f"{_asked(request)} · you get this as the Process Center", _answers(request)
    )


def for_asker(request: Request) -> Card:
    """What they asked for, and what was answered; while it was not, a way back."""
    back = [button("Take back", "audit.withdraw_waiver", waiver=request.id)]
    waits = request.state is State.ASKED
    says = f"{_asked(request)} · waits for the Process Center" if waits else _asked(request)
    return _build(request, says, back if waits else [])


def _build(request: Request, says: str, actions: Sequence[Action]) -> Card:
    title = (request.team, TITLES[request.state])
    until = full_day(request.until)
    return card(
        heading(*title),
        own_words(says, space="None"),
        box("emphasis", paragraph(Words(request.title), ": ", shortened(request.says, SENTENCE))),
        paragraph(Words(request.asker), f" asks for an exception until {until}: ", request.reason),
        *_replaced(request),
        *_words(request.said),
        actions=actions,
        speak=f"{''.join(title)}: {request.title}",
    )


def _asked(request: Request) -> str:
    return f"Asked {readers_moment(request.asked_at)}"


def _replaced(request: Request) -> list[CardElement]:
    """Why nobody can answer this card any more."""
    if request.state is not State.REPLACED:
        return []
    return [paragraph("Something else is seen now, or its day is over: there is a newer request.")]


def _words(said: Sequence[Said]) -> list[CardElement]:
    """What was answered, in order; of many the newest."""
    before = len(said) - WORDS_SHOWN
    first = [paragraph(f"{before} answers before", subtle=True)] if before > 0 else []
    return [*first, *map(_word, said[-WORDS_SHOWN:])]


def _word(said: Said) -> CardElement:
    return paragraph(
        Words(WORDS[said.state]), Words(said.name), *([": ", said.why] if said.why else [])
    )


def _answers(request: Request) -> list[Action]:
    if request.state in (State.WITHDRAWN, State.REPLACED):
        return []
    if request.state is State.ASKED:
        return [
            dialog_button(
                "Approve", "audit.answer_waiver", primary=True, waiver=request.id, outcome="approve"
            ),
            dialog_button("Decline…", "audit.answer_waiver", waiver=request.id, outcome="decline"),
        ]
    other = "decline" if request.state is State.APPROVED else "approve"
    title = "Decline after all…" if request.state is State.APPROVED else "Approve after all"
    return [dialog_button(title, "audit.answer_waiver", waiver=request.id, outcome=other)]
