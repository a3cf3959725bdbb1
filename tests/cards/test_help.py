"""Help lists what can be typed here."""

from cards.chat import help as help_card
from cards.kit.elements import to_json
from core.pressing.place import Scope
from tests.cards.renderer import shown
from tests.cards.samples import COMMANDS, ELSEWHERE


def test_each_command_has_its_line_in_the_order_given() -> None:
    words = shown(to_json(help_card.build(COMMANDS, Scope.TEAM)))

    assert "check in · Start a check-in of this channel's project now." in words
    assert words.endswith("help · Show this.")
    assert "Mention @Process Center and write:" in words


def test_a_personal_chat_needs_no_mention() -> None:
    assert "Mention" not in shown(to_json(help_card.build(COMMANDS, Scope.PERSONAL)))


def test_a_chat_of_several_is_told_where_the_rest_is() -> None:
    words = shown(to_json(help_card.build(COMMANDS[:2], Scope.GROUP, ELSEWHERE)))

    assert "Mention @Process Center and write:" in words
    assert "In a team’s channel: audit, check in and retro" in words
    assert words.endswith("nobody reads along: away, back, check in, digest and rounds")
