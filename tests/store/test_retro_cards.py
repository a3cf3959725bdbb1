"""A retro's card is posted once and edited in place, as every card is."""

import asyncio
from datetime import timedelta

from core.posting.addresses import Address, Met
from core.posting.deliveries import State
from core.posting.subjects import Kind, Subject
from core.retros.model import Phase
from jobs.pictures import picture
from tests.ground import CHANNEL, MONDAY, TEAM, Ground
from tests.ground import office as check_in
from tests.store.retros import FRIDAY, OFFICE, TODAY, agree, arrive, begin, until, vote, write


def subject_of(retro_id: str) -> Subject:
    """Whose card it is."""
    return Subject(Kind.RETRO, retro_id)


async def test_only_the_press_that_finds_the_card_clean_asks_for_an_edit(inside: Ground) -> None:
    begun = await begin(inside)
    add = inside.ports.retros.add_note
    early = await add(begun.retro_id, "n" * 8, "start", "before it was posted")
    assert not early.dirty

    await arrive(inside, begun)
    presses = [add(begun.retro_id, f"{number:08}", "start", "x") for number in range(10)]
    assert sum(each.dirty for each in await asyncio.gather(*presses)) == 1
    posted = await inside.ports.cards.posted(subject_of(begun.retro_id))
    assert posted
    assert (posted.activity_id, posted.conversation_id) == (f"card-{begun.retro_id}", CHANNEL)
    assert (posted.shown, posted.version) == (2, 12)


async def test_every_kind_of_press_raises_the_version(inside: Ground) -> None:
    begun = await begin(inside)
    versions = [(await inside.ports.retros.board(begun.retro_id, FRIDAY)).version]

    async def look() -> None:
        versions.append((await inside.ports.retros.board(begun.retro_id, FRIDAY)).version)

    (a,) = await write(inside, begun.retro_id, "a")
    await look()
    await until(inside, begun.retro_id, Phase.VOTE)
    await look()
    await vote(inside, begun.retro_id, "ada", {a: 1})
    await look()
    await inside.ports.retros.move_on(begun.retro_id, Phase.VOTE, FRIDAY)
    await look()
    action = await agree(inside, begun.retro_id, "Tests")
    await look()
    await inside.ports.retros.close_action(action.id, begun.retro_id, TODAY)
    await look()
    await inside.ports.retros.close(begun.retro_id, FRIDAY)
    await look()
    assert versions == [*range(1, 9)]


async def test_the_picture_is_that_of_the_phase_and_has_the_id_to_find_it_by(
    inside: Ground,
) -> None:
    begun = await begin(inside)
    version, activity = await picture(inside.ports, subject_of(begun.retro_id))
    assert version == 1
    assert "writing" in str(activity["summary"])
    assert begun.retro_id in str(activity)

    await inside.ports.retros.close(begun.retro_id, FRIDAY)
    version, activity = await picture(inside.ports, subject_of(begun.retro_id))
    assert version == 2
    assert "closed" in str(activity["summary"])


async def test_a_card_that_was_not_sent_when_its_retro_closed_is_sent_no_more(
    inside: Ground,
) -> None:
    await inside.plan(OFFICE, FRIDAY)
    begun = await inside.ports.retros.start(CHANNEL, None, "kim", FRIDAY)
    assert await inside.ports.deliveries.outcomes([begun.retro_id], 3) == {"waiting": 1}

    await inside.ports.retros.close(begun.retro_id, FRIDAY)
    assert await inside.ports.deliveries.outcomes([begun.retro_id], 3) == {State.CANCELLED: 1}
    await inside.meet()
    assert await inside.ports.deliveries.release(CHANNEL, TEAM) == 0


async def test_a_card_that_is_unclear_is_looked_for_or_proven_by_a_press(inside: Ground) -> None:
    begun = await begin(inside)
    deliveries, subject = inside.ports.deliveries, subject_of(begun.retro_id)
    (job,) = await inside.jobs("deliver")
    await deliveries.claim(int(str(job["delivery_id"])))
    await deliveries.unclear(int(str(job["delivery_id"])), "timed out")
    (unclear,) = await deliveries.unclear_posts(timedelta(0))
    assert (unclear.subject, unclear.body) == (subject, None)

    await deliveries.arrived(subject, "19:elsewhere@thread.tacv2", "17")
    await deliveries.arrived(Subject(Kind.ROUND, begun.retro_id), CHANNEL, "17")
    assert await inside.ports.cards.posted(subject) is None
    await deliveries.arrived(subject, CHANNEL, "17")
    posted = await inside.ports.cards.posted(subject)
    assert posted
    assert posted.activity_id == "17"
    assert await inside.jobs("show_retro") == [subject.arguments], "we do not know what it shows"


async def test_cards_of_both_kinds_that_are_behind_are_found_while_they_can_be_reached(
    inside: Ground,
) -> None:
    opened = await inside.open(MONDAY)
    begun = await inside.ports.retros.start(CHANNEL, None, "kim", FRIDAY)
    for job in await inside.jobs("deliver"):
        await inside.ports.deliveries.sent(int(str(job["delivery_id"])), "17", 0)
    both = [Subject(Kind.ROUND, opened.round_id), subject_of(begun.retro_id)]
    older = timedelta(seconds=30)
    assert await inside.ports.cards.stale(older) == []
    for table in ("rounds", "retros"):
        query = f"UPDATE {table} SET shown_at = now() - interval '1 hour'"  # noqa: S608
        await inside.database.pool.open()
        async with inside.database.connection() as connection:
            await connection.execute(query.encode())

    assert await inside.ports.cards.stale(older) == both
    await inside.ports.addresses.close(CHANNEL, TEAM, "removed")
    assert await inside.ports.cards.stale(older) == []

    await inside.forget_jobs()
    await inside.ports.addresses.learn(
        Met(Address(CHANNEL, "http://127.0.0.1:9/", "28:bot", "home"), TEAM, None)
    )
    await inside.ports.deliveries.release(CHANNEL, TEAM)
    assert await inside.jobs() == [each.arguments for each in both]


async def test_people_who_come_and_go_change_the_open_cards_of_both_kinds(inside: Ground) -> None:
    opened = await inside.open(MONDAY)
    begun = await inside.ports.retros.start(CHANNEL, None, "kim", FRIDAY)
    both = [Subject(Kind.ROUND, opened.round_id), subject_of(begun.retro_id)]

    assert await inside.ports.rosters.joined(TEAM, ["eve"]) == both
    assert (await inside.ports.retros.chair(begun.retro_id, "eve")).retro.expected == 4
    await inside.ports.retros.close(begun.retro_id, FRIDAY)
    assert await inside.ports.rosters.left(TEAM, ["eve"]) == both[:1]


async def test_a_retro_may_arrive_while_it_closes(inside: Ground) -> None:
    await begin(inside)
    for number in range(8):
        begun = await inside.ports.retros.start(CHANNEL, None, "kim", FRIDAY)
        job = (await inside.jobs("deliver"))[-1]
        await asyncio.gather(
            inside.ports.deliveries.sent(int(str(job["delivery_id"])), f"{number}", 1),
            inside.ports.retros.close(begun.retro_id, FRIDAY),
        )
        posted = await inside.ports.cards.posted(subject_of(begun.retro_id))
        assert posted
        assert posted.shown < posted.version, "the summary is still to be shown"


async def test_the_check_in_of_a_team_is_as_it_was(inside: Ground) -> None:
    await inside.plan(check_in(), MONDAY)
    assert await inside.ports.rosters.own_channels([TEAM]) == [CHANNEL]
