"""A team's findings for its owners: what is not met, why that matters, and how to put it right."""

from collections.abc import Sequence
from dataclasses import replace

from microsoft_teams.cards import Action

from cards.kit import paging
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    button,
    card,
    dialog_button,
    heading,
    marked,
    paragraph,
    row,
    section,
)
from cards.kit.fitting import fitted
from cards.standards import audit_asked as asked_for
from cards.standards.audit_lines import LINES, ROOMS, FindingRoom
from cards.standards.audit_words import colour, having, named, quoted, titles, what, word
from core.checkins.model import Colour
from core.days import moment
from core.standards.model import LISTED, Finding, Outcome, SubjectType
from core.standards.reports.causes import asked, causes
from core.standards.reports.reports import TeamReport
from core.standards.waivers.exceptions import rows
from core.words import many

PAIRS = 5  # with other teams; the others are counted

Findings = Sequence[Finding]


def build(report: TeamReport, page: int = 1) -> Card:
    """One cause a row, worst first, ten a page; one page too far is the last.

    Several channels that fail one clause share its row.
    """
    report = replace(report, findings=causes(report.findings))
    items = rows(report.findings)
    page = paging.within(page, paging.needed(items, LINES))
    return fitted(lambda room: _build(report, items, page, room), ROOMS)


def _build(report: TeamReport, items: Sequence[Findings], page: int, room: FindingRoom) -> Card:
    start = (page - 1) * LINES
    left = len(items) - start - LINES
    actions: list[Action] = []
    if left > 0:
        actions.append(_turn(report, f"Next {min(LINES, left)} of {len(items)}", page + 1))
    if page > 1:
        actions.append(_turn(report, "Back", page - 1))
    if report.fixes and page == 1:
        fix = f"Put right {report.fixes:,}…" if report.fixes > 1 else "Put it right…"
        wire = {"team": report.team_id}
        actions.insert(0, dialog_button(fix, "audit.review_fixes", primary=True, **wire))
    return card(
        *_head(report, room),
        *[_row(each, report, room) for each in items[start : start + LINES]],
        *(_pairs(report, room) if left <= 0 else []),
        actions=actions,
        speak=f"{''.join(_title(report, ROOMS[-1]))}. {_state(report)}.",
    )


def _turn(report: TeamReport, title: str, page: int) -> Action:
    return button(title, "audit.page", run=report.run_id, page=page, team=report.team_id)


def _head(report: TeamReport, room: FindingRoom) -> list[CardElement]:
    head = [
        heading(*_title(report, room)),
        paragraph(_state(report), subtle=True, space="None"),
    ]
    if not report.standards:
        return [*head, paragraph("Nothing was checked, and nothing is asked of you.")]
    if _counts(report)[:2] != (0, 0):
        return head
    if having(report.pairs, Outcome.FAILED):
        return [*head, marked(Colour.GREEN, paragraph("What is asked of this team alone is met."))]
    says = paragraph(Words("All is as it should be."), " There is nothing to do.")
    return [box("good", *head, bleed=True), marked(Colour.GREEN, says)]


def _title(report: TeamReport, room: FindingRoom) -> tuple[str, ...]:
    """The team's own words are a part of their own."""
    team = room.calls(report.team_name)
    if not report.standards:
        return (team, " · no standard is for this team")
    return (team, " · check against ", *titles([room.calls(each) for each in report.standards]))


def _state(report: TeamReport) -> str:
    failed, unknown, waived = _counts(report)
    says = [f"{failed} of {many(report.rules, 'rule')} not met"] if failed else []
    if report.standards and not failed and not unknown:
        says.append(f"{report.rules - waived} of {many(report.rules, 'rule')} met")
    if unknown:
        says.append(f"{unknown} could not be checked")
    if waived:
        says.append(f"{waived} accepted")
    return " · ".join([*says, f"read {moment(report.read_at, report.time_zone)}"])


def _counts(report: TeamReport) -> tuple[int, int, int]:
    """Rules not met, unknown, accepted; each counts once, by its worst."""
    seen: set[object] = set()
    numbers = []
    for outcome in (Outcome.FAILED, Outcome.UNKNOWN, Outcome.WAIVED):
        found = {asked(each.key[:3]) for each in having(report.findings, outcome)} - seen
        numbers.append(len(found))
        seen |= found
    return numbers[0], numbers[1], numbers[2]


def _row(item: Findings, report: TeamReport, room: FindingRoom) -> CardElement:
    first = item[0]
    if first.outcome is Outcome.WAIVED:
        return row(
            "–", *[_accepted(each, room) for each in item[: room.channels]], *_more(item, room)
        )
    lines = _says(item, room)
    if first.why:
        lines.append(paragraph(room.says(first.why), subtle=True, space="None"))
    if first.fix and first.outcome is Outcome.FAILED and not asked_for.holds(item, report):
        lines.append(paragraph(Words("To do: "), room.says(first.fix), space="None"))
    lines += asked_for.lines(item, report, room)
    return marked(colour(first), *lines)


def _says(item: Findings, room: FindingRoom) -> list[CardElement]:
    """What was seen; where it is about several channels, one line each."""
    first = item[0]
    sign = Words(word(first))
    if len(item) == 1:
        about, told = _about(first, room), room.says(what(first))
        return [paragraph(*([sign, *about] if about else [Words(f"{word(first)}:")]), f" {told}")]
    if len({each.says for each in item}) == 1:
        names = quoted(named([room.calls(each.subject.name) for each in item], room.channels))
        says = paragraph(sign, f" {many(len(item), 'channel')}: {room.says(first.says)}")
        return [says, paragraph(*names, space="None")]
    each_ = [
        paragraph("–", *_about(each, room), f" {room.says(each.says)}", space="None")
        for each in item[: room.channels]
    ]
    return [paragraph(sign, f" {many(len(item), 'channel')}"), *each_, *_more(item, room)]


def _about(finding: Finding, room: FindingRoom) -> list[str | Words]:
    """The channel or the other team; nothing where it is about the team itself."""
    if finding.subject.type is SubjectType.TEAM:
        return []
    return [" “", room.calls(finding.subject.name), "”:"]


def _accepted(finding: Finding, room: FindingRoom) -> CardElement:
    says = (f"{word(finding)}:", *_about(finding, room), f" {room.says(finding.says)}")
    return paragraph(*says, subtle=True, space="None")


def _more(item: Findings, room: FindingRoom) -> list[CardElement]:
    left = len(item) - room.channels
    return [paragraph(f"and {left:,} more", space="None")] if left > 0 else []


def _pairs(report: TeamReport, room: FindingRoom) -> list[CardElement]:
    """What an audit of all teams found between this one and others."""
    found = [each for each in causes(report.pairs) if each.outcome in LISTED]
    if not found or report.pairs_at is None:
        return []
    return [
        section("With other teams"),
        paragraph(f"Read {moment(report.pairs_at, report.time_zone)}", subtle=True, space="None"),
        *[_row([each], report, room) for each in found[:PAIRS]],
        *_more_pairs(found),
    ]


def _more_pairs(found: Sequence[Finding]) -> list[CardElement]:
    left = len(found) - PAIRS
    return [paragraph(f"{left:,} more with other teams", subtle=True)] if left > 0 else []
