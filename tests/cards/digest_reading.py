"""What a leader reads and can press on a page of a digest."""

from cards.digests import digest as digest_card
from cards.kit.elements import to_json
from core.digests.model import Digest
from tests.cards.renderer import elements, shown


def wire(made: Digest, page: int = 1) -> dict[str, object]:
    """One page as Teams gets it."""
    return to_json(digest_card.build(made, page))


def words(made: Digest, page: int = 1) -> str:
    """All that stands on a page."""
    return shown(wire(made, page))


def buttons(made: Digest, page: int = 1) -> list[tuple[object, ...]]:
    """Title, verb and data of all that can be pressed."""
    found = [
        each for each in elements(wire(made, page)) if str(each.get("type")).startswith("Action.")
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
