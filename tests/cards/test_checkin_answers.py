"""Who wrote what: worst first, whole, and on as many pages as Teams needs."""

from cards.checkins import checkin_answers
from cards.kit.elements import SIZE_LIMIT, size, to_json
from core.checkins.model import Answer
from tests.cards.renderer import elements, shown
from tests.cards.rounds import LATEST, crowd, sheet, standings

GREEN = Answer(standings("green", "green", "green"))
AMBER = Answer(standings("amber: slow", "green", "green"))
RED = Answer(standings("green", "red: spent", "green"))


def page(answers: list[Answer], number: int = 1) -> dict[str, object]:
    """One page, with people named by the number of their answer."""
    return to_json(checkin_answers.build(sheet(answers), number))


def pages_of(wire: dict[str, object]) -> list[object]:
    """Where the buttons lead."""
    found = [each["data"] for each in elements(wire) if each.get("type") == "Action.Submit"]
    return [each["page"] for each in found if isinstance(each, dict)]


def test_the_worst_comes_first() -> None:
    words = shown(page([GREEN, AMBER, RED]))

    assert words.index("Person 3") < words.index("Person 2") < words.index("Person 1")


def test_everything_that_was_written_is_there() -> None:
    words = shown(page(LATEST[:1]))

    assert "■ Schedule red: Store review slipped a week" in words
    assert "● Risks and issues green" in words
    assert "Should we open the second store? · Kim Lee · by Fri 27 Nov · recommends yes" in words
    assert "“The demo helped. When do we see the second store?”" in words
    assert "70 % done · finish 30 Oct · mood 4 of 5" in words


def test_long_answers_take_many_pages_and_nobody_is_lost() -> None:
    answers = crowd(60)
    seen: list[str] = []
    number: object = 1
    while number:
        wire = page(answers, int(str(number)))
        assert size(wire) <= SIZE_LIMIT
        seen += shown(wire).split("Person ")[1:]
        number = next((each for each in pages_of(wire) if int(str(each)) > int(str(number))), None)

    assert sorted(int(each.split()[0]) for each in seen) == list(range(1, 61))


def test_short_answers_take_a_page_of_twenty() -> None:
    first, second = page([GREEN] * 25), page([GREEN] * 25, 2)

    assert "25 answers · opened Mon 16 Nov · worst first · page 1 of 2" in shown(first)
    assert pages_of(first) == [2]
    assert pages_of(second) == [1]
    assert shown(second).count("Person") == 5


def test_a_page_that_does_not_exist_is_the_nearest_one() -> None:
    assert page([GREEN], 9) == page([GREEN], 1) == page([GREEN], 0)


def test_without_answers_it_says_so() -> None:
    assert "Nobody answered" in shown(page([]))
