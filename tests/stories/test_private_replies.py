"""What is answered to somebody in a channel is for them alone; what they began is for all."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from simulator.faults import Fault, FaultKind
from tests.conftest import Server
from tests.rehearsal import WAIT, Company, Rehearsal
from tests.stories.people import APOLLO, Person
from tests.stories.private import BOT, posts, private, said, slash
from tests.stories.records import rounds
from tests.stories.wire import Wire

ASKED = "@Process Center"
HELP = "What you can type"
REFUSED = Fault(FaultKind.BAD, private=True, conversation=APOLLO)


@pytest.fixture
async def center(postgres: Server, company: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The company, with private replies."""
    async with private(postgres, company, tmp_path) as made:
        yield made


@pytest.fixture
async def public(postgres: Server, company: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The company without the setting, in which people can write privately nevertheless."""
    async with private(postgres, company, tmp_path, replies=False) as made:
        yield made


def readers(center: Rehearsal) -> list[str | None]:
    """Who alone sees each message of ours in Apollo's channel."""
    return [each["only"] for each in center.tenant.messages(APOLLO) if each["sender"] == BOT]


async def test_answers_are_for_who_asked_and_cards_for_everybody(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    stranger = Person(center, "vikram.rathore")
    assert HELP in await noor.writes(f"{ASKED} help")
    assert "Did you mean" in await noor.writes(f"{ASKED} hepl")
    assert "for its owners" in await noor.writes(f"{ASKED} audit")
    assert "0 of 7 answered" in await noor.writes(f"{ASKED} check in")
    assert "is open already; its card is above." in await ada.writes(f"{ASKED} check in")
    assert "PRJ-Apollo" in await ada.writes(f"{ASKED} audit")

    noors, adas = noor.account.id, ada.account.id
    assert readers(center) == [noors, noors, noors, None, adas, adas]
    assert [bool(each) for each in said(center, reader=noor)] == [True] * 4 + [False] * 2
    assert [bool(each) for each in said(center, reader=stranger)] == [False] * 3 + [True] + [
        False
    ] * 2


async def test_without_the_setting_all_of_it_is_for_everybody(public: Rehearsal) -> None:
    noor = Person(public, "noor.haddad")
    assert HELP in await noor.writes(f"{ASKED} help")
    assert "for its owners" in await noor.writes(f"{ASKED} audit")

    assert readers(public) == [None, None]


async def test_after_a_slash_nobody_is_told_to_mention_us(noor: Person) -> None:
    assert "Did you mean “help”?" in await slash(noor, "hlep")
    assert "Did you mean “@Process Center help”?" in await noor.writes(f"{ASKED} hlep")


async def test_what_is_written_privately_is_answered_privately_whatever_is_set(
    public: Rehearsal,
) -> None:
    noor = Person(public, "noor.haddad")
    for words in ("help", "/help", "/Process Center help", "Process Center: help", ""):
        assert HELP in await slash(noor, words), words
    assert "I did not understand that." in await slash(noor, "hlep me out")

    assert set(readers(public)) == {noor.account.id}
    asked = [each for each in public.tenant.messages(APOLLO) if each["sender"] != BOT][-6:]
    answers = [each for each in public.tenant.messages(APOLLO) if each["sender"] == BOT]
    assert [each["content"]["answers"] for each in answers] == [each["id"] for each in asked]


async def test_who_began_something_that_all_see_is_said_to_all(
    center: Rehearsal, noor: Person
) -> None:
    """A mention stands there for everybody to read; what is written after a slash does not."""
    opened = await slash(noor, "chek in")
    begun = await slash(noor, "retro sailboat")

    assert "Noor Haddad opened the check-in of Apollo app." in opened
    assert "0 of 7 answered" in opened
    assert "Understood as “check in”." in opened
    assert "Noor Haddad began a retro of Apollo app." in begun
    to_all = [each for each in center.tenant.messages(APOLLO) if each["sender"] == BOT]
    for each in to_all:
        private_ = "Understood" in each["content"]["text"]
        assert (each["only"] is not None) is private_
        assert private_ or each["thread"] == each["id"], "not under what others do not see"
    assert "is open already; its card is above." in await slash(noor, "check in")
    assert readers(center)[-1] == noor.account.id


async def test_writing_privately_gives_nobody_a_right(center: Rehearsal, noor: Person) -> None:
    for words, says in (("audit", "for its owners"), ("rounds", "is for the Process Center")):
        assert says in await slash(noor, words)
    assert readers(center) == [noor.account.id] * 2

    stranger = Person(center, "vikram.rathore")
    async with ClientSession() as session:
        wire = Wire(center, session)
        for words in ("check in", "retro"):
            told = wire.message(stranger, words)
            told["recipient"]["isTargeted"] = True
            assert (await wire.post(told)).status == 200
    await center.settled()
    assert await rounds(center) == 0
    assert readers(center) == [noor.account.id] * 2, "refused, and not in the channel"


async def test_where_teams_refuses_it_the_answer_is_an_ordinary_one_and_that_is_remembered(
    center: Rehearsal, ada: Person, noor: Person
) -> None:
    center.tenant.fault(REFUSED)
    assert await noor.writes(f"{ASKED} hepl") == await noor.writes(f"{ASKED} hepl")
    assert HELP in await ada.writes(f"{ASKED} help")

    assert readers(center) == [None] * 3
    assert posts(center) == [400, 201, 201, 201]
    center.tenant.clear_faults()
    await center.database.run("DELETE FROM limits")
    await noor.writes(f"{ASKED} help")
    assert readers(center)[-1] == noor.account.id, "and tried again one day"


@pytest.mark.parametrize("kind", [FaultKind.FORBIDDEN, FaultKind.BAD])
async def test_a_private_question_is_never_answered_in_public(
    center: Rehearsal, noor: Person, kind: FaultKind
) -> None:
    center.tenant.fault(Fault(kind, private=True, conversation=APOLLO))
    assert await slash(noor, "help") == ""
    await center.tenant.install([], [noor.account.id])
    await center.settled()

    assert readers(center) == []
    chat = "\n".join(said(center, noor.chat))
    assert HELP in chat, "it waited until we met"
    await slash(noor, "help")
    assert "\n".join(said(center, noor.chat)).count(HELP) > chat.count(HELP)


async def test_a_question_that_is_gone_is_answered_in_the_chat_and_the_next_one_there(
    center: Rehearsal, noor: Person
) -> None:
    """Only what it answers is over: the channel takes private messages as before."""
    await center.tenant.install([], [noor.account.id])
    center.tenant.fault(Fault(FaultKind.THROTTLE, times=1, private=True, retry_after=1))
    asked = await center.tenant.say(noor.account.id, APOLLO, "help", private=True)
    await center.tenant.acts.delete(noor.account.id, APOLLO, asked["id"])
    await center.settled()

    assert readers(center) == []
    assert HELP in said(center, noor.chat)[-1]
    assert HELP in await slash(noor, "help")


@pytest.mark.parametrize("kind", [FaultKind.ERROR_AFTER, FaultKind.ERROR_BEFORE])
async def test_an_answer_that_may_have_arrived_is_sent_once_more_and_stays_private(
    center: Rehearsal, noor: Person, kind: FaultKind
) -> None:
    """Nobody can look for it: Graph does not show it either."""
    center.tenant.fault(Fault(kind, times=1, private=True))
    arrived = 2 if kind is FaultKind.ERROR_AFTER else 1
    await asks_and_hears(noor, arrived)

    assert readers(center) == [noor.account.id] * arrived


async def test_an_answer_that_was_lost_and_is_refused_then_is_an_ordinary_one_once(
    center: Rehearsal, noor: Person
) -> None:
    center.tenant.fault(Fault(FaultKind.ERROR_BEFORE, times=1, private=True))
    center.tenant.fault(REFUSED)
    await asks_and_hears(noor, 1)

    assert readers(center) == [None]
    assert posts(center) == [500, 400, 201]


async def asks_and_hears(who: Person, answers: int) -> None:
    """Ask for help, and sweep, as every server does, until so many answers stand there."""
    await who.center.tenant.say(who.account.id, APOLLO, f"{ASKED} help")
    until = time.monotonic() + WAIT
    while len(readers(who.center)) < answers:
        assert time.monotonic() < until
        await who.center.sweep()
        await asyncio.sleep(0.05)
    await who.center.settled()


async def test_a_message_that_teams_repeats_is_answered_once(
    center: Rehearsal, noor: Person
) -> None:
    async with ClientSession() as session:
        wire = Wire(center, session)
        told = wire.message(noor, "help", id="1700000000000")
        told["recipient"]["isTargeted"] = True
        heard = await wire.posts(*[told] * 5)
        await center.settled()

    assert [each.status for each in heard] == [200] * 5
    # The message is none that the tenant knows, so nothing can stand under it, nor in public.
    assert readers(center) == []
    assert await answered_in(center) == [f"person:{noor.account.id}"]


@pytest.mark.parametrize("mark", ["true", 1, None, {}, False])
async def test_only_teams_own_mark_makes_a_message_private(
    center: Rehearsal, noor: Person, mark: object
) -> None:
    """Without it, and without a mention, it is what people say to each other."""
    async with ClientSession() as session:
        wire = Wire(center, session)
        told = wire.message(noor, "help")
        told["recipient"]["isTargeted"] = mark
        assert (await wire.post(told)).status == 200
        await center.settled()

    assert await answered_in(center) == []


async def answered_in(center: Rehearsal) -> list[str]:
    """The conversation of each answer, whatever became of it."""
    found = await center.database.all(
        dict, "SELECT conversation_id FROM deliveries WHERE key LIKE 'reply:%' ORDER BY id"
    )
    return [each["conversation_id"] for each in found]


async def test_it_is_gone_for_its_reader_after_a_day(center: Rehearsal, noor: Person) -> None:
    await noor.writes(f"{ASKED} help")
    message = center.tenant.world.messages.find(APOLLO, center.tenant.messages(APOLLO)[-1]["id"])
    assert message is not None
    assert message.seen_by(noor.account.id, message.sent_at + timedelta(hours=23))
    assert not message.seen_by(noor.account.id, message.sent_at + timedelta(hours=24))
