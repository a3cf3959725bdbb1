"""A leader's digest on one screen: what to decide, what is worst and why, the rest in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards import Action

from cards.digests import digest_words
from cards.digests.digest_rows import ROOMS, SCREEN, DigestPage, row, wanted
from cards.kit import paging
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    button,
    card,
    heading,
    own_words,
    paragraph,
    section,
)
from cards.kit.fitting import fitted
from core.digests.model import Digest
from core.digests.sections import Entry
from core.digests.telling import Told, everything, tell
from core.words import many

LINES = 20  # on a page of the list
ASKED_AGAIN = "Left open, it is asked again while the team asks."
BUTTONS = 3  # on the first page, beside the two below it


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the list, under the heading of its part."""

    part: str
    entry: Entry


def build(digest: Digest, now: datetime, page: int = 1) -> Card:
    """The first page tells the whole in ten seconds; the others list everything behind it.

    Pages count from 1, and one too far is the last. What can be pressed is what can be `now`.
    """
    told = tell(digest.facts)
    lines = _list(digest, told)
    page = paging.within(page, 1 + paging.needed(lines, LINES))
    if page == 1:
        return _overview(DigestPage(digest, now, page, SCREEN), told)
    return fitted(lambda room: _page(DigestPage(digest, now, page, room), lines), ROOMS)


def _list(digest: Digest, told: Sequence[Told]) -> list[ListLine]:
    """All that is to be decided, every project, then what else had no room on the first page."""
    projects = everything(digest.facts)
    part = f"All {many(len(projects), 'project')}, worst first" if len(projects) > 1 else "Project"
    behind = [ListLine(each.title, entry) for each in told for entry in each.entries[each.most :]]
    return [
        *[ListLine(each.title, entry) for each in told for entry in each.entries if entry.wants],
        *[ListLine(part, each) for each in projects],
        *[each for each in behind if not each.entry.wants and not each.entry.asks],
    ]


def _overview(sheet: DigestPage, told: Sequence[Told]) -> Card:
    digest = sheet.digest
    actions: list[Action] = []
    if digest.acknowledged_at is None and digest.facts.projects and not digest.followed:
        seen = button("Seen", "digest.acknowledge", digest=digest.id)
        seen.style = "positive"
        actions.append(seen)
    if number := len(digest.facts.projects):
        everything_ = f"Show all {many(number, 'project')}" if number > 1 else "Show more"
        actions.append(_turn(digest, everything_, 2))
    return card(
        *_head(digest),
        *_decisions(told, sheet),
        *_rows(told, sheet),
        *_lines(told),
        actions=actions,
        speak=digest_words.speak(digest, told),
        full_width=True,
    )


def _head(digest: Digest) -> list[CardElement]:
    head: list[CardElement] = [
        heading(*digest_words.title(digest)),
        paragraph(digest_words.state(digest.facts), subtle=True, space="None"),
    ]
    if seen := digest_words.seen(digest):
        head.append(own_words(seen, space="None"))
    if digest.facts.projects:
        return head
    return [*head, paragraph(Words(digest_words.NO_SCOPE), f" {digest_words.WHO_DECIDES}")]


def _shown(told: Sequence[Told], digest: Digest) -> list[Entry]:
    """Of what is to be decided the first that waits, and what was decided last."""
    asked = [entry for each in told for entry in each.entries if entry.wants]
    said = {
        each.wants: held for each in asked if (held := digest_words.holding(digest, each.wants))
    }
    waits = [each for each in asked if each.wants not in said]
    decided = [each for each in asked if each.wants in said]
    decided.sort(key=lambda each: said[each.wants].decision.decided_at)
    return [*waits[:1], *decided[-1:]]


def _decisions(told: Sequence[Told], sheet: DigestPage) -> list[CardElement]:
    """On a ground of their own."""
    shown = _shown(told, sheet.digest)
    if not shown:
        return []
    waits = digest_words.waits(sheet.digest)
    left = len(sheet.digest.facts.wanted) - len(shown)
    more = f" · {left:,} behind “Show all”" if left else ""
    head = paragraph(Words(digest_words.wanted(sheet.digest)), *([more] if more else []))
    blocks = [wanted(each, sheet, first=each is shown[0]) for each in shown]
    asks = waits and not sheet.digest.followed
    below = [paragraph(ASKED_AGAIN, subtle=True, space="Small")] if asks else []
    return [box("emphasis", head, *blocks, *below, bleed=True)]


def _rows(told: Sequence[Told], sheet: DigestPage) -> list[CardElement]:
    """Those on the first page, the first of them with a way to ask while there is one left."""
    pressed = sum(
        1 if digest_words.holding(sheet.digest, each.wants) else 2
        for each in _shown(told, sheet.digest)
    )
    rows = [entry for each in told for entry in each.entries[: each.most] if entry.asks]
    return [row(each, sheet, asks=at < BUTTONS - pressed) for at, each in enumerate(rows)]


def _lines(told: Sequence[Told]) -> list[CardElement]:
    """A line each of what has no name: the first page counts it."""
    says = [entry.says for each in told for entry in each.entries[: each.most] if not entry.title]
    return [
        paragraph(each, subtle=bool(at), space="None" if at else "Medium", separator=not at or None)
        for at, each in enumerate(says)
    ]


def _page(sheet: DigestPage, lines: Sequence[ListLine]) -> Card:
    shown = paging.stretch(lines, sheet.page, LINES)
    title = digest_words.title(sheet.digest)
    return card(
        heading(*title),
        paragraph(shown.where, subtle=True, space="None"),
        *_listed(shown.things, sheet),
        actions=[_turn(sheet.digest, *each) for each in shown.turns],
        speak=f"{''.join(title)}. {shown.where}.",
        full_width=True,
    )


def _listed(part: Sequence[ListLine], sheet: DigestPage) -> list[CardElement]:
    drawn: list[CardElement] = []
    over = ""
    for each in part:
        if each.part != over:
            drawn.append(section(each.part))
            over = each.part
        entry = each.entry
        drawn.append(wanted(entry, sheet, first=True) if entry.wants else row(entry, sheet))
    return drawn


def _turn(digest: Digest, title: str, page: int) -> Action:
    return button(title, "digest.page", digest=digest.id, page=page)
