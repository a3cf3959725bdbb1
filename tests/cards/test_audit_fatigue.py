"""A report tells how much people have to follow, and how that went on from run to run."""

from collections.abc import Sequence

import pytest

from cards.kit.elements import to_json
from cards.standards import audit_report
from core.standards.model import Overload
from core.standards.overload import over
from tests.cards.audit_findings import overload, tiring
from tests.cards.renderer import shown

LINE = (
    "Brain fatigue: median 6 teams and 41 channels; worst tenth 14 teams and 96 channels or more "
)


@pytest.mark.parametrize(
    ("now", "earlier", "told"),
    [
        pytest.param(
            overload(385),
            [overload(240), overload(337)],
            f"{LINE}In more than 15 teams: 4 % · 7 % · 8 % of 4,812 people",
            id="run by run",
        ),
        pytest.param(
            overload(385),
            [overload(240, limit=10), None],
            f"{LINE}In more than 15 teams: 8 % of 4,812 people",
            id="with another limit it meant something else",
        ),
        pytest.param(
            overload(385, at_least=True),
            [overload(0)],
            "Brain fatigue: median at least 6 teams and 41 channels; worst tenth at least 14 teams "
            "and 96 channels or more In more than 15 teams: 0 % · at least 8 % of 4,812 "
            "people",
            id="not all was read",
        ),
    ],
)
def test_what_people_follow_is_told_with_what_it_was(
    now: Overload, earlier: Sequence[Overload | None], told: str
) -> None:
    assert told in shown(to_json(audit_report.build(tiring(now, earlier))))


def test_a_screen_reader_hears_it_too() -> None:
    card = to_json(audit_report.build(tiring(overload(385), [overload(240)])))

    assert str(card["speak"]).endswith(f"{LINE.strip()}; in more than 15 teams: 4 %, 8 %.")


def test_where_it_was_not_read_nothing_is_said() -> None:
    assert "fatigue" not in shown(to_json(audit_report.build(tiring(None, [overload()]))))
    nobody = Overload(0, 15, 0, 0, 0, None, None)
    assert "fatigue" not in shown(to_json(audit_report.build(tiring(nobody, []))))
    assert over(nobody) == "0\u00a0%"
