"""What stays in the chat stays true: a digest that another one followed asks nothing any more."""

from datetime import timedelta

import pytest

from cards.digests.digest_rows import LEFT_OPEN
from core.digests.model import Decided
from tests.cards.digest_reading import buttons, words
from tests.core.digest_facts import DAY, MADE, TESTER, WEEK, decision, digest

SAID = "You said yes on Tue 17 Nov. "
UNTIL = f"{SAID}Change it until (moment) (moment)."
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("page", [1, 2])
def test_what_was_left_open_is_asked_there_no_more(page: int) -> None:
    made = digest(followed=True)

    assert LEFT_OPEN in words(made, page)
    assert "digest.decide" not in [verb for _, verb, _ in buttons(made, page)]
    assert "digest.acknowledge" not in [verb for _, verb, _ in buttons(made, page)]
    assert "its team asked on Thu 5 Nov" in words(made, page), "it is told as it was"


def test_nothing_waits_on_it() -> None:
    one = digest(decisions=[decision()], followed=True)

    assert "Decision 1 of 2 · 1 behind “Show all”" in words(digest(followed=True))
    assert "1 decision Yes or no to: A tester" in words(one)
    for gone in ("waits", "asked again"):
        assert gone not in words(one)


@pytest.mark.parametrize("followed", [False, True])
@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("late", [DAY, WEEK])
def test_what_was_decided_stays_and_can_be_changed_for_its_day_alone(
    followed: bool, page: int, late: timedelta
) -> None:
    made = digest(decisions=[decision(), decision(TESTER)], followed=followed)
    in_time = [each[0] for each in buttons(made, page, MADE + DAY - MINUTE)]

    assert UNTIL in words(made, page, MADE + DAY - MINUTE)
    assert "Change to no" in in_time
    assert SAID in words(made, page, MADE + late)
    assert "Change" not in words(made, page, MADE + late)
    assert "digest.decide" not in [verb for _, verb, _ in buttons(made, page, MADE + late)]


def test_a_change_of_mind_gives_no_more_time() -> None:
    twice = [decision(), decision(decided=Decided.NO, at=MADE + DAY - MINUTE)]

    assert "Change" not in words(digest(decisions=twice), now=MADE + DAY)
