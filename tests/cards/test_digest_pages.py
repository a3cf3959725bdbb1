"""What has no room on the first page is a press away, and every page is small and quick."""

from dataclasses import replace

import pytest

from cards.kit.elements import SIZE_LIMIT, size
from tests.cards.digest_reading import below, buttons, wire, words
from tests.core.digest_facts import (
    APOLLO,
    ARABIC,
    FACTS,
    HYGIENE,
    LONG,
    TESTER,
    crowd,
    digest,
    facts,
    question,
    replied,
)


def test_the_list_has_every_decision_every_project_and_what_had_no_room() -> None:
    many = [replace(TESTER, id=f"w{number}", what=f"Wish {number}?") for number in range(5)]
    made = digest(replace(FACTS, wanted=many))
    second, third = words(made, 2), words(made, 3)

    assert "1 to 20 of 27 Decisions Wish 0? Payments · its team asked on Mon 16 Nov" in second
    assert "Wish 4?" in second
    assert "All 19 projects, worst first ■ Apollo app red since Tue 27 Oct, was amber" in second
    assert "1 retro action open, oldest 13 Oct, 1 overdue · One service desk" in second
    assert "Teams to tidy Zeus no active owner Apollo 3 guests Brain fatigue: " in third
    assert below(made, 2) == ["Next 7", "Overview"]
    assert below(made, 3) == ["Back"]
    assert words(made, 99) == third
    assert words(made, 0) == words(made)


def test_each_line_of_the_list_has_a_way_to_ask() -> None:
    made = digest(facts(APOLLO, wanted=[TESTER]))
    asks = [
        data for title, verb, data in buttons(made, 2) if (title, verb) == ("Ask", "digest.ask")
    ]

    assert asks == [
        {"digest": "d1", "wanted": TESTER.id},
        {"digest": "d1", "project": "apollo-app"},
    ]


def test_a_press_on_a_page_comes_back_to_that_page() -> None:
    many = [replace(TESTER, id=f"w{number}") for number in range(5)]

    assert {
        data["page"]
        for _, verb, data in buttons(digest(facts(APOLLO, wanted=many)), 2)
        if verb == "digest.decide" and isinstance(data, dict)
    } == {2}


@pytest.mark.parametrize("name", [LONG, "🚧" * 80, ARABIC * 7])
def test_the_largest_scope_fits_on_every_kind_of_page(name: str) -> None:
    told = crowd(name=name)
    asked = [replied(question(each, text=name[:2] * 500)) for each in told.projects[:200]] + [
        question(each, text="🚧" * 1000) for each in told.wanted
    ]
    made = digest(told, questions=[replace(each, reply="🚧" * 1000) for each in asked])

    for page in (1, 2, 6, 7, 30, 110, 200, 300):
        assert size(wire(made, page)) <= SIZE_LIMIT


def test_teams_beyond_the_three_are_counted() -> None:
    three = (("Zeus", "no active owner"), ("Apollo", "3 guests"), ("Hera", "no active owner"))
    made = digest(facts(APOLLO, hygiene=replace(HYGIENE, worst=three, more=3)))

    assert "Teams to tidy" in words(made, 2)
    assert words(made, 2).count("Hera no active owner and 3 more teams Brain fatigue: ")
    assert "more team" not in words(digest(facts(APOLLO, hygiene=HYGIENE)), 2)
    assert "more team" not in words(made)
