"""A leader's digest: what to decide, what is worst, what changed, and the rest in three figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import Action

from cards.digests import digest_words
from cards.digests.digest_rows import ROOMS, DigestPage, figures, row, wanted
from cards.kit import paging
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    button,
    card,
    heading,
    paragraph,
    section,
)
from cards.kit.fitting import fitted
from core.digests.model import Digest
from core.digests.sections import Entry
from core.digests.telling import Told, everything, tell
from core.words import count, many

LINES = 20  # on a page of the list


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the list, under the heading of its part."""

    part: str
    entry: Entry


def build(digest: Digest, page: int = 1) -> Card:
    """The first page tells the whole in ten seconds; the others list everything behind it.

    Pages count from 1, and one too far is the last.
    """
    told = tell(digest.facts)
    lines = _list(digest, told)
    page = paging.within(page, 1 + paging.needed(lines, LINES))
    if page == 1:
        return fitted(lambda room: _overview(DigestPage(digest, page, room), told, lines), ROOMS)
    return fitted(lambda room: _page(DigestPage(digest, page, room), lines), ROOMS)


def _list(digest: Digest, told: Sequence[Told]) -> list[ListLine]:
    """What waits and had no room, every project, then what else had no room on the first page."""
    cut = [each for each in told if len(each.entries) > each.most]
    projects = everything(digest.facts)
    part = f"All {many(len(projects), 'project')}, worst first"
    rest = [ListLine(each.title, entry) for each in cut for entry in each.entries if not entry.asks]
    return [
        *[each for each in rest if each.entry.wants],
        *[ListLine(part, each) for each in projects],
        *[each for each in rest if not each.entry.wants],
    ]


def _overview(sheet: DigestPage, told: Sequence[Told], lines: Sequence[ListLine]) -> Card:
    digest = sheet.digest
    actions: list[Action] = []
    if digest.acknowledged_at is None and digest.facts.projects:
        seen = button("Acknowledge", "digest.acknowledge", digest=digest.id)
        seen.style = "positive"
        actions.append(seen)
    if _has_more(told, lines):
        actions.append(_turn(digest, f"Show all {len(digest.facts.projects):,}", 2))
    return card(
        *_head(digest, told),
        *[part for each in told for part in _section(each, sheet)],
        *figures([each for section_ in reversed(told) for each in section_.figures]),
        actions=actions,
        speak=digest_words.speak(digest, told),
        full_width=True,
    )


def _has_more(told: Sequence[Told], lines: Sequence[ListLine]) -> bool:
    """Whether the list holds anything that the first page does not show."""
    shown = {entry.asks for each in told for entry in each.entries[: each.most]} - {""}
    return any(each.entry.asks not in shown for each in lines)


def _head(digest: Digest, told: Sequence[Told]) -> list[CardElement]:
    facts = digest.facts
    lines = [digest_words.compared(facts, told), digest_words.seen(digest)]
    head: list[CardElement] = [
        heading(*digest_words.title(digest)),
        paragraph(digest_words.state(facts), subtle=True, space="None"),
        *[paragraph(each, subtle=True, space="None") for each in lines if each],
    ]
    if facts.projects:
        return head
    return [*head, paragraph(Words(digest_words.NO_SCOPE), f" {digest_words.WHO_DECIDES}")]


def _section(told: Told, sheet: DigestPage) -> list[CardElement]:
    """A part of the first page; what is to be decided stands on a ground of its own."""
    shown = told.entries[: told.most]
    if not shown:
        return []
    left = len(told.entries) - len(shown)
    more = [paragraph(f"{left:,} more behind “Show all”", subtle=True)] if left else []
    if shown[0].wants:
        blocks = [wanted(each, sheet, first=each is shown[0]) for each in shown]
        return [box("emphasis", paragraph(Words(_waits(sheet.digest))), *blocks, *more, bleed=True)]
    number = f" · {len(told.entries):,}" if left else ""
    return [section(f"{told.title}{number}"), *[row(each, sheet) for each in shown], *more]


def _waits(digest: Digest) -> str:
    number = digest_words.waits(digest)
    if not number:
        return "You have decided"
    return f"{count(number, 'decision')} {'waits' if number == 1 else 'wait'} for you"


def _page(sheet: DigestPage, lines: Sequence[ListLine]) -> Card:
    shown = paging.stretch(lines, sheet.page, LINES)
    title = digest_words.title(sheet.digest)
    return card(
        heading(*title),
        paragraph(shown.where, subtle=True, space="None"),
        *_lines(shown.things, sheet),
        actions=[_turn(sheet.digest, *each) for each in shown.turns],
        speak=f"{''.join(title)}. {shown.where}.",
        full_width=True,
    )


def _lines(part: Sequence[ListLine], sheet: DigestPage) -> list[CardElement]:
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
