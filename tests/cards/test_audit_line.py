"""Where an audit has no news its readers get one line, which counts as the card would."""

from dataclasses import replace

import pytest

from cards.standards import audit_line
from core.standards.causes import is_news
from core.standards.model import Audited, Counts, Level
from tests.cards.audit_findings import FIXED, NEW, OLD, UNKNOWN, WAIVED, audited, report, run

ADVICE = [replace(each, standard="calm", level=Level.SHOULD) for each in OLD]
TIDY = run(tidy=24, counts=Counts(passed=140, judged_teams=24, tidy_teams=24))
LINES = {
    "findings are counted by cause, with their teams": (
        audited([], [*OLD, *ADVICE]),
        "Nightly audit, Thu 19 Nov: nothing new. 12 findings still open in 6 teams and across "
        "teams. Write “audit” for the list.",
    ),
    "what was fixed is told, and what still could not be checked": (
        audited([], [*OLD[:1], *UNKNOWN, *WAIVED], FIXED),
        "Nightly audit, Thu 19 Nov: nothing new, 5 fixed. 1 finding still open in 1 team. "
        "Something could not be checked in 2 teams, as before. Write “audit” for the list.",
    ),
    "where nothing is open it says how all stands": (
        audited([], [], now=TIDY),
        "Nightly audit, Thu 19 Nov: nothing new. All 24 teams tidy. Write “audit” for the list.",
    ),
}


@pytest.mark.parametrize(("made", "says"), LINES.values(), ids=LINES)
def test_it_says_what_stays_open_and_how_to_see_it(made: Audited, says: str) -> None:
    assert not is_news(made)
    assert audit_line.write(report(made)) == says


@pytest.mark.parametrize(
    "made",
    [
        audited(NEW[:1], OLD),
        audited(UNKNOWN[:1], OLD),
        audited([], OLD[1:], worse=OLD[:1]),
        replace(audited([], OLD), before=None),
    ],
    ids=["something new", "something that could be read before", "something worse", "the first"],
)
def test_news_are_a_card(made: Audited) -> None:
    assert is_news(made)


@pytest.mark.parametrize(
    "made",
    [audited([], OLD, FIXED), audited(WAIVED, OLD), audited(ADVICE[:3], OLD[:3])],
    ids=["only fixed", "only accepted", "one more clause of the same cause"],
)
def test_these_are_no_news(made: Audited) -> None:
    assert not is_news(made)
