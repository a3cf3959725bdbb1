"""What was decided in the last three months: each with its day, and where the answer went."""

from microsoft_teams.cards import Action

from cards.digests.digest_words import where_it_went
from cards.kit import paging
from cards.kit.elements import Card, CardElement, Words, button, card, heading, paragraph, stack
from cards.kit.text import shortened
from core.days import local_day, weekday
from core.digests.log import Log
from core.digests.model import Ruling
from core.words import many

PAGE = 10
TEXT, NAME = 300, 100  # characters
NOTHING = "Nothing was decided in this time."


def build(log: Log, page: int = 1) -> Card:
    """Newest first; pages count from 1, and one too far is the last."""
    pages = paging.needed(log.rulings, PAGE)
    page = paging.within(page, pages)
    shown = log.rulings[(page - 1) * PAGE : page * PAGE]
    title = "All decisions" if log.everybody else "Your decisions"
    where = f"{many(len(log.rulings), 'decision')} in the last three months"
    return card(
        heading(title),
        paragraph(f"{where}{paging.place(page, pages)}", subtle=True, space="None"),
        *[_ruling(each, log, first=each is shown[0]) for each in shown],
        *([] if shown else [paragraph(NOTHING)]),
        actions=_turns(page, pages),
        speak=f"{title}. {where}.",
        full_width=True,
    )


def _ruling(ruling: Ruling, log: Log, *, first: bool) -> CardElement:
    last = ruling.decisions[-1]
    on = weekday(local_day(last.decided_at, log.time_zone), log.since)
    before = ruling.decisions[0].decided if len(ruling.decisions) > 1 else ""
    who = (shortened(last.by, NAME), " said ") if log.everybody else ("You said ",)
    small = [shortened(ruling.project, NAME), f" · {before} at first" if before else ""]
    told = where_it_went(last)
    return stack(
        paragraph(Words(shortened(ruling.what, TEXT))),
        paragraph(*who, Words(last.decided), f" on {on} · ", *filter(None, small), space="None"),
        *([paragraph(*told, subtle=True, space="None")] if told else []),
        separator=None if first else True,
        space="Small" if first else "Medium",
    )


def _turns(page: int, pages: int) -> list[Action]:
    return [
        button(title, "digest.decisions", page=to)
        for title, to in (("Next", page + 1), ("Back", page - 1))
        if 1 <= to <= pages
    ]
