"""For staff: the teams in which something can be put right by an approval, to open one."""

from collections.abc import Sequence

from microsoft_teams.cards import Action

from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    card,
    form_button,
    heading,
    paragraph,
    press,
    stack,
)
from cards.kit.text import shortened
from core.standards.changes.offers import OfferedTeam
from core.words import many

PER_PAGE = 8
NAME = 100


def build(teams: Sequence[OfferedTeam], page: int, of: int) -> Card:
    """Eight a page, by name; each opens the form of its team in place of this."""
    actions: list[Action] = []
    if page * PER_PAGE < of:
        more = min(PER_PAGE, of - page * PER_PAGE)
        actions.append(_turn(f"Next {more} of {of:,}", page + 1))
    if page > 1:
        actions.append(_turn("Back", page - 1))
    title = f"{many(of, 'team')} to put right"
    return card(heading(title), *map(_team, teams), actions=actions, speak=title)


def _team(team: OfferedTeam) -> CardElement:
    review = form_button("Review", "audit.review_fixes", {"team": team.id}, sends=False)
    says = f" · {many(team.changes, 'change')}"
    name = paragraph(Words(shortened(team.name, NAME)), says)
    return stack(name, press(review), space="Medium", separator=True)


def _turn(title: str, page: int) -> Action:
    return form_button(title, "audit.review_fixes", {"page": page}, sends=False)
