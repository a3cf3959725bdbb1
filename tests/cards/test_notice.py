"""A notice is one sentence, also for a screen reader."""

from cards.chat import notice
from cards.kit.elements import to_json
from tests.cards.renderer import shown


def test_the_sentence_is_all_that_stands_there() -> None:
    wire = to_json(notice.build("The round is closed."))

    assert shown(wire).strip() == "The round is closed."
    assert wire["speak"] == "The round is closed."
