"""A team is found by its name as people write it; of several with one name none is guessed."""

import pytest

from core.standards.naming import called, meant

TEAMS = {"1": "PRJ-Ember", "2": "PRJ Apollo", "3": "PRJ-Apollo", "4": "Sales", "5": "sales "}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("PRJ-Ember", ["1"]),
        ("prj ember", ["1"]),
        ("prjember", ["1"]),
        ("PRJ-Apollo", ["3"]),
        ("prj apollo", ["2"]),
        ("PRJ_Apollo", ["2", "3"]),
        ("Sales", ["4", "5"]),
        ("Ember", []),
        ("", []),
    ],
)
def test_a_name_is_taken_as_written_before_it_is_taken_loosely(
    written: str, found: list[str]
) -> None:
    assert called(written, TEAMS) == found


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    assert meant("prj-embr", TEAMS) == " Did you mean “PRJ-Ember”?"
