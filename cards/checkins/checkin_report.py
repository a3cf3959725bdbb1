"""The report that replaces a round's card at its close: colours, what to do, what was heard."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.checkins import report_words
from cards.checkins.rounds import answered, period, subject
from cards.kit.colours import tint
from cards.kit.colours import title as colour_title
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    card,
    columns,
    dialog_button,
    heading,
    mark,
    marked,
    paragraph,
    row,
    section,
    stack,
)
from cards.kit.fitting import fitted
from cards.kit.text import shortened
from core.checkins.items import Item
from core.checkins.model import Colour, Round
from core.checkins.report import Line, Report
from core.days import weekday
from core.words import count

COLUMNS = 3  # of figures or strips side by side on a phone


@dataclass(frozen=True, slots=True)
class ReportRoom:
    """How much a report may hold: lines of each list, characters of each line."""

    lines: int
    characters: int

    def cut(self, text: str) -> str:
        """The text as far as there is room for it."""
        return shortened(text, self.characters)

    def rest(self, items: Sequence[object]) -> list[CardElement]:
        """A line that says how many are left out, if any."""
        left = len(items) - self.lines
        return [paragraph(f"{left} more in All answers", subtle=True)] if left > 0 else []


# Ten lines of everything, and less only where a card would get too big.
ROOMS = (ReportRoom(10, 1000), ReportRoom(10, 160), ReportRoom(5, 80))


def build(round_: Round, report: Report) -> Card:
    """Worst first; what does not fit into Teams' 80 KB is left to `All answers`."""
    return fitted(lambda room: _build(round_, report, room), ROOMS)


def _build(round_: Round, report: Report, room: ReportRoom) -> Card:
    parts = [
        _head(round_, report),
        *_standings(round_, report, room),
        *_figures(report),
        *_attention(report, room),
        *_heard(report, room),
        *_strip(round_, report),
    ]
    actions = []
    if report.answered:
        who = "All answers: for the project’s owner and the Process Center."
        parts.append(paragraph(who, subtle=True, space="Medium"))
        actions = [dialog_button("All answers", "checkin.answers", round=round_.id)]
    speak = report_words.speak(round_, report)
    return card(*parts, actions=actions, speak=speak, full_width=True)


def _head(round_: Round, report: Report) -> CardElement:
    late = " · opened late" if round_.late else ""
    state = f"{answered(report.answered, report.expected)} · closed {weekday(report.closed_on)}"
    known = report_words.repeats(report)
    left = [heading(*subject(round_)), paragraph(state + late + known, subtle=True, space="None")]
    right = [
        paragraph(Words(colour_title(report.overall)), align="Right"),
        paragraph(report_words.overall_was(report), subtle=True, space="None", align="Right"),
    ]
    return box(tint(report.overall), columns(("stretch", left), ("auto", right)), bleed=True)


def _standings(round_: Round, report: Report, room: ReportRoom) -> list[CardElement]:
    if not report.answered:
        return [paragraph(report_words.nobody(report), space="Medium")]
    lines = sorted(report.lines, key=_badness, reverse=True)
    return [_standing(line, round_, report, room) for line in lines]


def _badness(line: Line) -> int:
    return list(Colour).index(line.colour) if line.colour else -1


def _standing(line: Line, round_: Round, report: Report, room: ReportRoom) -> CardElement:
    dash = ["– "] if len(line.notes) > 1 else []
    notes = [
        paragraph(*dash, room.cut(note), subtle=True, space="None")
        for note in line.notes[: room.lines]
    ]
    says = paragraph(Words(line.title), f" {report_words.moved(line, report, round_)}")
    return marked(line.colour, says, *notes, *room.rest(line.notes))


def _figures(report: Report) -> list[CardElement]:
    """Done, finish and mood side by side, each with what it was."""
    known = report_words.figures(report)
    if not known:
        return []
    parts = [
        ("stretch", [paragraph(Words(figure)), paragraph(means, subtle=True, space="None")])
        for figure, means in known
    ]
    return [columns(*parts, space="Medium", separator=True)]


def _attention(report: Report, room: ReportRoom) -> list[CardElement]:
    if not report.attention:
        return []
    items = [
        _item(number, each, report, room)
        for number, each in enumerate(report.attention[: room.lines], start=1)
    ]
    return [section("Needs attention"), *items, *room.rest(report.attention)]


def _item(number: int, each: Item, report: Report, room: ReportRoom) -> CardElement:
    details = paragraph(*report_words.item(each, report.closed_on), subtle=True, space="None")
    return row(str(number), paragraph(room.cut(each.what)), details)


def _heard(report: Report, room: ReportRoom) -> list[CardElement]:
    if not report.heard:
        return []
    quotes = [
        paragraph(f"“{room.cut(each)}”", space="Small") for each in report.heard[: room.lines]
    ]
    return [section("Heard"), *quotes, *room.rest(report.heard)]


def _strip(round_: Round, report: Report) -> list[CardElement]:
    """The last rounds as shapes, oldest first; nothing in the first report."""
    rounds = max((len(line.strip) for line in report.lines), default=0)
    if rounds < 2:
        return []
    title_ = f"Last {count(rounds, period(round_))}, newest on the right"
    lines = list(report.lines)
    rows = [lines[at : at + COLUMNS] for at in range(0, len(lines), COLUMNS)]
    strips = [
        columns(*[("stretch", _shapes(line)) for line in row_], space="Small") for row_ in rows
    ]
    return [stack(paragraph(title_, subtle=True, separator=True, space="Medium"), *strips)]


def _shapes(line: Line) -> list[CardElement]:
    """The title stands below: on a phone it may take two lines, and the shapes keep theirs."""
    parts: list[str | Words] = []
    for colour in line.strip:
        parts += [mark(colour), " "]
    return [paragraph(*parts[:-1]), paragraph(line.title, subtle=True, space="None")]
