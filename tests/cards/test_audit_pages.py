"""The pages of an audit's report: every finding once, and never more than Teams takes."""

from dataclasses import replace

import pytest

from cards.kit.elements import SIZE_LIMIT, size
from core.standards.model import Audited, Outcome
from tests.cards.audit_findings import ARABIC, NEW, about, audited, channel, crowd, report
from tests.cards.renderer import elements, shown
from tests.cards.test_audit_report import BUSY, wire, words

BACK = ("Back", "Overview")


def pages(made: Audited) -> list[str]:
    """All pages, following the first button."""
    said, number = [], 1
    while True:
        page = wire(made, number)
        said.append(shown(page))
        onward = [each["data"] for each in actions(page) if each["title"] not in BACK]
        if not onward:
            return said
        data = onward[0]
        assert data == {"run": made.run.id, "page": number + 1}
        number += 1


def actions(page: dict[str, object]) -> list[dict[str, object]]:
    """The buttons of a page."""
    return [each for each in elements(page) if each.get("type") == "Action.Execute"]


def test_the_pages_hold_every_finding_once_worst_first() -> None:
    first, *others = pages(BUSY)
    everything = " ".join(others)

    assert len(others) == 2
    assert "Show all 19" in str(wire(BUSY)["actions"])
    assert "1 to 10 of 19, worst first" in others[0]
    assert "11 to 19 of 19, worst first" in others[1]
    for each in BUSY.findings:
        assert " ".join(each.says.split()) in everything
    assert everything.count("○") == 4  # three unknown and the one accepted
    assert "Still open" in first


def test_a_row_of_the_list_says_that_it_is_new_or_since_when_it_stands() -> None:
    said = words(BUSY, 2)

    assert "Must · new in this audit · Guests read all" in said
    assert "Must · since Fri 9 Oct · An owner who left" in said


def test_a_channel_stands_behind_its_team() -> None:
    said = words(audited([channel("old things", "PRJ-Hermes")]))

    assert "▲ PRJ-Hermes › old things: the name does not follow the pattern of" in said


def test_a_page_that_does_not_exist_is_the_nearest_one() -> None:
    assert wire(BUSY, 99) == wire(BUSY, 3)
    assert wire(BUSY, 0) == wire(BUSY, -7) == wire(BUSY, 1)


def test_back_leads_to_the_overview() -> None:
    titles = [[each["title"] for each in actions(wire(BUSY, page))] for page in (1, 2, 3)]

    assert titles == [["Show all 19"], ["Next 9", "Overview"], ["Back"]]


@pytest.mark.parametrize("name", ["x" * 80, '"' * 80, "🚧" * 80, "{" * 80, "ش" * 80, ARABIC * 3])
def test_a_thousand_teams_that_fail_everything_fit(name: str) -> None:
    many = crowd(name=name)
    for page in (1, 2, 700, 1301):
        assert size(wire(many, page)) <= SIZE_LIMIT


@pytest.mark.parametrize("letter", ["x", '"', "🚧", "{", "\\", "ش"])
def test_no_letter_makes_a_report_too_big(letter: str) -> None:
    text = letter * 5000
    rules = [replace(each, title=text, why=text, says=text) for each in NEW]
    made = [
        replace(
            each,
            rule=f"{number}",
            outcome=Outcome.FAILED if number % 2 else Outcome.UNKNOWN,
            subject=about(f"{number}{text}"),
            team_name=f"{number}{text}",
            says=f"{number}{text}",
        )
        for number in range(60)
        for each in rules
    ]
    told = replace(report(audited(made[::2], made[1::2], made[:9])), organisation=text)

    for page in (1, 2, 4):
        assert size(wire(told, page)) <= SIZE_LIMIT


def test_a_thousand_teams_fit_on_one_card() -> None:
    assert size(wire(report(crowd()))) <= SIZE_LIMIT
