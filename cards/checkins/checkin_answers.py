"""Who wrote what in a round, worst first: a dialog for the project's owner and the staff."""

from collections.abc import Iterator, Mapping

from cards.checkins.rounds import local_day, subject
from cards.kit import paging
from cards.kit.colours import word
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    card,
    heading,
    mark,
    paragraph,
    size,
    stack,
)
from cards.kit.text import plain
from core.checkins.model import Answer, Attention, Colour, Round
from core.checkins.sitting import Sheet
from core.days import day, weekday
from core.words import count, share

Named = tuple[str, Answer]


def build(sheet: Sheet, page: int = 1) -> Card:
    """Pages count from 1, and one too far is the last."""
    round_, answers = sheet.round, sheet.answers
    pages = paging.fitting(sorted(answers, key=_badness), _weight)
    page = paging.within(page, len(pages))
    state = count(answers, "answer") if answers else "Nobody answered"
    state += f" · opened {weekday(local_day(round_))}"
    if len(pages) > 1:
        state += f" · worst first{paging.place(page, len(pages))}"
    titles = {each.id: each.title for each in round_.questions.dimensions}
    return card(
        heading(*subject(round_), " · who wrote what"),
        paragraph(state, subtle=True, space="None"),
        *[_block(round_, each, titles, sheet.names) for each in pages[page - 1]],
        actions=paging.turns("checkin.answers", {"round": round_.id}, page, len(pages)),
    )


def _badness(named: Named) -> tuple[int, int, str]:
    """Reds count first, then ambers; the name decides between equals."""
    name, answer = named
    colours = [standing.colour for standing in answer.standings.values()]
    return (-colours.count(Colour.RED), -colours.count(Colour.AMBER), name.casefold())


def _weight(named: Named) -> int:
    """Bytes that an answer takes on a page, a little too many rather than too few."""
    name, answer = named
    texts = [name, answer.listen, *(standing.note for standing in answer.standings.values())]
    if answer.attention:
        texts.append(answer.attention.what)
    return 1_500 + 600 * len(answer.standings) + sum(size({"": plain(text)}) for text in texts)


def _block(
    round_: Round, named: Named, titles: Mapping[str, str], names: Mapping[str, str]
) -> CardElement:
    name, answer = named
    lines = [*_standings(answer, titles)]
    if answer.attention:
        lines.append(_attention(round_, answer.attention, names))
    if answer.listen:
        lines.append(paragraph(f"“{answer.listen}”", space="None"))
    facts = " · ".join(_facts(round_, answer))
    if facts:
        lines.append(paragraph(facts, subtle=True, space="None"))
    again = answer.said_on and f" · nothing changed since {weekday(answer.said_on)}"
    head = paragraph(Words(name), *([again] if again else []))
    return stack(head, *lines, space="Medium", separator=True)


def _standings(answer: Answer, titles: Mapping[str, str]) -> list[CardElement]:
    """Colours with a reason get a line each, the others share one."""
    reasons: list[CardElement] = []
    rest: list[str | Words] = []
    order = [each for each in titles if each in answer.standings]
    order += [each for each in answer.standings if each not in titles]
    for dimension in order:
        standing = answer.standings[dimension]
        name = titles.get(dimension, dimension.replace("_", " ").capitalize())
        parts = (mark(standing.colour), f" {name} {word(standing.colour)}")
        if standing.note:
            reasons.append(paragraph(*parts, f": {standing.note}", space="None"))
        else:
            rest += [" · ", *parts] if rest else parts
    return [*reasons, paragraph(*rest, space="None")] if rest else reasons


def _attention(round_: Round, attention: Attention, names: Mapping[str, str]) -> CardElement:
    owner = names.get(attention.owner or "", "")
    by = f"by {weekday(attention.due_on, local_day(round_))}" if attention.due_on else ""
    parts = [" · ", owner] if owner else []
    parts += [f" · {by}"] if by else []
    parts += [f" · recommends {attention.recommends}"] if attention.recommends else []
    return paragraph(Words("Needs attention: "), attention.what, *parts, space="None")


def _facts(round_: Round, answer: Answer) -> Iterator[str]:
    if answer.progress is not None:
        yield f"{share(answer.progress)} done"
    if answer.forecast:
        yield f"finish {day(answer.forecast, local_day(round_))}"
    if answer.mood is not None:
        yield f"mood {answer.mood} of 5"
