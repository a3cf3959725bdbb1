"""The sentences of a report: how a colour moved, how old a thing is, and the whole of it aloud."""

from datetime import date

from cards.checkins.rounds import answered, period, title
from cards.kit.colours import word
from core.checkins.items import Item
from core.checkins.model import Colour, Round
from core.checkins.report import Line, Report
from core.days import by, day, weekday
from core.words import count, ordinal, share


def moved(line: Line, report: Report, round_: Round) -> str:
    """A dimension in words: "red by 1 of 7, was amber"."""
    said = f" by {line.said_by} of {report.answered}" if line.colour else ""
    return f"{word(line.colour)}{said}{_since(line, report, round_)}"


def _since(line: Line, report: Report, round_: Round) -> str:
    """What it was before; after silent rounds and repeated answers with the day of that."""
    if report.last_on is None or line.colour is None:
        return ""
    if line.was is not line.colour:
        return f", was {word(line.was)}{_on(report)}"
    if report.said_on:
        return ""  # the head says so of the whole
    if line.said_on:
        return f", unchanged since {weekday(line.said_on, report.closed_on)}"
    if report.silent:
        return f", as{_on(report)}"
    return f", {ordinal(line.unchanged)} {period(round_)} in a row" if line.unchanged > 1 else ""


def _on(report: Report) -> str:
    """The day of what it is compared with, where silent rounds lie in between."""
    return (
        f" on {weekday(report.last_on, report.closed_on)}"
        if report.silent and report.last_on
        else ""
    )


def overall_was(report: Report) -> str:
    """What the whole is compared with: "was amber"."""
    if report.last_on is None:
        return "first report"
    if report.was != report.overall:
        return f"was {word(report.was)}{_on(report)}"
    return f"as{_on(report)}" if report.silent else "as last time"


def repeats(report: Report) -> str:
    """Said where nobody said anything new."""
    if report.said_on is None:
        return ""
    return f" · nothing changed since {weekday(report.said_on, report.closed_on)}"


def item(each: Item, today: date) -> tuple[str, ...]:
    """Who, by when, and since when, in parts: "Kim", " · by Fri 27 Nov · since Mon 9 Nov".

    The card stands for weeks, so days are named and not counted.
    """
    since = weekday(each.since, today)
    if each.decided:
        decided, on = each.decided
        owner = each.owner or "Who decides"
        return owner, f" said {decided} on {weekday(on, today)} · asked on {since}"
    old = f"new, said {since}" if each.new else f"since {since}"
    due = by(each.due_on, today) if each.due_on else ""
    says = f"the team recommends {each.recommends}" if each.recommends else ""
    rest = " · ".join(filter(None, (due, old, says)))
    return (each.owner, f" · {rest}") if each.owner else (rest,)


def figures(report: Report) -> list[tuple[str, str]]:
    """Done, finish and mood as (figure, what it means and what it was), where somebody said so."""
    known = []
    if report.progress is not None:
        was = share(report.progress_was) if report.progress_was is not None else ""
        known.append(_compared(share(report.progress), "done", was))
    if report.forecast:
        was = day(report.forecast_was, report.closed_on) if report.forecast_was else ""
        known.append(_compared(day(report.forecast, report.closed_on), "finish", was))
    if report.mood is not None:
        was = f"{report.mood_was:g}" if report.mood_was is not None else ""
        known.append(_compared(f"{report.mood:g}", "mood of 5", was))
    return known


def _compared(now: str, means: str, was: str) -> tuple[str, str]:
    if not was:
        return now, means
    return now, f"{means}, {'as before' if was == now else f'was {was}'}"


def nobody(report: Report) -> str:
    """Said instead of colours when no answer came."""
    if report.last_on is None:
        return "Nobody answered, so nothing is known yet."
    last = f"the report of {day(report.last_on, report.closed_on)} said {word(report.was)}"
    return f"Nobody answered, so nothing new is known; {last}."


def path(strip: tuple[Colour | None, ...]) -> str:
    """The colours of the last rounds, oldest first."""
    return ", ".join(word(colour) for colour in strip)


def speak(round_: Round, report: Report) -> str:
    """The report for a screen reader: what shapes and columns tell to those who see them."""
    says = [f"{title(round_)}: {word(report.overall)}, {overall_was(report)}"]
    says.append(answered(report.answered, report.expected))
    if report.answered:
        says += [f"{line.title}: {moved(line, report, round_)}" for line in report.lines]
    says += [" ".join(figure) for figure in figures(report)]
    if report.attention:
        says.append(f"{count(report.attention, 'thing')} to attend to")
    says += [
        f"{line.title} over the last rounds: {path(line.strip)}"
        for line in report.lines
        if len(line.strip) > 1
    ]
    return ". ".join(says) + "."
