"""An owner's teams on one card: what is not met, worst first, and the one press that helps."""

from collections.abc import Sequence

from microsoft_teams.cards import Action

from cards.kit import paging
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    button,
    card,
    dialog_button,
    heading,
    marked,
    paragraph,
    press,
    section,
)
from cards.kit.fitting import fitted
from cards.kit.text import shortened
from cards.standards.audit_words import colour, word
from core.checkins.model import Colour
from core.days import local_day, moment, weekday
from core.standards.changes.owning import Fixes, OwnedFixes, Step, ToDo
from core.standards.waivers.exceptions import about
from core.words import many

LINES = 6  # things on a page
SENTENCES = (300, 150, 80)  # characters of one
NAME = 100
Row = tuple[OwnedFixes, ToDo]
_TITLES = {Step.FIX: "Fix it…", Step.CHOOSE: "Choose an owner…"}


def build(fixes: Fixes, page: int = 1, *, later: bool = False) -> Card:
    """The worst first, six a page; one page too far is the last.

    `later` offers to be left alone with it for some days: on the card that comes by itself.
    """
    if not fixes.todo:
        return _nothing(fixes)
    all_: list[Row] = [(team, each) for team in fixes.teams for each in team.todo]
    page = paging.within(page, paging.needed(all_, LINES))
    return fitted(lambda most: _build(fixes, all_, page, most, later=later), SENTENCES)


def _build(fixes: Fixes, all_: Sequence[Row], page: int, most: int, *, later: bool) -> Card:
    start = (page - 1) * LINES
    left = len(all_) - start - LINES
    actions: list[Action] = []
    if left > 0:
        actions.append(
            button(f"Next {min(LINES, left)} of {len(all_)}", "audit.fixes", page=page + 1)
        )
    if page > 1:
        actions.append(button("Back", "audit.fixes", page=page - 1))
    if later and page == 1:
        actions.append(dialog_button("Later…", "audit.later"))
    title = _title(fixes)
    return card(
        heading(title),
        paragraph(_why(fixes), subtle=True, space="None"),
        *_rows(fixes, all_[start : start + LINES], most),
        actions=actions,
        speak=title,
    )


def _title(fixes: Fixes) -> str:
    where = f"{len(fixes.teams)} of your teams" if len(fixes.teams) > 1 else "your team"
    return f"{many(fixes.todo, 'thing')} to put right in {where}"


def _why(fixes: Fixes) -> str:
    read = f" · read {moment(fixes.read_at, fixes.time_zone)}" if fixes.read_at else ""
    return f"You are an owner{read}"


def _rows(fixes: Fixes, shown: Sequence[Row], most: int) -> list[CardElement]:
    """Each team once, above what is to be done in it."""
    found: list[CardElement] = []
    above = ""
    for team, each in shown:
        if team.team.id != above:
            found.append(section(shortened(team.team.name, NAME)))
        above = team.team.id
        found.append(_row(fixes, team, each, most))
    return found


def _row(fixes: Fixes, team: OwnedFixes, todo: ToDo, most: int) -> CardElement:
    first = todo.first
    several = f"{many(len(todo.row), 'channel')}: " if len(todo.row) > 1 else ""
    says = f"{several}{shortened(first.says, most)}"
    lines: list[CardElement] = [paragraph(Words(f"{word(first)}: "), says, space="None")]
    if todo.step is Step.EXCEPT and first.fix:
        lines.append(paragraph("To do: ", shortened(first.fix, most), subtle=True, space="None"))
    if todo.overdue_at:
        zone = fixes.time_zone
        on = weekday(local_day(todo.overdue_at, zone), local_day(fixes.now, zone))
        lines.append(paragraph(Words(f"Overdue since {on}"), subtle=True, space="None"))
    return marked(colour(first), *lines, *_press(team, todo))


def _press(team: OwnedFixes, todo: ToDo) -> list[CardElement]:
    if todo.step is Step.WAIT:
        return [paragraph("An exception was asked for.", subtle=True, space="None")]
    if todo.step is Step.EXCEPT:
        ask = dialog_button(
            "Ask for an exception…",
            "audit.waive",
            run=team.run_id,
            team=team.team.id,
            finding=about(todo.row),
        )
        return [press(ask)]
    fix = dialog_button(
        _TITLES[todo.step],
        "audit.review_fixes",
        run=team.run_id,
        team=team.team.id,
        rule=todo.first.rule,
        finding=about(todo.row),
    )
    return [press(fix)]


def _nothing(fixes: Fixes) -> Card:
    if not fixes.owned:
        return card(
            heading("You own no team"),
            paragraph("When you own one, what is to be put right in it is shown here."),
            speak="You own no team",
        )
    title = "All is put right in your teams" if fixes.owned > 1 else "All is put right in your team"
    return card(
        heading(title),
        marked(Colour.GREEN, paragraph("There is nothing to do.")),
        paragraph(_why(fixes), subtle=True),
        speak=title,
    )
