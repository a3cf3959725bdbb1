"""Cards that could not be sent: which there are, which come again and when, and who was told."""

import asyncio
from datetime import date, timedelta

import pytest

from core.posting.deliveries import Cause, State
from core.posting.subjects import Subject
from core.posting.unsent import Reader
from jobs.tasks import settle_deliveries
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, office
from tests.store.cards import arrive, state
from tests.store.cards import delivery as delivery_of

PAT = Reader("pat", "a:pat", "America/Chicago", staff=True)
BODY = {"type": "message", "text": "Not sent: …"}


async def failed(inside: Ground, cause: Cause = Cause.BLOCKED) -> tuple[str, int]:
    """A round whose card failed; its id and that of the delivery."""
    opened = await inside.open()
    number = await delivery_of(inside, Subject("round", opened.round_id))
    await inside.ports.posting.deliveries.claim(number)
    await inside.ports.posting.deliveries.failed(number, "Teams says no.", cause)
    await inside.forget_jobs()
    return opened.round_id, number


@pytest.mark.parametrize("cause", Cause)
async def test_what_failed_is_sent_when_its_place_is_heard_of_but_not_what_was_deleted(
    inside: Ground, cause: Cause
) -> None:
    _, number = await failed(inside, cause)
    released = await inside.ports.posting.deliveries.release(CHANNEL, TEAM)

    assert released == (cause not in (Cause.DELETED, Cause.TOO_BIG))
    assert await inside.jobs("deliver") == [{"delivery_id": number}] * released


@pytest.mark.parametrize("arrived", [False, True])
async def test_a_card_that_failed_follows_its_project_to_another_channel(
    inside: Ground, arrived: bool
) -> None:
    """Staff are told to give the project another one where its channel is gone."""
    round_id, number = await failed(inside, Cause.GONE)
    if arrived:
        await arrive(inside, Subject("round", round_id))
    await inside.plan(office().replace(CHANNEL, "19:new@thread.tacv2"))
    await inside.database.run("UPDATE deliveries SET changed_at = changed_at - interval '1 hour'")
    await settle_deliveries.run(inside.ports)

    where = CHANNEL if arrived else "19:new@thread.tacv2"
    card = await inside.ports.posting.deliveries.get(number)
    assert card
    assert card.conversation_id == where
    part = await inside.ports.people.parts.of("round", round_id, "ada")
    assert part
    assert part.channel_id == where
    assert await inside.value("SELECT channel_id FROM rounds") == where
    assert await inside.jobs("deliver") == [{"delivery_id": number}] * (not arrived)


async def test_what_failed_of_a_round_that_closed_is_sent_no_more(inside: Ground) -> None:
    round_id, number = await failed(inside)
    await inside.close(round_id, MONDAY + DAY)

    assert await inside.ports.posting.deliveries.release(CHANNEL, TEAM) == 0
    assert await inside.ports.posting.unsent.again("round", round_id) == 0
    assert await inside.ports.posting.unsent.all() == []
    assert await state(inside, number) is State.FAILED


async def test_an_answer_that_failed_is_not_sent_once_nobody_waits_for_it(inside: Ground) -> None:
    deliveries = inside.ports.posting.deliveries
    await inside.meet()
    await deliveries.add("reply", CHANNEL, TEAM, BODY)
    await inside.database.run("UPDATE deliveries SET state = 'failed', cause = 'blocked'")

    assert await deliveries.release(CHANNEL, TEAM) == 0


async def test_the_next_card_for_a_channel_that_refuses_waits_and_says_why(inside: Ground) -> None:
    posting = inside.ports.posting
    round_id, _ = await failed(inside)
    await posting.addresses.close(CHANNEL, TEAM, "Teams says no.", Cause.BLOCKED)
    await inside.close(round_id, MONDAY + DAY)
    await inside.ports.checkins.rounds.open(["weekly"], MONDAY + 2 * DAY)
    (card,) = await posting.unsent.all(staying=True)
    assert (card.shown, card.cause, card.reason) == ("queued", Cause.BLOCKED, "Teams says no.")

    await posting.deliveries.release(CHANNEL, TEAM)
    (job,) = await inside.jobs("deliver")
    await posting.deliveries.wait_for_address(int(str(job["delivery_id"])))
    (card,) = await posting.unsent.all(staying=True)
    assert (card.shown, card.cause, card.reason) == ("queued", Cause.BLOCKED, "Teams says no.")


async def test_of_many_who_ask_for_a_card_one_brings_it(inside: Ground) -> None:
    round_id, number = await failed(inside)
    asked = [inside.ports.posting.unsent.again("round", round_id, asked=True) for _ in range(8)]

    assert sorted(await asyncio.gather(*asked)) == [0] * 7 + [1]
    assert await inside.jobs("deliver") == [{"delivery_id": number}]


@pytest.mark.parametrize("asked", [True, False])
async def test_what_may_have_arrived_is_sent_again_for_who_asks_in_its_place_alone(
    inside: Ground, asked: bool
) -> None:
    round_id, number = await failed(inside)
    for look_at in ("now()", "'infinity'"):
        query = f"UPDATE deliveries SET state = 'unknown', look_at = {look_at}"  # noqa: S608 above
        async with inside.database.connection() as connection:
            await connection.execute(query.encode())
        again = await inside.ports.posting.unsent.again("round", round_id, asked=asked)
        assert again == (asked and look_at != "now()")
    assert await state(inside, number) is (State.QUEUED if asked else State.UNKNOWN)


