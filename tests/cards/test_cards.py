"""Every card in every odd state: as kept, valid, small enough, and with buttons that are known."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft6Validator

from cards.elements import SIZE_LIMIT, size, to_json
from tests.cards.renderer import elements
from tests.cards.samples import SAMPLES
from tests.plugins.golden import Golden

SCHEMA = Path(__file__).parents[1] / "schemas" / "adaptive-card-1.5.0.json"
VERBS = {
    "checkin.answer",
    "checkin.answers",
    "checkin.no_change",
    "checkin.submit",
    "checkin.withdraw",
}


@pytest.fixture(scope="session")
def official() -> Draft6Validator:
    """The official schema of Adaptive Cards 1.5, the newest version Teams takes from a bot."""
    return Draft6Validator(json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_as_it_was_reviewed(name: str, golden: Golden) -> None:
    golden(name, to_json(SAMPLES[name]()))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_valid_by_the_official_schema(name: str, official: Draft6Validator) -> None:
    wire = to_json(SAMPLES[name]())
    wire.pop("msteams", None)  # Teams' own, unknown to the schema

    official.validate(wire)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_small_enough_for_teams(name: str) -> None:
    assert size(to_json(SAMPLES[name]())) <= SIZE_LIMIT


@pytest.mark.parametrize("name", SAMPLES)
def test_every_input_has_a_label_and_says_what_is_missing(name: str) -> None:
    found = [each for each in elements(to_json(SAMPLES[name]())) if _kind(each, "Input.")]

    assert len({each["id"] for each in found}) == len(found)
    for each in found:
        assert each["label"]
        assert each.get("errorMessage") or not each.get("isRequired")
        assert each["type"] != "Input.Text" or each["maxLength"] == 1000


@pytest.mark.parametrize("name", SAMPLES)
def test_every_button_has_a_known_verb_and_the_phone_shows_it(name: str) -> None:
    wire = to_json(SAMPLES[name]())
    actions = wire.get("actions", [])
    assert isinstance(actions, list)

    assert len(actions) <= 2
    for each in actions:
        assert each.get("verb", each["data"].get("verb")) in VERBS
        assert each["data"]["round"]


def _kind(element: dict[str, object], start: str) -> bool:
    return str(element.get("type", "")).startswith(start)
