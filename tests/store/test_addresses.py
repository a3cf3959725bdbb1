"""A conversation is reached where Teams last said, and is left alone once it refuses us."""

import pytest

from core.posting.addresses import Address, Met
from tests.ground import CHANNEL, TEAM, Ground

GENERAL = "19:general@thread.tacv2"
AMER, EMEA = "https://smba.example/amer/", "https://smba.example/emea/"


def met(
    channel: str = CHANNEL, url: str = AMER, team: str | None = TEAM, person: str | None = None
) -> Met:
    """An activity from this conversation."""
    return Met(Address(channel, url, "28:bot", "home"), team, person)


async def test_the_newest_address_holds_and_only_a_new_one_is_news(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    assert await addresses.find(CHANNEL, TEAM) is None

    assert [await addresses.learn(met()) for _ in "12"] == [True, False]
    assert await addresses.learn(met(url=EMEA))
    assert await addresses.find(CHANNEL, None) == Address(CHANNEL, EMEA, "28:bot", "home")


async def test_a_channel_that_never_spoke_is_reached_as_its_team_is(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    await addresses.learn(met(GENERAL, team=None))
    assert await addresses.find(CHANNEL, TEAM) is None

    await addresses.learn(met(GENERAL))
    assert await addresses.find(CHANNEL, TEAM) == Address(CHANNEL, AMER, "28:bot", "home")
    assert await addresses.find(CHANNEL, "another team") is None
    assert await addresses.find(CHANNEL, None) is None


async def test_a_channel_that_refuses_us_is_left_alone_until_it_speaks(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    await addresses.learn(met(GENERAL))
    await addresses.close(CHANNEL, TEAM, "blocked")

    assert await addresses.find(CHANNEL, TEAM) is None
    assert await addresses.find(GENERAL, TEAM)
    assert await addresses.learn(met(CHANNEL)), "it spoke to us: that is news"
    assert await addresses.find(CHANNEL, TEAM)


async def test_a_team_that_installs_us_again_is_tried_again(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    await addresses.learn(met())
    await addresses.close(CHANNEL, TEAM, "not in the roster")
    await addresses.reopen_team("another team")
    assert await addresses.find(CHANNEL, TEAM) is None

    await addresses.reopen_team(TEAM)
    assert await addresses.find(CHANNEL, TEAM)


async def test_a_team_that_removed_us_is_not_reached_anywhere(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    for channel in (CHANNEL, GENERAL):
        await addresses.learn(met(channel))
    await addresses.forget_team(TEAM)

    assert await addresses.find(CHANNEL, TEAM) is None
    assert await addresses.find(GENERAL, TEAM) is None


async def test_to_close_what_nobody_knows_is_no_mistake(inside: Ground) -> None:
    await inside.ports.posting.addresses.close(CHANNEL, TEAM, "blocked")

    assert await inside.ports.posting.addresses.find(CHANNEL, TEAM) is None


@pytest.mark.parametrize("times", [1, 2])
async def test_a_rehearsal_s_tenant_may_move(inside: Ground, times: int) -> None:
    await inside.ports.posting.addresses.learn(met())
    for _ in range(times):
        await inside.ports.posting.addresses.moved_to("http://127.0.0.1:4000/")

    found = await inside.ports.posting.addresses.find(CHANNEL, TEAM)
    assert found
    assert found.service_url == "http://127.0.0.1:4000/"


async def test_a_personal_chat_keeps_its_person(inside: Ground) -> None:
    chat = "a:chat"
    await inside.ports.posting.addresses.learn(met(chat, team=None, person="ada"))
    await inside.ports.posting.addresses.learn(met(chat, EMEA, team=None, person=None))

    assert await inside.value("SELECT person_id FROM addresses") == "ada"


async def test_a_thread_is_reached_as_its_channel_is(inside: Ground) -> None:
    await inside.ports.posting.addresses.learn(met())
    thread = f"{CHANNEL};messageid=17"

    assert await inside.ports.posting.addresses.find(thread, None) == Address(
        thread, AMER, "28:bot", "home"
    )


async def closed_for(inside: Ground) -> int | None:
    """For how many minutes a conversation is closed to us."""
    found = await inside.value(
        "SELECT round(extract(epoch FROM closed_until - now()) / 60)::int FROM addresses "
        "WHERE closed IS NOT NULL"
    )
    return None if found is None else int(str(found))


async def test_a_channel_that_refuses_us_is_tried_again_later_each_time(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    await addresses.learn(met())
    for minutes in (5, 10, 20, 40, 60, 60):
        await addresses.close(CHANNEL, TEAM, "blocked")
        await addresses.close(CHANNEL, TEAM, "blocked")
        assert await closed_for(inside) == minutes, "a second message to it changes nothing"
        assert await addresses.find(CHANNEL, TEAM) is None
        await inside.database.run("UPDATE addresses SET closed_until = now()")
        found = await addresses.find(CHANNEL, TEAM)
        assert found
        assert found.doubted

    assert await addresses.reopen(f"{CHANNEL};messageid=17")
    assert not await addresses.reopen(CHANNEL)
    found = await addresses.find(CHANNEL, TEAM)
    assert found
    assert not found.doubted
    await addresses.close(CHANNEL, TEAM, "blocked")
    assert await closed_for(inside) == 5, "that it worked meanwhile is not forgotten"


async def test_a_channel_is_closed_with_all_its_threads(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    await addresses.learn(met())
    await addresses.close(f"{CHANNEL};messageid=17", TEAM, "blocked")

    assert await addresses.find(CHANNEL, TEAM) is None
    assert await inside.value("SELECT count(*) FROM addresses") == 1


async def test_where_we_were_removed_nothing_is_tried_until_we_hear_of_it(inside: Ground) -> None:
    addresses = inside.ports.posting.addresses
    chat = "a:chat"
    await addresses.learn(met(chat, team=None, person="ada"))
    await addresses.close(chat, None, "blocked")
    await addresses.close(chat, None, "removed", for_good=True)

    assert await closed_for(inside) is None
    assert await addresses.find(chat, None) is None
    assert await inside.value("SELECT chat_of('ada')") is None
    assert await addresses.learn(met(chat, team=None, person="ada"))
    assert await inside.value("SELECT chat_of('ada')") == chat
