"""Private and shared channels: the app is added to each of them, and leaves each by itself."""

from datetime import timedelta
from typing import Any

import pytest

from bot.doctor import channels
from bot.remark import Remark
from core.posting.unsent import line, to_tell
from store.health import health, own_channels
from tests.rehearsal import Rehearsal
from tests.sayings import SAVED
from tests.stories.people import APOLLO, GREEN, MONDAY, Person, shown
from tests.stories.records import deliveries
from tests.stories.test_who_is_asked import own_channel
from tests.stories.wire import Wire, answer, open_round


@pytest.fixture
async def steering(center: Rehearsal) -> str:
    """The private channel of Apollo, to which its check-in comes."""
    private = own_channel(center, "Steering")
    await center.import_office(center.tenant.office().replace(APOLLO, private))
    return private


async def looked(center: Rehearsal) -> Remark:
    """What `doctor` says of private and shared channels."""
    return channels(await own_channels(center.database), read=True)


async def test_a_private_channel_without_the_app_is_told_and_gets_its_card_when_it_is_added(
    center: Rehearsal, steering: str
) -> None:
    unheard = await looked(center)
    assert unheard.fine is None
    assert "nothing heard yet from the channel of Apollo app (private)" in unheard.says

    await center.at(MONDAY)
    (refused,) = await deliveries(center, steering)
    assert refused["state"] == "failed"
    assert "a private or shared channel needs it itself" in refused["reason"]
    unsent = to_tell(await center.ports.posting.unsent.all(staying=True), timedelta())
    assert (
        "the check-in of Apollo app. The app is not in the private or shared channel. "
        "Add it to the channel itself, after its team" in line(unsent)
    )
    told = await looked(center)
    assert told.fine is False
    assert "not in the channel of Apollo app (private: Teams answered 403" in told.says
    assert "Apollo app" not in (await health(center.database)).unmet

    await center.tenant.reshaping.add_app(steering)
    await center.settled()
    assert "0 of 4 answered" in shown(center, steering)
    assert await Person(center, "kim", steering).answers(**GREEN) == SAVED
    assert (
        await looked(center)
    ).says == "1 private or shared channel of projects met Process Center"


async def test_leaving_one_channel_leaves_the_rest_of_the_team_as_it_is(
    center: Rehearsal, steering: str
) -> None:
    noor = Person(center, "noor.haddad")
    await center.tenant.reshaping.add_app(steering)
    await center.settled()
    await center.tenant.reshaping.remove_app(steering)
    await center.settled()
    assert "needs the app itself" in (await looked(center)).says
    assert "What you can type" in await noor.writes("@Process Center help")

    await center.at(MONDAY)
    (waiting,) = await deliveries(center, steering)
    assert (waiting["state"], waiting["waits"]) == ("queued", True)
    assert "removed from this channel" in waiting["reason"]

    await center.tenant.reshaping.add_app(steering)
    await center.settled()
    assert "0 of 4 answered" in shown(center, steering)


async def test_who_comes_into_a_private_channel_or_leaves_it_is_followed(
    center: Rehearsal, steering: str
) -> None:
    pat = Person(center, "pat", steering)
    await center.tenant.reshaping.add_app(steering)
    await center.at(MONDAY)
    await center.tenant.reshaping.change_members(steering, [pat.account.id], [])
    await center.settled()
    assert "0 of 5 answered" in shown(center, steering)
    assert await pat.answers(**GREEN) == SAVED
    await center.tenant.reshaping.change_members(steering, [], [Person(center, "kim").account.id])
    await center.settled()
    assert "1 of 4 answered" in shown(center, steering)
    everybody = await center.database.all(
        dict,
        "SELECT person_id AS id FROM members WHERE place = 'fa4efa13-15a3-5b02-8a3a-a41f5ff201a0'",
    )
    assert pat.account.id not in {each["id"] for each in everybody}, "the team's people are others"


@pytest.mark.parametrize("how", ["deleted", "archived"])
async def test_what_is_shut_for_a_while_gets_its_card_when_it_is_back(
    center: Rehearsal, how: str
) -> None:
    reshaping = center.tenant.reshaping

    async def shut(yes: bool) -> None:
        if how == "deleted":
            await reshaping.delete(APOLLO, deleted=yes)
        else:
            await reshaping.archive("PRJ-Apollo", archived=yes)
        await center.settled()

    await shut(True)
    await center.at(MONDAY)
    (missing,) = await deliveries(center)
    assert missing["state"] in ("failed", "queued")
    await shut(False)
    assert "0 of 7 answered" in shown(center)


async def test_somebody_of_another_organisation_is_a_guest_even_where_no_roster_is_known(
    center: Rehearsal, wire: Wire
) -> None:
    """Where TENANTS lists their organisation: Teams lets them in, and no channel vouches."""
    await center.database.run("UPDATE rosters SET read_at = NULL, asked_at = now()")
    await center.at(MONDAY)
    data = answer(await open_round(center))
    noor = Person(center, "noor.haddad")
    mine = {"id": noor.account.id}
    await center.database.run("DELETE FROM members WHERE person_id = %(id)s", mine)
    home: dict[str, Any] = wire.press(noor, data)
    away = home | {"from": home["from"] | {"tenantId": "fabrikam"}}

    assert "asks the members of this channel" in (await wire.post(away)).says
    assert (await wire.post(home)).says == SAVED
