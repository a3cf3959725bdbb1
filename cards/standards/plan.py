"""A plan in the chat of who approved it: what was done, what waits, what was refused and why."""

from collections import Counter
from collections.abc import Callable, Sequence

from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    button,
    card,
    heading,
    marked,
    own_words,
    paragraph,
)
from cards.kit.fitting import fitted
from cards.kit.text import readers_moment, shortened
from cards.standards.fix_words import does, done, picked
from core.checkins.model import Colour
from core.standards.changes.approving import is_undoable, waits
from core.standards.changes.model import Change, Plan, State, Step
from core.words import many

LINES = 15  # changes that are told one by one: what went wrong first
ROOMS = ((300, LINES), (120, LINES), (80, 8))  # characters of a sentence, changes
DONE = frozenset({State.VERIFIED, State.APPLIED})
WAITS = frozenset({State.APPROVED, State.APPLYING})
WRONG = frozenset({State.REFUSED, State.FAILED})
_ORDER = (
    *(State.FAILED, State.REFUSED, State.APPLYING, State.UNDOING, State.APPROVED, State.APPLIED),
    *(State.VERIFIED, State.UNDONE, State.SKIPPED, State.PROPOSED),
)
_COLOURS = {
    State.VERIFIED: Colour.GREEN,
    State.APPLIED: Colour.AMBER,
    State.REFUSED: Colour.AMBER,
    State.FAILED: Colour.RED,
}
_WORDS = {
    State.VERIFIED: "Done",
    State.APPLIED: "Done, not yet visible",
    State.REFUSED: "Not done",
    State.FAILED: "Failed",
    State.APPLYING: "Being done",
    State.UNDOING: "Being put back",
    State.UNDONE: "Put back",
    State.APPROVED: "Waits",
    State.SKIPPED: "Left out",
    State.PROPOSED: "Not approved",
}


def build(plan: Plan, team: str, approved_by: str, undone_by: str = "") -> Card:
    """Worst first. *Stop* is offered as long as anything waits, *Undo* while it can be put back."""
    by: list[str | Words] = [Words(approved_by)]
    by += [". Put back by ", Words(undone_by)] if undone_by else []
    return fitted(lambda room: _build(plan, team, by, *room), ROOMS)


def _build(plan: Plan, team: str, by: Sequence[str | Words], sentence: int, most: int) -> Card:
    steps = sorted(plan.steps, key=lambda each: _ORDER.index(each.state))
    left = len(steps) - most
    title = (team, f" · {state(plan.steps)}")
    actions = [
        button(name, verb, plan=plan.id)
        for name, verb, may in (
            ("Stop", "audit.stop", waits),
            ("Undo", "audit.undo", is_undoable),
        )
        if any(map(may, steps))
    ]
    return card(
        heading(*title),
        paragraph("Approved by ", *by, subtle=True, space="None"),
        own_words(readers_moment(plan.made_at), space="None"),
        *[_step(each, sentence) for each in steps[:most]],
        *([paragraph(f"and {left:,} more", subtle=True)] if left > 0 else []),
        actions=actions,
        speak="".join(title),
    )


def state(steps: Sequence[Step]) -> str:
    """How it stands, in a few words: "2 of 3 changes done, 1 not done"."""
    found = Counter(each.state for each in steps)
    all_ = len(steps)
    finished = sum(found[each] for each in DONE)
    back, wrong = found[State.UNDONE], sum(found[each] for each in WRONG)
    unapproved = found[State.PROPOSED]
    waiting = sum(found[each] for each in WAITS)
    if finished == all_:
        return f"{many(all_, 'change')} done" if all_ > 1 else "done"
    if back == all_:
        return "put back"
    parts = [f"{finished} of {many(all_, 'change')} done"]
    parts += [f"{back} put back"] if back else []
    parts += [f"{wrong} not done"] if wrong else []
    parts += [f"{waiting} to come"] if waiting else []
    parts += [f"{unapproved} not approved"] if unapproved else []
    return ", ".join(parts)


def _step(step: Step, sentence: int) -> CardElement:
    says = _words(step.state)(step.change)
    why = [paragraph(shortened(step.why, sentence), subtle=True, space="None")] if step.why else []
    line = paragraph(Words(f"{_WORDS[step.state]}: "), shortened(says, sentence), space="None")
    return marked(_COLOURS.get(step.state), line, *why)


def _words(state: State) -> Callable[[Change], str]:
    if state is State.PROPOSED:
        return does
    return done if state in DONE else picked
