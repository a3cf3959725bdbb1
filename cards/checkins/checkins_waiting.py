"""The check-ins that wait for one person, in their personal chat, each with a way to answer it."""

from collections.abc import Sequence

from microsoft_teams.cards import Action

from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    button,
    card,
    columns,
    dialog_button,
    heading,
    own_words,
    paragraph,
    press,
    stack,
    unfold,
)
from cards.kit.fitting import fitted
from cards.kit.text import readers_moment
from core.checkins.sitting import Asked
from core.days import moment
from core.words import count

LINES = 10  # then the rest unfolds
ROOMS = (50, 40, 30, 20)  # check-ins of one card; names may be long


def build(waiting: Sequence[Asked], time_zone: str = "") -> Card:
    """Open rounds, unanswered first; where there are none, what to do instead.

    Times are those of the person's zone, where that is known; else their client writes them.
    """
    if not waiting:
        return _nothing()
    in_order = sorted(waiting, key=lambda each: (each.answered, each.closes_at))
    if len(in_order) == 1:
        return _one(in_order[0], time_zone)
    return fitted(lambda room: _several(in_order, room, time_zone), ROOMS)


def _nothing() -> Card:
    title = "Nothing waits for you"
    return card(
        heading(title),
        paragraph(
            *("To open a check-in, write ", Words("@Process Center check in")),
            " in the project’s channel.",
        ),
        speak=title,
    )


def _one(asked: Asked, time_zone: str) -> Card:
    """The same two buttons as on its card in the channel."""
    actions: list[Action] = [_answer(asked, primary=not asked.answered)]
    if not asked.answered:
        actions.append(button("Nothing changed", "checkin.no_change", round=asked.id))
    title = _title([asked])
    return card(heading(title), *_about(asked, time_zone), actions=actions, speak=title)


def _several(asked: Sequence[Asked], room: int, time_zone: str) -> Card:
    title = _title(asked)
    rows = [_row(each, time_zone) for each in asked[:room]]
    first, rest = rows[:LINES], rows[LINES:]
    more: list[CardElement] = []
    if rest:
        more = [unfold(f"Show all {len(rows)}", "rest"), stack(*rest, name="rest", shown=False)]
    if left := len(asked) - len(rows):
        more.append(own_words(f"{left} more come when these are answered."))
    return card(heading(title), *first, *more, speak=title)


def _title(asked: Sequence[Asked]) -> str:
    unanswered = sum(not each.answered for each in asked)
    return f"{count(unanswered, 'check-in')} to answer" if unanswered else "All answered"


def _row(asked: Asked, time_zone: str) -> CardElement:
    about = _about(asked, time_zone)
    return columns(("stretch", about), ("auto", [press(_answer(asked))]), space="Medium")


def _about(asked: Asked, time_zone: str) -> list[CardElement]:
    at = asked.closes_at
    until = f"until {moment(at, time_zone) if time_zone else readers_moment(at)}"
    return [
        paragraph(Words(asked.project), space="Small"),
        own_words(f"answered · open {until}" if asked.answered else until, space="None"),
    ]


def _answer(asked: Asked, *, primary: bool = False) -> Action:
    title = "Change" if asked.answered else "Answer"
    return dialog_button(title, "checkin.answer", primary=primary, round=asked.id)
