"""Every card in every odd state: as kept, valid, small enough, and with buttons that are known."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft6Validator

from cards.kit.elements import SIZE_LIMIT, size, to_json
from tests.cards.renderer import elements
from tests.cards.samples import SAMPLES
from tests.plugins.golden import Golden

SCHEMA = Path(__file__).parents[1] / "schemas" / "adaptive-card-1.5.0.json"
VERBS = {
    "audit.answer_waiver",
    "audit.approve",
    "audit.fixes",
    "audit.later",
    "audit.page",
    "audit.review_fixes",
    "audit.submit_later",
    "audit.submit_waiver",
    "audit.submit_waiver_answer",
    "audit.team",
    "audit.stop",
    "audit.undo",
    "audit.waive",
    "audit.withdraw_waiver",
    "checkin.answer",
    "checkin.answers",
    "checkin.no_change",
    "checkin.overview",
    "checkin.submit",
    "checkin.withdraw",
    "digest.acknowledge",
    "digest.ask",
    "digest.decide",
    "digest.decisions",
    "digest.page",
    "digest.reply",
    "digest.submit_question",
    "digest.submit_reply",
    "retro.add_action",
    "retro.add_note",
    "retro.back",
    "retro.ballot",
    "retro.close",
    "retro.close_action",
    "retro.next",
    "retro.notes",
    "retro.reopen_action",
    "retro.submit_action",
    "retro.submit_ballot",
    "retro.submit_note",
}
# What a press may be about; a page alone is one of the whole office.
ABOUT = ("round", "run", "team", "retro", "digest", "question", "waiver", "plan", "page")
# What is about everything that somebody owns, or all teams, says nothing more.
ALONE = {"digest.decisions", "audit.later", "audit.submit_later", "audit.review_fixes"}
# Characters; 1,000 elsewhere. A choice that is written is a name or a description.
LIMITS = {"note": 500, "reason": 500, "title": 200, "why": 500, "choice": 500}


@cache
def wire(name: str) -> Mapping[str, object]:
    """A sample as it goes out, built once for all that is asked of it."""
    return to_json(SAMPLES[name]())


@pytest.fixture(scope="session")
def official() -> Draft6Validator:
    """The official schema of Adaptive Cards 1.5, the newest version Teams takes from a bot."""
    return Draft6Validator(json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_as_it_was_reviewed(name: str, golden: Golden) -> None:
    golden(name, wire(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_valid_by_the_official_schema(name: str, official: Draft6Validator) -> None:
    known = {key: part for key, part in wire(name).items() if key != "msteams"}  # Teams' own

    official.validate(known)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_small_enough_for_teams(name: str) -> None:
    assert size(wire(name)) <= SIZE_LIMIT


@pytest.mark.parametrize("name", SAMPLES)
def test_every_input_has_a_label_and_says_what_is_missing(name: str) -> None:
    found = [each for each in elements(wire(name)) if _kind(each, "Input.")]

    assert len({each["id"] for each in found}) == len(found)
    for each in found:
        assert each["label"]
        assert each.get("errorMessage") or not each.get("isRequired")
        limit = LIMITS.get(str(each["id"]).rstrip("_0123456789"), 1000)
        assert each["type"] != "Input.Text" or each["maxLength"] == limit


@pytest.mark.parametrize("name", SAMPLES)
def test_every_button_has_a_known_verb_and_the_phone_shows_it(name: str) -> None:
    below = wire(name).get("actions", [])
    pressed = [each for each in elements(wire(name)) if _kind(each, "Action.") and "data" in each]

    assert isinstance(below, list)
    assert len(below) <= 2
    for each in pressed:
        data = each["data"]
        assert isinstance(data, dict)
        assert each.get("verb", data.get("verb")) in VERBS
        verb = each.get("verb", data.get("verb"))
        assert any(data.get(about) for about in ABOUT) or verb in ALONE


def _kind(element: dict[str, object], start: str) -> bool:
    return str(element.get("type", "")).startswith(start)
