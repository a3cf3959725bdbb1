"""What a leader reads and can press on a page of a digest."""

from datetime import datetime

from cards.digests import digest as digest_card
from cards.kit.elements import to_json
from core.digests.model import Digest
from tests.cards.renderer import elements, shown
from tests.core.digest_facts import MADE


def wire(made: Digest, page: int = 1, now: datetime = MADE) -> dict[str, object]:
    """One page as Teams gets it."""
    return to_json(digest_card.build(made, now, page))


def words(made: Digest, page: int = 1, now: datetime = MADE) -> str:
    """All that stands on a page."""
    return shown(wire(made, page, now))


def buttons(made: Digest, page: int = 1, now: datetime = MADE) -> list[tuple[object, ...]]:
    """Title, verb and data of all that can be pressed."""
    found = [
        each
        for each in elements(wire(made, page, now))
        if str(each.get("type")).startswith("Action.")
    ]
    pressed: list[tuple[object, ...]] = []
    for each in found:
        data = each["data"]
        assert isinstance(data, dict)
        sent = {name: value for name, value in data.items() if name not in ("msteams", "verb")}
        pressed.append((each["title"], each.get("verb", data.get("verb")), sent))
    return pressed


def below(made: Digest, page: int = 1) -> list[object]:
    """The titles of the buttons below a page."""
    actions = wire(made, page).get("actions", [])
    assert isinstance(actions, list)
    return [each["title"] for each in actions]
