"""Which teams a standard is for."""

from typing import Any

import pytest

from core.facts import Gap
from core.standards.facts import Team, Visibility
from core.standards.model import AppliesTo
from core.standards.scope import NAMELESS, covers
from tests.standards.tenants import team

AWAY = "Microsoft Graph did not answer"
PRIVATE, PUBLIC = Visibility.PRIVATE, Visibility.PUBLIC


def apollo(**given: Any) -> Team:
    return team("apollo", **{"name": "PRJ-Apollo", "classification": "Internal", **given})


@pytest.mark.parametrize(
    ("asked", "given", "answer"),
    [
        ({}, {}, True),
        ({}, {"visibility": AWAY, "archived": AWAY}, True),
        ({"name": "^PRJ-"}, {}, True),
        ({"name": "Apo"}, {}, True),
        ({"name": "^apo"}, {}, False),
        ({"visibility": PRIVATE}, {}, True),
        ({"visibility": PUBLIC}, {}, False),
        ({"visibility": PRIVATE}, {"visibility": AWAY}, None),
        ({"classification": "internal"}, {}, True),
        ({"classification": "Secret"}, {}, False),
        ({"classification": "Secret"}, {"classification": ""}, False),
        ({"classification": "Secret"}, {"classification": None}, None),
        ({"teams": ("gemini", "APOLLO")}, {}, True),
        ({"teams": ("gemini",)}, {}, False),
        ({"teams": ()}, {}, False),
        ({"not_teams": ("apollo",)}, {}, False),
        ({"not_teams": ("gemini",)}, {}, True),
        ({"archived": False}, {}, True),
        ({"archived": True}, {}, False),
        ({"archived": True}, {"archived": True}, True),
        ({"archived": False}, {"archived": AWAY}, None),
        ({"teams": ("gemini",), "name": "^PRJ-"}, {"name": ""}, False),
        ({"name": "^PRJ-", "visibility": PRIVATE, "archived": False}, {}, True),
        ({"name": "^PRJ-", "visibility": PUBLIC, "archived": False}, {}, False),
        # A plain no stays no, whatever could not be read.
        ({"visibility": PRIVATE, "archived": True}, {"visibility": AWAY}, False),
        ({"visibility": PUBLIC, "archived": False}, {"archived": AWAY}, False),
        ({"not_teams": ("apollo",), "visibility": PRIVATE}, {"visibility": AWAY}, False),
        ({"visibility": PRIVATE, "archived": False}, {"archived": AWAY}, None),
    ],
)
def test_all_that_is_given_must_hold(
    asked: dict[str, Any], given: dict[str, Any], answer: bool | None
) -> None:
    assert covers(AppliesTo(**asked), apollo(**given)) == (Gap(AWAY) if answer is None else answer)


def test_a_team_without_a_name_is_not_taken_for_one_of_another_name() -> None:
    assert covers(AppliesTo(name="^PRJ-"), apollo(name="")) == NAMELESS