async def test_a_card_is_lost_once_and_only_where_it_was(inside: Ground) -> None:
    unsent = inside.ports.posting.unsent
    subject = Subject("round", (await inside.open()).round_id)
    await arrive(inside, subject, "17")
    await unsent.lost(subject, "16", "an older one")
    assert await unsent.all() == []

    await unsent.lost(subject, "17", "deleted")
    assert await unsent.again("round", subject.id) == 1
    await unsent.lost(subject, "17", "told a second time")
    assert [each.state for each in await unsent.all()] == ["queued"]


async def test_a_refused_sign_in_rests_longer_each_time_and_is_given_up_at_last(
    inside: Ground,
) -> None:
    deliveries = inside.ports.posting.deliveries
    opened = await inside.open()
    number = await delivery_of(inside, Subject("round", opened.round_id))
    rests = []
    for _ in range(6):
        assert await deliveries.claim(number)
        rests.append((await deliveries.not_signed_in(number, "401")).total_seconds())
    assert rests == [30, 60, 120, 240, 300, 300]
    (waiting,) = await inside.ports.posting.unsent.all(staying=True)
    assert (waiting.state, waiting.cause) == ("queued", Cause.SIGN_IN)

    await deliveries.claim(number)
    await inside.database.run("UPDATE deliveries SET created_at = now() - interval '31 days'")
    await deliveries.not_signed_in(number, "401")
    assert await state(inside, number) is State.FAILED


async def test_who_asks_for_a_card_need_not_wait_for_the_next_try_of_the_sign_in(
    inside: Ground,
) -> None:
    opened = await inside.open()
    number = await delivery_of(inside, Subject("round", opened.round_id))
    await inside.ports.posting.deliveries.claim(number)
    await inside.ports.posting.deliveries.not_signed_in(number, "401")
    await inside.forget_jobs()

    assert await inside.ports.posting.unsent.again("round", opened.round_id) == 0
    assert await inside.ports.posting.unsent.again("round", opened.round_id, asked=True) == 1
    assert await inside.jobs("deliver") == [{"delivery_id": number}]


async def test_failures_in_a_row_are_counted_until_it_works(inside: Ground) -> None:
    posting = inside.ports.posting
    subject = Subject("round", (await inside.open()).round_id)
    number = await delivery_of(inside, subject)
    counted = []
    for _ in "12":
        await posting.deliveries.claim(number)
        counted.append(await posting.deliveries.back(number, "not reached"))
    await arrive(inside, subject)
    counted += [await posting.cards.not_shown(subject) for _ in "12"]
    await posting.cards.shown(subject, ())
    counted.append(await posting.cards.not_shown(subject))

    assert counted == [1, 2, 1, 2, 1]


async def test_what_is_on_its_way_is_listed_and_does_not_stay(inside: Ground) -> None:
    unsent = inside.ports.posting.unsent
    await inside.open()
    (card,) = await unsent.all()

    assert (card.called, card.state, card.stays) == ("the check-in of Apollo", "queued", False)
    assert await unsent.all(staying=True) == []
    await inside.database.run("UPDATE deliveries SET state = 'unknown'")
    assert await unsent.all(staying=True) == [], "it is looked for"
    await inside.database.run("UPDATE deliveries SET look_at = 'infinity'")
    assert len(await unsent.all(staying=True)) == 1


async def test_a_channel_is_tried_again_when_its_time_has_come_and_something_is_for_it(
    inside: Ground,
) -> None:
    posting = inside.ports.posting
    _, number = await failed(inside)
    await posting.addresses.close(CHANNEL, TEAM, "blocked")
    await settle_deliveries.run(inside.ports)
    assert await inside.jobs("deliver") == []

    await inside.database.run("UPDATE addresses SET closed_until = now()")
    assert await posting.unsent.to_be_tried() == [CHANNEL]
    await settle_deliveries.run(inside.ports)
    await settle_deliveries.run(inside.ports)
    assert await inside.jobs("deliver") == [{"delivery_id": number}]
    assert await posting.unsent.to_be_tried() == []


async def test_somebody_is_told_once_a_day_by_however_many_servers(inside: Ground) -> None:
    unsent, monday = inside.ports.posting.unsent, date(2026, 11, 16)
    told = await asyncio.gather(*(unsent.tell(PAT, monday, BODY) for _ in range(8)))
    assert sorted(told) == [False] * 7 + [True]

    assert await unsent.tell(PAT, monday + timedelta(days=1), BODY)
    assert not await unsent.tell(PAT, monday, BODY), "a clock that goes back tells nothing twice"
    assert await unsent.tell(PAT, monday + timedelta(days=30), BODY)
    back = monday + timedelta(days=2)
    assert await unsent.tell(PAT, back, BODY), "a clock that was a month ahead silences nobody"
    assert await inside.value("SELECT count(*) FROM deliveries") == 4


async def test_staff_and_who_began_it_are_told_where_anything_reaches_them(inside: Ground) -> None:
    await inside.open()
    await inside.database.run(
        "UPDATE named_people SET person_id = 'pat' WHERE called = 'pat@contoso.example'"
    )
    for who in ("pat", "ada"):
        await inside.database.run(
            """
            INSERT INTO addresses (conversation_id, service_url, bot_id, tenant_id, person_id)
            VALUES ('a:' || %(who)s, 'http://127.0.0.1:9/', '28:bot', 'home', %(who)s)
            """,
            {"who": who},
        )
    readers = await inside.ports.posting.unsent.readers(["ada", "grace", "nobody"])
    assert [(each.person_id, each.conversation_id, each.staff) for each in readers] == [
        ("ada", "a:ada", False),
        ("grace", "person:grace", False),
        ("pat", "a:pat", True),
    ]
    assert {each.time_zone for each in readers} == {"America/Chicago"}
    await inside.ports.people.clocks.told("pat", "Asia/Tokyo", "")
    _, pat = await inside.ports.posting.unsent.readers(["ada"])
    assert pat.time_zone == "Asia/Tokyo"
