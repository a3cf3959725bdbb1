"""The greeting says what this is and what to type, in the chat where it stands."""

from cards.chat import greeting
from cards.kit.elements import to_json
from core.pressing.place import Scope
from tests.cards.renderer import shown


def test_a_team_is_told_to_mention_the_bot() -> None:
    words = shown(to_json(greeting.build(Scope.TEAM)))

    assert "Write @Process Center check in to start one now, @Process Center help for" in words


def test_a_person_types_without_a_mention() -> None:
    words = shown(to_json(greeting.build(Scope.PERSONAL)))

    assert "Write check in to see what waits for you, help for everything else." in words
    assert "@" not in words


def test_a_chat_of_several_is_told_what_little_can_be_done_there() -> None:
    words = shown(to_json(greeting.build(Scope.GROUP)))

    assert "Write @Process Center away until Friday for example, @Process Center help for" in words
