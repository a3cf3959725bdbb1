"""All check-ins at a glance, for the Process Center: what needs somebody stands first."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from microsoft_teams.cards import Action

from cards.checkins.rounds import answered
from cards.kit import paging
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    button,
    card,
    heading,
    own_words,
    paragraph,
    section,
    stack,
)
from cards.kit.fitting import fitted
from cards.kit.text import shortened
from core.checkins.overview import Need, Watched, in_order
from core.days import local_day, weekday
from core.words import count

LINES = 10  # on a page
ROOMS = (120, 60, 30)  # characters of a reason
TITLES = {
    Need.FAILED: "Not delivered",
    Need.UNMET: "Without the app",
    Need.SILENT: "Silent",
    Need.OPEN: "Open",
    Need.NEXT: "Waiting for the next time",
}


def build(watched: Sequence[Watched], page: int = 1) -> Card:
    """Pages count from 1, and one too far is the last."""
    if not watched:
        title = "No check-in runs yet"
        return card(heading(title), paragraph("Import an office file that has one."), speak=title)
    order = in_order(watched)
    page = paging.within(page, paging.needed(order, LINES))
    return fitted(lambda room: _page(order, page, room), ROOMS)


def _page(order: Sequence[Watched], page: int, room: int) -> Card:
    pages = paging.needed(order, LINES)
    shown = order[(page - 1) * LINES : page * LINES]
    needs = [each.need for each in order]
    title = f"{count(order, 'check-in')}{paging.place(page, pages)}"
    body: list[CardElement] = []
    for need, group in groupby(shown, key=lambda each: each.need):
        body.append(section(f"{TITLES[need]} · {needs.count(need)}"))
        if need is Need.UNMET:
            body.append(_small("Add the app to their teams, and the cards come."))
        body += [_line(each, order, room) for each in group]
    told = ", ".join(_counted(needs))
    return card(
        heading(title),
        own_words(told, space="None"),
        *body,
        actions=_turns(page, pages),
        speak=f"{title}: {told}",
    )


def _counted(needs: Sequence[Need]) -> Iterator[str]:
    """What needs somebody and what is open, in numbers."""
    for need in list(Need)[:-1]:
        if need in needs:
            yield f"{needs.count(need)} {need}"
    if set(needs) <= {Need.OPEN, Need.NEXT}:
        yield "nothing needs you"


def _line(each: Watched, order: Sequence[Watched], room: int) -> CardElement:
    several = sum(other.project == each.project for other in order) > 1
    name = paragraph(Words(each.project), f" · {each.checkin_id}" if several else "", space="None")
    lines: list[CardElement] = [name]
    if each.trouble:
        lines.append(_small(shortened(each.trouble, room)))
    return stack(*lines, own_words(" · ".join(_state(each)), space="None"), space="Small")


def _small(text: str) -> CardElement:
    return paragraph(text, subtle=True, space="None")


def _state(each: Watched) -> Iterator[str]:
    if each.silent and each.silent_since:
        since = weekday(local_day(each.silent_since, each.time_zone))
        yield f"no answer since {since}, {count(each.silent, 'round')}"
    if each.open and each.closes_at:
        until = weekday(local_day(each.closes_at, each.time_zone))
        yield f"{answered(each.answered, each.expected)} · until {until}"
    elif each.next_at:
        yield f"next {weekday(local_day(each.next_at, each.time_zone))}"
    else:
        yield "no next time: paused, or opened by hand"


def _turns(page: int, pages: int) -> list[Action]:
    """The same card, another page."""
    return [
        button(title, "checkin.overview", page=number)
        for title, number in (("Next page", page + 1), ("Previous page", page - 1))
        if 1 <= number <= pages
    ]
