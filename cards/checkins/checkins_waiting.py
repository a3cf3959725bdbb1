"""The check-ins that wait for one person, in their personal chat."""

from collections.abc import Sequence

from cards.kit.elements import Card, card, heading, own_words
from cards.kit.text import readers_moment
from core.checkins.sitting import Asked
from core.markup import escape
from core.words import count


def build(waiting: Sequence[Asked]) -> Card:
    """Open rounds, unanswered first; where there are none, what to do instead."""
    if not waiting:
        return card(
            heading("Nothing waits for you"),
            own_words("To open a check-in, mention Process Center in the project’s channel."),
        )
    unanswered = sum(not each.answered for each in waiting)
    title = f"{count(unanswered, 'check-in')} to answer" if unanswered else "All answered"
    body = [heading(title)]
    for each in sorted(waiting, key=lambda each: (each.answered, each.closes_at)):
        state = "answered" if each.answered else "not answered yet"
        until = readers_moment(each.closes_at)
        body.append(own_words(f"**{escape(each.project)}** · {state} · open until {until}"))
    body.append(own_words("You answer on the card in the project’s channel."))
    return card(*body)
