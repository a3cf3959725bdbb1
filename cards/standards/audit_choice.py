"""The teams that a person owns, in their personal chat: how each stands, and a way to see it."""

from collections.abc import Sequence
from datetime import datetime

from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    button,
    card,
    columns,
    heading,
    mark,
    paragraph,
    press,
)
from cards.kit.text import shortened
from core.checkins.model import Colour
from core.days import moment
from core.standards.ports import OwnedTeam
from core.words import count

TEAMS = 20  # with a button; few people own more, and all of them could be too big for a card
NAME = 256  # characters; Microsoft's own limit


def build(teams: Sequence[OwnedTeam], read_at: datetime, time_zone: str) -> Card:
    """Worst first; who owns none is told what they may ask."""
    if not teams:
        return _nothing()
    worst = sorted(teams, key=_badness)
    fine = sum(not _open(each) for each in worst)
    met = f"all met in {fine}" if fine else "none with all met"
    title = f"Your {count(worst, 'team')} · {met}" if len(worst) > 1 else "Your team"
    left = len(worst) - TEAMS
    rest = f"{left} more. Write “@Process Center audit” in their channels to see them."
    return card(
        heading(title),
        paragraph(
            f"What is not met, as read {moment(read_at, time_zone)}", subtle=True, space="None"
        ),
        *[_team(each) for each in worst[:TEAMS]],
        *([paragraph(rest, subtle=True)] if left > 0 else []),
        speak=title,
    )


def _nothing() -> Card:
    title = "You own no team"
    says = "An audit of a team is for its owners."
    return card(
        heading(title),
        paragraph(f"{says} When you own one, it is shown here from the next audit on."),
        paragraph("Type ", Words("help"), " for what else you can ask.", space="Small"),
        speak=f"{title}. {says}",
    )


def _badness(team: OwnedTeam) -> tuple[int, int, int, str]:
    return (-team.failed_must, -team.failed_should, -team.unknown, team.name.casefold())


def _open(team: OwnedTeam) -> bool:
    return bool(team.failed_must or team.failed_should or team.unknown)


def _team(team: OwnedTeam) -> CardElement:
    name = paragraph(Words(shortened(team.name, NAME)))
    state = paragraph(*_signs(team), subtle=True, space="None")
    show = press(button("Show", "audit.team", team=team.id))
    return columns(("stretch", [name, state]), ("auto", [show]), space="Medium")


def _parts(team: OwnedTeam) -> list[tuple[Colour | None, str]]:
    """What is open of it, each with the colour whose shape stands before it."""
    known: list[tuple[Colour | None, str]] = [
        (Colour.RED, f"{team.failed_must} must") if team.failed_must else (None, ""),
        (Colour.AMBER, f"{team.failed_should} should") if team.failed_should else (None, ""),
        (None, f"{team.unknown} unknown") if team.unknown else (None, ""),
    ]
    return [each for each in known if each[1]] or [(Colour.GREEN, "all met")]


def _signs(team: OwnedTeam) -> list[str | Words]:
    parts: list[str | Words] = []
    for colour, says in _parts(team):
        parts += [" · " if parts else "", mark(colour), f" {says}"]
    return parts
