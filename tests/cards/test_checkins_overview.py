"""What needs the Process Center stands first, and everything stands somewhere once."""

from dataclasses import replace

from cards.checkins import checkins_overview
from cards.kit.elements import to_json
from core.checkins.overview import Watched
from tests.cards.checkin_samples import ALL, FAILED, NEXT, OPEN, SILENT, TWICE, UNMET, crowd
from tests.cards.renderer import shown


def card(*watched: Watched, page: int = 1) -> str:
    """What a reader sees of it."""
    return shown(to_json(checkins_overview.build(watched, page)))


def test_what_needs_somebody_stands_first() -> None:
    words = card(*ALL)
    titles = ("Not delivered · 1", "Without the app · 1", "Silent · 2", "Open · 1")

    assert [words.index(each) for each in titles] == sorted(words.index(each) for each in titles)
    assert words.startswith("7 check-ins 1 not delivered, 1 without the app, 2 silent, 1 open")
    for each in ALL:
        assert words.count(each.project) == 1


def test_a_line_says_what_is_to_be_known_of_its_check_in() -> None:
    assert "Teams answered 403" in card(FAILED)
    assert card(UNMET, UNMET).count("Add the app to their teams, and the cards come.") == 1
    assert "no answer since Mon 2 Nov, 2 rounds · next Mon 23 Nov" in card(SILENT)
    assert "5 of 7 answered · until Tue 17 Nov" in card(OPEN)
    assert "next Mon 23 Nov" in card(NEXT)


def test_where_all_is_well_it_is_said() -> None:
    assert "1 open, nothing needs you" in card(OPEN, NEXT)
    assert "nothing needs you" not in card(OPEN, SILENT)


def test_two_check_ins_of_one_project_are_told_apart() -> None:
    assert "Apollo app · apollo-customers" in card(OPEN, TWICE)
    assert "apollo-weekly" not in card(OPEN)


def test_all_of_them_stand_on_the_pages_once() -> None:
    many = crowd(43)
    pages = [card(*many, page=page) for page in range(1, 6)]

    for each in many:
        assert sum(page.count(each.project) for page in pages) == 1
    assert card(*many, page=99) == pages[-1]


def test_what_a_tenant_wrote_is_shown_as_written() -> None:
    tricky = "**bold** {{DATE(2026-11-16T00:00:00Z)}} <b>"

    assert tricky in card(replace(OPEN, project=tricky))
