"""The form in which what would be put right is looked through, change by change, and approved."""

from collections.abc import Sequence

from microsoft_teams.cards import Action, Choice, ToggleInput

from cards.kit import inputs
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    card,
    form_button,
    heading,
    link_button,
    paragraph,
    press,
    section,
    stack,
)
from cards.kit.fitting import fitted
from cards.kit.text import shortened
from cards.standards.fix_words import does, now_and_then
from core.markup import clean
from core.office.forms import LONGEST_PASSAGE
from core.standards.changes.model import Change, Picks
from core.standards.changes.reviewing import ALL, PER_PAGE, ReviewForm
from core.words import capital, many

HANDS = 5  # things that are to be done by hand; the others are counted
ROOMS = ((400, 60), (150, 30), (80, 12))  # characters of a sentence, choices of one change
ABOUT = (
    "Each is looked at once more before it is done, and can be undone afterwards unless it says "
    "otherwise. Your name stands with it."
)


def build(form: ReviewForm) -> Card:
    """A toggle for each change, with what it is now and what it would be; the rest by hand."""
    return fitted(lambda room: _build(form, *room), ROOMS)


def _build(form: ReviewForm, sentence: int, most: int) -> Card:
    shown = form.shown
    title = (form.offer.team_name, f" · {_state(form)}")
    return card(
        heading(*title),
        *inputs.mistakes(form.mistakes, ALL),
        *[_change(form, number, each, sentence, most) for number, each in shown],
        *([paragraph(ABOUT, subtle=True, space="Medium")] if shown else []),
        *(_others(form, sentence) if form.page == form.pages else []),
        actions=_actions(form),
        speak="".join(title),
    )


def _state(form: ReviewForm) -> str:
    number = len(form.numbered)
    if not number:
        return "to be done by hand" if form.by_hand else "for the Process Center to approve"
    if form.pages == 1:
        return f"{many(number, 'change')} to approve"
    first = (form.page - 1) * PER_PAGE + 1
    return f"{first} to {first + len(form.shown) - 1} of {number} changes to approve"


def _change(form: ReviewForm, number: int, change: Change, sentence: int, most: int) -> CardElement:
    tick = ToggleInput(
        id=f"fix_{number}",
        label=clean(does(change)),
        title="Approve",
        value="true" if form.ticked(number, change) else "false",
        wrap=True,
    )
    return stack(
        tick,
        paragraph(shortened(capital(change.says), sentence), subtle=True, space="None"),
        *now_and_then(change),
        *_choice(form, number, change, most),
        *inputs.mistakes(form.mistakes, f"fix_{number}", f"choice_{number}"),
        space="Medium",
        separator=True,
    )


def _choice(form: ReviewForm, number: int, change: Change, most: int) -> list[CardElement]:
    """Whom or what of several, the likeliest first; or a line to be written."""
    value, name = form.chosen(number, change), f"choice_{number}"
    if change.picks is Picks.TEXT:
        label = "What it is to be"
        return [inputs.text(name, label, value, limit=LONGEST_PASSAGE, lines=False)]
    if change.picks is Picks.NOTHING or len(change.choices) < 2:
        return []
    label = "Who" if change.picks is Picks.TARGET else "What it is to be"
    return [inputs.choice(name, label, _offered(change, value, most), value)]


def _offered(change: Change, value: str, most: int) -> list[Choice]:
    """As many as there is room for; the one that was chosen before always."""
    found = list(change.choices[:most])
    found += [each for each in change.choices[most:] if each.value == value]
    return inputs.choices([(each.value, each.label) for each in found])


def _others(form: ReviewForm, sentence: int) -> list[CardElement]:
    for_staff = [each for each in form.others if each not in form.by_hand]
    return [*_by_hand(form.by_hand, sentence), *_for_staff(for_staff)]


def _by_hand(found: Sequence[Change], sentence: int) -> list[CardElement]:
    """The steps, and the link to where they are done; the next audit looks again."""
    if not found:
        return []
    left = len(found) - HANDS
    more = [paragraph(f"and {left:,} more", subtle=True)] if left > 0 else []
    return [
        section("By hand"),
        *[
            paragraph(
                Words(shortened(f"{capital(each.says)}.", sentence)),
                f" {shortened(each.steps, sentence)}",
            )
            for each in found[:HANDS]
        ],
        *more,
        *([press(link_button("Open in Teams", found[0].link))] if found[0].link else []),
    ]


def _for_staff(found: Sequence[Change]) -> list[CardElement]:
    if not found:
        return []
    left = len(found) - HANDS
    more = [paragraph(f"and {left:,} more", subtle=True)] if left > 0 else []
    return [
        section("For the Process Center to approve"),
        *[paragraph(does(each), space="None") for each in found[:HANDS]],
        *more,
    ]


def _actions(form: ReviewForm) -> list[Action]:
    data = {
        "team": form.offer.team_id,
        "rule": form.only,
        "page": form.page,
        "nonce": form.nonce,
        "shown": form.offer.digest,
        "run": form.run_id,
        "finding": form.finding,
    }
    title = "Approve" if form.pages == 1 else "Approve this page"
    approve = form_button(title, "audit.approve", data, primary=True)
    found: list[Action] = [approve] if form.shown else []
    if form.page < form.pages:
        turned = {**data, "page": form.page + 1, "turn": True}
        found.append(form_button("Next page", "audit.approve", turned, sends=False))
    elif form.finding:
        about = {"run": form.run_id, "team": form.offer.team_id, "finding": form.finding}
        instead = "Ask for an exception instead…"
        found.append(form_button(instead, "audit.waive", about, sends=False))
    return found
