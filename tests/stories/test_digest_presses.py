"""What a leader presses on a digest: each press is kept once and stands on the same card."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from core.digests import service
from tests.rehearsal import Rehearsal
from tests.stories.digests import (
    BUTTON,
    STORE,
    TUESDAY,
    chat,
    decided,
    digest_id,
    digests,
    letters,
    offered,
    office,
    presses,
    seen,
)
from tests.stories.people import Person, read
from tests.stories.wire import Wire

NOW = "Tue 17 Nov"
SEEN = "Seen {{DATE(2026-11-17T16:00"
HOUR = timedelta(hours=1)


@pytest.fixture
async def center(tuesday: Rehearsal) -> Rehearsal:
    """The company on Tuesday, when Kim has a digest; Ada has a chat with us, too."""
    await chat(tuesday, "ada")
    return tuesday


async def test_acknowledge_is_noted_once_and_stays(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    data = {"verb": "digest.acknowledge", "digest": digest_id(center, kim)}
    heard = await presses(kim, "digest.acknowledge")
    assert SEEN in read(heard["card"])
    await center.at(TUESDAY + 3 * HOUR)
    await wire.post(wire.press(kim, data, BUTTON))
    await center.settled()

    assert SEEN in seen(center, kim), "the card is edited in place"
    assert len(digests(center, kim)) == 1
    assert not offered(digests(center, kim)[0], "digest.acknowledge")


async def test_a_yes_is_kept_shown_and_told_to_the_owner(
    center: Rehearsal, kim: Person, ada: Person
) -> None:
    assert f"1 decision waits for you\nYes or no to: {STORE}" in seen(center, kim)
    heard = await presses(kim, "digest.decide", decision="yes")

    for told in (read(heard["card"]), seen(center, kim)):
        assert f"You said **yes** on {NOW}. Change it until {{{{DATE(2026-11-18T16:00" in told
        assert f"Told {ada.account.name}, the project’s owner, in their chat." in told
        assert "You have decided" in told
    (told,) = letters(center, ada)
    assert told.startswith("Kim Halvorsen says yes · Apollo app")
    assert STORE in told


async def test_a_press_that_comes_again_and_again_is_one_decision(
    center: Rehearsal, kim: Person, ada: Person, other: Rehearsal, wire: Wire
) -> None:
    (yes, _) = offered(digests(center, kim)[0], "digest.decide")
    sent = wire.press(kim, yes, BUTTON)
    await wire.posts(*[sent] * 5)
    await wire.post(sent, url=other.url)
    await center.settled()

    assert await decided(center, kim) == ["yes"]
    assert len(letters(center, ada)) == 1


async def test_a_decision_is_changed_for_a_day_and_both_are_kept(
    center: Rehearsal, kim: Person, ada: Person, wire: Wire
) -> None:
    (yes, _) = offered(digests(center, kim)[0], "digest.decide")
    await presses(kim, "digest.decide", decision="yes")
    await center.at(TUESDAY + 23 * HOUR)
    await presses(kim, "digest.decide", decision="no")
    assert [each.split("\n")[0] for each in letters(center, ada)] == [
        "Kim Halvorsen says no · Apollo app"
    ], "one card, that changed"
    assert "They first said yes." in letters(center, ada)[0]

    await center.at(TUESDAY + 25 * HOUR)
    late = await wire.post(wire.press(kim, yes, BUTTON))
    assert "You said no more than a day ago" in late.says
    assert await decided(center, kim) == ["yes", "no"]
    await kim.writes("digest", kim.chat)
    assert STORE not in seen(center, kim), "what is decided is asked no more"


async def test_yes_and_no_at_once_on_two_servers_leave_one_that_holds(
    center: Rehearsal, kim: Person, ada: Person, other: Rehearsal, wire: Wire
) -> None:
    both = offered(digests(center, kim)[0], "digest.decide")
    for number in range(3):
        await wire.posts(*[wire.press(kim, each, BUTTON) for each in both])
        await wire.post(wire.press(kim, both[number % 2], BUTTON), url=other.url)
    await center.settled()
    kept = await decided(center, kim)

    assert f"You said **{kept[-1]}**" in seen(center, kim)
    assert all(one != next_ for one, next_ in pairwise(kept))
    (told,) = letters(center, ada)
    assert told.startswith(f"Kim Halvorsen says {kept[-1]}")


async def test_an_owner_without_a_chat_does_not_keep_a_leader_from_deciding(
    center: Rehearsal, kim: Person
) -> None:
    ada = Person(center, "ada")
    await center.tenant.uninstall([], [ada.account.id])
    await presses(kim, "digest.decide", decision="yes")

    assert await decided(center, kim) == ["yes"]
    assert letters(center, ada) == []
    untold = f"{ada.account.name}, the project’s owner, cannot be told here. Tell them yourself."
    assert untold in seen(center, kim)


async def test_what_was_decided_is_read_again_by_its_leader_and_by_staff(
    center: Rehearsal, kim: Person, ada: Person
) -> None:
    await presses(kim, "digest.decide", decision="yes")
    await center.at(TUESDAY + 5 * HOUR)
    await presses(kim, "digest.decide", decision="no")
    await center.at(TUESDAY + timedelta(weeks=6))
    pat, desmond = [await chat(center, each) for each in ("pat", "desmond.achebe")]
    told = await kim.writes("digest decisions", kim.chat)

    assert told.startswith("Your decisions\n1 decision in the last three months")
    assert f"{STORE}\nYou said no on {NOW} · Apollo app · yes at first" in told
    assert f"Told {ada.account.name}" in told
    assert "Kim Halvorsen said no" in await pat.writes("digest decisions", pat.chat)
    assert "Nothing was decided" in await desmond.writes("Digest decisions.", desmond.chat)
    await center.at(TUESDAY + timedelta(weeks=14))
    assert "Nothing was decided" in await kim.writes("digest decisions", kim.chat)


async def test_pages_turn_without_a_new_post(center: Rehearsal, kim: Person) -> None:
    before = seen(center, kim)
    shown = await presses(kim, "digest.page", page=2)
    listed = read(shown["card"])
    assert "All 8 projects, worst first" in listed
    for title in ("Apollo app", "Borealis controller", "Harbor web site"):
        assert title in listed
    (back,) = offered(shown["card"], "digest.page")
    assert back["page"] == 1

    assert seen(center, kim) == before
    assert len(digests(center, kim)) == 1


async def test_a_page_that_is_not_there_is_the_nearest_one(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    data = {"verb": "digest.page", "digest": digest_id(center, kim)}
    pages: dict[int, tuple[Any, ...]] = {
        2: (2, 99, 10**18),
        1: (1, 0, -7, "2", None, [1], True, 1.5, {}),
    }
    for nearest, asked in pages.items():
        want = await wire.post(wire.press(kim, data | {"page": nearest}, BUTTON))
        for page in asked:
            heard = await wire.post(wire.press(kim, data | {"page": page}, BUTTON))
            assert heard.body["value"] == want.body["value"], page


async def test_a_decision_on_a_later_page_stays_there(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    """Also when the card is edited: nobody is thrown back to the first page."""
    (yes, _) = offered(digests(center, kim)[0], "digest.decide")
    await presses(kim, "digest.page", page=2)
    heard = await wire.post(wire.press(kim, yes | {"page": 2}, BUTTON))
    await center.settled()

    for told in (read(heard.body["value"]), seen(center, kim)):
        assert "All 8 projects, worst first" in told
    assert await decided(center, kim) == ["yes"]


async def test_what_has_left_the_scope_is_not_decided_from_an_old_card(
    center: Rehearsal, kim: Person, wire: Wire
) -> None:
    (yes, _) = offered(digests(center, kim)[0], "digest.decide")
    await office(center, ("kim@contoso.example, scope: all", _ONLY))
    heard = await wire.post(wire.press(kim, yes, BUTTON))
    turned = await presses(kim, "digest.page", page=2)

    assert heard.says == service.NOT_THERE
    assert await decided(center, kim) == []
    assert "Apollo" not in read(turned["card"])
    assert "Cedar billing" in read(turned["card"])


_ONLY = "kim@contoso.example, scope: [one-back-office]"
