"""What others hear of a plan: whom it touched, privately; the team, in one line in its channel."""

from collections.abc import Sequence

from cards.kit.elements import Card, Words, card, heading, paragraph
from cards.kit.text import shortened
from cards.standards.fix_words import done, picked
from core.standards.changes.model import State, Step, Thing
from core.words import listed

NAMED = 4  # changes of a team in its line
SENTENCE = 200
_BECAME = {
    "owner": "You are an owner of this team now.",
    "member": "You are a member of this team now, and no owner.",
    "": "You are not in this team any more.",
}
_IN_CHANNEL = {
    "owner": "You are an owner of a channel of this team now.",
    "member": "You are a member of a channel of this team now.",
    "": "You are not in a channel of this team any more.",
}
UNDONE = "This was put back: for you all is as it was."


def for_person(steps: Sequence[Step], team: str, by: str) -> Card:
    """What became of them, by whom and why, and whom to ask; `by` did the last of it."""
    last = steps[-1]
    words = _BECAME if last.change.thing is Thing.ROLE else _IN_CHANNEL
    back = last.state is State.UNDONE
    says = UNDONE if back else words.get(str(last.change.after), "")
    did = "Put back by " if back else "Approved by "
    why = shortened(last.change.says, SENTENCE)
    return card(
        heading(team),
        paragraph(says),
        paragraph(did, Words(by), ", who can tell you more.", space="Small"),
        paragraph("Why: ", why, subtle=True, space="None"),
        speak=f"{team}: {says}",
    )


def for_channel(steps: Sequence[Step], approved_by: str, undone_by: str = "") -> Card:
    """One line, edited while the plan goes on: what of the team itself was changed."""
    now = [done(each.change) for each in steps if each.state is not State.UNDONE]
    back = [picked(each.change) for each in steps if each.state is State.UNDONE]
    parts: list[str | Words] = [f"{_joined(now or back)}. Approved by ", Words(approved_by)]
    if back:
        parts += [". Put back by " if now else ", put back by ", Words(undone_by)]
    parts += [f": {_joined(back)}." if now and back else "."]
    says = "".join(each if isinstance(each, str) else each.text for each in parts)
    return card(
        paragraph(Words("This team was changed: "), *parts),
        speak=f"This team was changed: {says}",
    )


def _joined(found: Sequence[str]) -> str:
    return listed([shortened(each, SENTENCE) for each in found], most=NAMED, joined="and")
