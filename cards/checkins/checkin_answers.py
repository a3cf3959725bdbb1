"""Who wrote what in a round, worst first: a dialog for the project's owner and the staff."""

from collections.abc import Iterator, Mapping, Sequence

from cards.checkins.rounds import local_day, subject
from cards.kit.colours import word
from cards.kit.elements import (
    SIZE_LIMIT,
    Card,
    CardElement,
    Words,
    card,
    form_button,
    heading,
    mark,
    paragraph,
    size,
    stack,
)
from cards.kit.text import day, plain, weekday
from core.checkins.model import Answer, Attention, Colour, Questions, Round
from core.words import count

PAGE = 20  # answers; fewer where they are long

Named = tuple[str, Answer]


def build(
    round_: Round,
    answers: Sequence[Named],
    page: int = 1,
    questions: Questions | None = None,
    names: Mapping[str, str] | None = None,
) -> Card:
    """`answers` are (name, answer) in any order; pages count from 1, and one too far is the last.

    `questions` gives dimensions their titles and order; `names` maps the ids of owners to names.
    """
    pages = list(_pages(sorted(answers, key=_badness)))
    page = min(max(page, 1), len(pages))
    state = count(answers, "answer") if answers else "Nobody answered"
    if len(pages) > 1:
        state += f" · worst first · page {page} of {len(pages)}"
    titles = {each.id: each.title for each in questions.dimensions} if questions else {}
    return card(
        heading(*subject(round_)),
        paragraph(state, subtle=True, space="None"),
        *[_block(round_, each, titles, names or {}) for each in pages[page - 1]],
        actions=[
            form_button(f"{way} page", "checkin.answers", {"round": round_.id, "page": number})
            for way, number in (("Next", page + 1), ("Previous", page - 1))
            if 1 <= number <= len(pages)
        ],
    )


def _badness(named: Named) -> tuple[int, int, str]:
    """Reds count first, then ambers; the name decides between equals."""
    name, answer = named
    colours = [standing.colour for standing in answer.standings.values()]
    return (-colours.count(Colour.RED), -colours.count(Colour.AMBER), name.casefold())


def _pages(answers: Sequence[Named]) -> Iterator[list[Named]]:
    page: list[Named] = []
    room = SIZE_LIMIT - 4_000
    for each in answers:
        weight = _weight(each)
        if page and (len(page) == PAGE or weight > room):
            yield page
            page, room = [], SIZE_LIMIT - 4_000
        page.append(each)
        room -= weight
    yield page


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
    return stack(paragraph(Words(name)), *lines, space="Medium", separator=True)


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
    return paragraph(Words("Needs attention: "), attention.what, *parts, space="None")


def _facts(round_: Round, answer: Answer) -> Iterator[str]:
    if answer.progress is not None:
        yield f"{answer.progress}% done"
    if answer.forecast:
        yield f"finish {day(answer.forecast, local_day(round_))}"
    if answer.mood is not None:
        yield f"mood {answer.mood} of 5"
