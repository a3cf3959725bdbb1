"""A list that is longer than a card is turned over page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from microsoft_teams.cards import Action

from cards.kit.elements import form_button
from cards.kit.wire import SIZE_LIMIT

PAGE = 20  # things on a page of a dialog; fewer where they are long
AROUND = 4_000  # bytes of such a page without its things

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """The things on one page; `where` says which, and `turns` are titles of buttons and pages."""

    things: Sequence[T]
    where: str
    turns: Sequence[tuple[str, int]]


def within(page: int, pages: int) -> int:
    """The page that is shown when this one is asked for: from 1, and one too far is the last."""
    return min(max(page, 1), max(pages, 1))


def needed(things: Sequence[object], most: int) -> int:
    """How many pages they take, with so many on each."""
    return -(-len(things) // most)


def stretch(things: Sequence[T], page: int, most: int) -> Stretch[T]:
    """A page of a list that begins on page 2: page 1 is an overview of it."""
    start = (page - 2) * most
    return part(things[start : start + most], len(things), page, most)


def part(shown: Sequence[T], of: int, page: int, most: int) -> Stretch[T]:
    """The same, of a list of which only what that page shows is there."""
    start = (page - 2) * most
    left = of - start - len(shown)
    onward = [(f"Next {min(most, left)}", page + 1)] if left > 0 else []
    back = ("Back" if page > 2 else "Overview", page - 1)
    where = f"{start + 1:,} to {start + len(shown):,} of {of:,}"
    return Stretch(shown, where, [*onward, back])


def fitting(things: Sequence[T], weigh: Callable[[T], int]) -> list[list[T]]:
    """Pages that fit into Teams' 80 KB (`SIZE_LIMIT`); one empty page where there is nothing.

    `weigh` gives the bytes that a thing takes on its page, as JSON in UTF-16, as Teams counts
    them: rather too many than too few.
    """
    pages: list[list[T]] = [[]]
    room = SIZE_LIMIT - AROUND
    for each in things:
        weight = weigh(each)
        if pages[-1] and (len(pages[-1]) == PAGE or weight > room):
            pages.append([])
            room = SIZE_LIMIT - AROUND
        pages[-1].append(each)
        room -= weight
    return pages


def turns(verb: str, about: Mapping[str, object], page: int, pages: int) -> list[Action]:
    """A dialog's buttons to the pages beside this one; `about` goes along with the page."""
    return [
        form_button(f"{way} page", verb, {**about, "page": number})
        for way, number in (("Next", page + 1), ("Previous", page - 1))
        if 1 <= number <= pages
    ]


def place(page: int, pages: int) -> str:
    """Where a dialog's page is, to be added to a sentence; empty where it is the only one."""
    return f" · page {page} of {pages}" if pages > 1 else ""
