"""A card that arrives shows what there was when it was drawn; the rest is shown next."""

from datetime import timedelta

from core.posting.deliveries import State
from core.posting.subjects import Subject
from tests.ground import CHANNEL, DAY, MONDAY, TEAM, Ground, answer, office
from tests.store.cards import arrive, edits, posted, state, unshown
from tests.store.cards import delivery as delivery_of

NOW = timedelta()


async def press(inside: Ground, round_id: str, who: str = "ada") -> None:
    """Somebody answers, so the card has something else to show."""
    answers = inside.ports.checkins.answers
    await answers.keep(round_id, who, f"nonce{who}", answer(), "Saved.", MONDAY)


async def test_a_press_proves_a_card_of_which_we_were_not_sure(inside: Ground) -> None:
    opened = await inside.open()
    deliveries, subject = inside.ports.posting.deliveries, Subject("round", opened.round_id)
    delivery = await delivery_of(inside, subject)
    await deliveries.claim(delivery)
    await deliveries.unclear(delivery, "timed out")

    await deliveries.arrived("round", opened.round_id, "19:other@thread.tacv2", "7")
    await deliveries.arrived("retro", opened.round_id, CHANNEL, "7")
    await deliveries.arrived("round", "another", CHANNEL, "7")
    assert await inside.ports.posting.cards.posted(subject) is None

    await deliveries.arrived("round", opened.round_id, CHANNEL, "7")
    await deliveries.arrived("round", opened.round_id, CHANNEL, "8")
    found = await posted(inside, subject)
    assert (found.activity_id, found.conversation_id) == ("7", CHANNEL)
    assert len(found.changes) == 1, "what it shows nobody knows"
    assert await edits(inside) == [subject]


async def test_a_press_on_a_card_that_arrived_changes_nothing(inside: Ground) -> None:
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    await arrive(inside, subject)
    await inside.ports.posting.deliveries.arrived("round", opened.round_id, CHANNEL, "8")

    found = await posted(inside, subject)
    assert (found.activity_id, found.changes) == ("17", ())


async def test_a_card_that_arrives_shows_what_was_known_when_it_was_read_and_no_more(
    inside: Ground,
) -> None:
    deliveries = inside.ports.posting.deliveries
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    await press(inside, opened.round_id, "ada")
    read = await deliveries.get(await delivery_of(inside, subject))
    assert read
    assert len(read.changes) == 1
    await press(inside, opened.round_id, "grace")

    await deliveries.sent(read.id, "17", read.changes)
    found = await posted(inside, subject)
    assert (found.activity_id, found.conversation_id, found.team_id) == ("17", CHANNEL, TEAM)
    (left,) = found.changes
    assert left not in read.changes
    assert await edits(inside) == [subject]


async def test_a_card_that_shows_everything_is_not_edited(inside: Ground) -> None:
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    await press(inside, opened.round_id)
    await arrive(inside, subject)

    assert await unshown(inside, subject) == 0
    assert await edits(inside) == []


async def test_of_a_card_that_came_twice_the_first_is_ours_and_what_it_shows_counts(
    inside: Ground,
) -> None:
    """The first send took so long that it was repeated; then both of them arrived."""
    deliveries = inside.ports.posting.deliveries
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    first = await deliveries.get(await delivery_of(inside, subject))
    await press(inside, opened.round_id)
    second = await deliveries.get(await delivery_of(inside, subject))
    assert first
    assert second
    await deliveries.sent(first.id, "17", first.changes)
    await deliveries.sent(second.id, "18", second.changes)

    found = await posted(inside, subject)
    assert found.activity_id == "17"
    assert len(found.changes) == 1, "the first one does not show the answer"
    assert await edits(inside) == [subject]


async def test_a_card_that_did_not_arrive_before_its_round_closed_is_sent_no_more(
    inside: Ground,
) -> None:
    deliveries = inside.ports.posting.deliveries
    opened = await inside.open()
    delivery = await delivery_of(inside, Subject("round", opened.round_id))
    assert await deliveries.claim(delivery)
    await inside.close(opened.round_id, MONDAY + DAY)
    await deliveries.back(delivery, "throttled")

    assert not await deliveries.claim(delivery)
    assert await state(inside, delivery) is State.CANCELLED


async def test_a_card_that_may_have_arrived_before_its_round_closed_is_sent_once_more(
    inside: Ground,
) -> None:
    deliveries = inside.ports.posting.deliveries
    opened = await inside.open()
    delivery = await delivery_of(inside, Subject("round", opened.round_id))
    assert await deliveries.claim(delivery)
    await deliveries.unclear(delivery, "timed out")
    await inside.close(opened.round_id, MONDAY + DAY)

    assert await inside.ports.posting.unclear.repeat(delivery, 3, NOW)
    assert await deliveries.claim(delivery)
    assert await state(inside, delivery) is State.SENDING


async def test_a_card_that_waits_when_its_round_closes_is_not_sent_any_more(inside: Ground) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    await inside.close(opened.round_id, MONDAY + DAY)

    assert await inside.ports.posting.deliveries.outcomes("round", [opened.round_id], 3) == {
        "cancelled": 1
    }
    assert await inside.ports.posting.deliveries.release(CHANNEL, TEAM) == 0
