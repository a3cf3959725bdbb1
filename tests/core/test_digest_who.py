"""A digest is for its own leader, a question for who was asked, each in a chat of their own."""

import pytest

from core.digests import who
from core.errors import NotAllowed, NotFound
from core.people.roles import May, Part, Role, check
from core.pressing.place import Place
from tests.core.presses import ACTIONS, verbs

CHAT, CHANNEL = Place("kim", None), Place("kim", "19:general")
REPLIES = {"digest.reply", "digest.submit_reply"}


def part(*roles: Role) -> Part:
    """Who somebody is for a digest or a question; it belongs to one person and to no channel."""
    return Part("kim", frozenset(roles), None, None, "", roster_known=True, guest=False)


OWN, OTHER = part(Role.ADDRESSEE), part(*{*Role} - {Role.ADDRESSEE})


def test_every_press_is_one_of_who_reads_the_digest_or_of_who_was_asked() -> None:
    known = {verb: ACTIONS[verb].who for verb in verbs("digest")}

    assert {verb for verb, may in known.items() if may is who.REPLY} == REPLIES
    read = {verb for verb, may in known.items() if may is who.READ}
    assert read == {*known} - REPLIES - {"digest.decisions"}


@pytest.mark.parametrize("may", [who.READ, who.REPLY])
def test_who_it_is_for_may_in_a_chat_of_theirs(may: May) -> None:
    check(may, OWN, CHAT)


@pytest.mark.parametrize(
    ("may", "person", "place", "says"),
    [
        (who.READ, OWN, Place("", None), "did not say who you are"),
        (who.READ, OWN, CHANNEL, "A digest is for you alone"),
        (who.READ, OTHER, CHANNEL, "A digest is for you alone"),
        (who.READ, OTHER, CHAT, "This digest belongs to somebody else"),
        (who.REPLY, OWN, Place("", None), "did not say who you are"),
        (who.REPLY, OWN, CHANNEL, "This question was for you alone"),
        (who.REPLY, OTHER, CHANNEL, "This question was for you alone"),
        (who.REPLY, OTHER, CHAT, "This question was for somebody else"),
    ],
)
def test_nobody_else_may_and_nowhere_else(may: May, person: Part, place: Place, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        check(may, person, place)


@pytest.mark.parametrize(("may", "what"), [(who.READ, "digest"), (who.REPLY, "question")])
def test_what_is_not_there_is_said_to_be_gone(may: May, what: str) -> None:
    assert may.about == (what,)
    with pytest.raises(NotFound, match=f"This {what} is not there any more"):
        check(may, None, CHAT)


def test_a_digest_is_given_to_leaders_and_staff_alone() -> None:
    check(who.GET, part(Role.LEADER), CHAT)
    check(who.GET, part(Role.STAFF), CHAT)
    with pytest.raises(NotAllowed, match="for leaders"):
        check(who.GET, part(*{*Role} - {Role.LEADER, Role.STAFF}), CHAT)
    with pytest.raises(NotAllowed, match="did not say who you are"):
        check(who.GET, part(Role.LEADER), Place("", None))


def test_what_was_decided_is_read_in_a_chat_of_their_own_alone() -> None:
    assert who.LOG.otherwise
    check(who.LOG.otherwise, part(Role.LEADER), CHAT)
    with pytest.raises(NotAllowed, match="for you alone"):
        check(who.LOG.otherwise, part(Role.LEADER), CHANNEL)
