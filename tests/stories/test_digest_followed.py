"""Digests stay in a chat for weeks: what an older one says and offers is true then, too."""

from datetime import timedelta
from typing import Any

import pytest

from cards.digests.digest import ASKED_AGAIN
from cards.digests.digest_rows import LEFT_OPEN
from tests.rehearsal import Rehearsal
from tests.stories.digests import (
    BUTTON,
    STORE,
    TUESDAY,
    decided,
    digests,
    offered,
    presses,
)
from tests.stories.people import Person, read
from tests.stories.wire import Wire

WEEK = timedelta(weeks=1)


@pytest.fixture
async def center(tuesday: Rehearsal) -> Rehearsal:
    """The company on Tuesday, when Kim has a digest in which Apollo wants a decision."""
    return tuesday


def first(center: Rehearsal, kim: Person) -> dict[str, Any]:
    """The oldest digest in Kim's chat, as it looks now."""
    return digests(center, kim)[0]


@pytest.mark.parametrize("page", [1, 2])
async def test_what_was_left_open_is_asked_in_the_newest_digest_alone(
    center: Rehearsal, kim: Person, wire: Wire, page: int
) -> None:
    (yes, _) = offered(first(center, kim), "digest.decide")
    if page == 2:
        await presses(kim, "digest.page", page=2)
    assert LEFT_OPEN not in read(first(center, kim))
    await center.at(TUESDAY + WEEK)
    old, new = digests(center, kim)

    assert LEFT_OPEN in read(old)
    assert not offered(old, "digest.decide")
    assert not offered(old, "digest.acknowledge")
    assert ASKED_AGAIN in read(new)
    assert len(offered(new, "digest.decide")) == 2
    await wire.post(wire.press(kim, yes, BUTTON))
    await center.settled()
    assert await decided(center, kim) == ["yes"], "an old client may still show its buttons"
    assert "You said **yes** on Tue 24 Nov. Change it until" in read(first(center, kim))


async def test_what_was_decided_stays_as_a_sentence(center: Rehearsal, kim: Person) -> None:
    await presses(kim, "digest.decide", decision="yes")
    await kim.writes("digest apollo", kim.chat)
    assert "Change it until" in read(first(center, kim))
    await center.at(TUESDAY + WEEK)

    for old in digests(center, kim)[:2]:
        assert STORE in read(old)
        assert "You said **yes** on Tue 17 Nov.\n" in read(old)
        assert not offered(old, "digest.decide")


async def test_the_whole_that_is_asked_for_follows_and_one_project_does_not(
    center: Rehearsal, kim: Person
) -> None:
    await center.at(TUESDAY + timedelta(hours=1))
    await kim.writes("digest apollo", kim.chat)
    assert offered(first(center, kim), "digest.acknowledge")
    await center.at(TUESDAY + timedelta(hours=2))
    await kim.writes("digest", kim.chat)
    await center.settled()

    assert [len(offered(each, "digest.decide")) for each in digests(center, kim)] == [0, 0, 2]
