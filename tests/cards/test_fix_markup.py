"""What a tenant calls its things is shown as it is typed, on every card that puts right."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from cards.kit.elements import Card
from cards.standards import fix_review, plan, plan_notice
from core.standards.changes.model import State, Step
from tests.cards.fix_samples import FORM, GUEST, LABEL, OFFER, PLAN

ODD = "**x** [a](http://b) <at>c</at>"


def odd_cards() -> dict[str, Card]:
    """Each with the same words wherever somebody else's may be."""
    called: dict[str, Any] = {"label": ODD, "team_name": ODD, "says": ODD, "steps": ODD}
    changes = tuple(replace(each, **called) for each in OFFER.changes)
    done = Step(replace(GUEST, **called), State.VERIFIED, ODD)
    back = replace(done, state=State.UNDONE)
    by_hand = Step(replace(LABEL, **called), State.REFUSED, ODD)
    offer = replace(OFFER, team_name=ODD, changes=changes)
    return {
        "form": fix_review.build(replace(FORM, offer=offer, staff=True, mistakes={"form": ODD})),
        "plan": plan.build(replace(PLAN, steps=(done, back, by_hand)), ODD, ODD, ODD),
        "notice": plan_notice.for_person([done], ODD, ODD),
        "channel": plan_notice.for_channel([done, back], ODD, ODD),
    }


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every object of a card."""
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from parts(each)


@pytest.mark.parametrize("name", odd_cards())
def test_nothing_of_it_is_interpreted(name: str) -> None:
    drawn = odd_cards()[name].model_dump(by_alias=True, exclude_none=True)
    assert ODD in str(drawn), "it is shown"
    for each in parts(drawn):
        if each.get("type") == "TextBlock":  # this one reads Markdown
            assert "**x**" not in each["text"]
            assert "[a]" not in each["text"]
            assert "<at>" not in each["text"]
        if each.get("type") == "Input.Toggle":  # so does its title
            assert each["title"] == "Approve"
