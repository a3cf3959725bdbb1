"""A retro's card is posted once and edited in place, as every card is."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core.posting.addresses import Address, Met
from core.posting.deliveries import State
from core.posting.subjects import Subject
from core.retros.model import Phase
from jobs.pictures import pictures
from tests.ground import CHANNEL, MONDAY, TEAM, Ground
from tests.ground import office as check_in
from tests.store.cards import arrive as card_arrives
from tests.store.cards import behind, delivery, edits, posted, rest, show, unshown
from tests.store.retros import FRIDAY, OFFICE, TODAY, agree, arrive, begin, card, until, vote, write


async def picture(inside: Ground, retro_id: str) -> Mapping[str, Any]:
    """The message that its card is now."""
    return await pictures()["retro"].draw(inside.ports, retro_id, "")


async def test_of_many_presses_one_edit_comes_once_the_card_is_there(inside: Ground) -> None:
    started = await begin(inside)
    subject, add = card(started.retro_id), inside.ports.retros.retros.add_note
    early = await add(started.retro_id, "n" * 8, "start", "before it was posted")
    assert early.new
    assert await edits(inside) == [], "it is not there yet"

    await arrive(inside, started)
    assert await edits(inside) == [], "it shows that note since it came"
    presses = [add(started.retro_id, f"{number:08}", "start", "x") for number in range(10)]
    await asyncio.gather(*presses)
    found = await posted(inside, subject)
    assert (found.activity_id, found.conversation_id) == (f"card-{started.retro_id}", CHANNEL)
    assert len(found.changes) == 10
    for _ in range(3):
        assert await edits(inside) == [subject]


async def test_every_kind_of_press_is_to_be_shown(inside: Ground) -> None:
    started = await begin(inside)
    subject, retros = card(started.retro_id), inside.ports.retros.retros
    seen = [await unshown(inside, subject)]

    async def look() -> None:
        seen.append(await unshown(inside, subject))

    (a,) = await write(inside, started.retro_id, "a")
    await look()
    await until(inside, started.retro_id, Phase.VOTE)
    await look()
    await vote(inside, started.retro_id, "ada", {a: 1})
    await look()
    await retros.move_on(started.retro_id, Phase.VOTE, FRIDAY)
    await look()
    action = await agree(inside, started.retro_id, "Tests")
    await look()
    await retros.close_action(action.id, started.retro_id, TODAY)
    await look()
    await retros.close(started.retro_id, FRIDAY)
    await look()
    assert seen == [*range(8)]


async def test_what_changes_nothing_is_not_to_be_shown(inside: Ground) -> None:
    started = await begin(inside)
    subject, retros = card(started.retro_id), inside.ports.retros.retros
    await retros.add_note(started.retro_id, "n" * 8, "start", "a")
    (a,) = await write(inside, started.retro_id)
    await until(inside, started.retro_id, Phase.VOTE)
    await vote(inside, started.retro_id, "ada", {a: 1}, nonce="f" * 8)
    await retros.move_on(started.retro_id, Phase.VOTE, FRIDAY)
    action = await agree(inside, started.retro_id, "Tests")
    await retros.close_action(action.id, started.retro_id, TODAY)
    await retros.close(started.retro_id, FRIDAY)
    before = await unshown(inside, subject)

    assert not (await retros.add_note(started.retro_id, "n" * 8, "start", "a")).new
    assert not (await vote(inside, started.retro_id, "ada", {a: 1}, nonce="f" * 8)).new
    assert not await retros.move_on(started.retro_id, Phase.VOTE, FRIDAY)
    await retros.close_action(action.id, started.retro_id, TODAY)
    assert not await retros.close(started.retro_id, FRIDAY)
    assert await unshown(inside, subject) == before


async def test_the_picture_is_that_of_the_phase_and_has_the_id_to_find_it_by(
    inside: Ground,
) -> None:
    started = await begin(inside)
    activity = await picture(inside, started.retro_id)
    assert "writing" in str(activity["summary"])
    assert started.retro_id in str(activity)

    await inside.ports.retros.retros.close(started.retro_id, FRIDAY)
    assert "closed" in str((await picture(inside, started.retro_id))["summary"])


async def test_a_card_that_was_not_sent_when_its_retro_closed_is_sent_no_more(
    inside: Ground,
) -> None:
    await inside.plan(OFFICE, FRIDAY)
    started = await inside.ports.retros.retros.start(CHANNEL, None, "kim", FRIDAY)
    outcomes = inside.ports.posting.deliveries.outcomes
    assert await outcomes("retro", [started.retro_id], 3) == {"waiting": 1}

    await inside.ports.retros.retros.close(started.retro_id, FRIDAY)
    assert await outcomes("retro", [started.retro_id], 3) == {State.CANCELLED: 1}
    await inside.meet()
    assert await inside.ports.posting.deliveries.release(CHANNEL, TEAM) == 0


async def test_a_card_that_is_unclear_is_looked_for_or_proven_by_a_press(inside: Ground) -> None:
    started = await begin(inside)
    deliveries, subject = inside.ports.posting.deliveries, card(started.retro_id)
    number = await delivery(inside, subject)
    await deliveries.claim(number)
    await deliveries.unclear(number, "timed out")
    (unclear,) = await inside.ports.posting.unclear.due(timedelta(0))
    assert (unclear.subject, unclear.body) == (subject, None)

    await deliveries.arrived("retro", started.retro_id, "19:elsewhere@thread.tacv2", "17")
    await deliveries.arrived("round", started.retro_id, CHANNEL, "17")
    assert await inside.ports.posting.cards.posted(subject) is None
    await deliveries.arrived("retro", started.retro_id, CHANNEL, "17")
    assert (await posted(inside, subject)).activity_id == "17"
    assert await edits(inside) == [subject], "we do not know what it shows"


async def both_behind(inside: Ground) -> list[Subject]:
    """The cards of a round and of a retro in one channel, each with something to show."""
    opened = await inside.open(MONDAY)
    started = await inside.ports.retros.retros.start(CHANNEL, None, "kim", FRIDAY)
    both = [Subject("round", opened.round_id), card(started.retro_id)]
    for each in both:
        await card_arrives(inside, each)
    await inside.ports.people.rosters.joined(TEAM, ["eve"])
    return both


async def test_cards_of_both_kinds_that_are_behind_are_found_while_they_can_be_reached(
    inside: Ground,
) -> None:
    both = await both_behind(inside)
    older = timedelta(seconds=30)
    assert await inside.ports.posting.cards.behind(older) == []
    await rest(inside, 31)
    assert await inside.ports.posting.cards.behind(older) == both

    await inside.ports.posting.addresses.close(CHANNEL, TEAM, "removed")
    assert await inside.ports.posting.cards.behind(older) == []
    assert await edits(inside) == []
    await inside.ports.posting.addresses.learn(
        Met(Address(CHANNEL, "http://127.0.0.1:9/", "28:bot", "home"), TEAM, None)
    )
    assert await edits(inside) == both, "as soon as they are reached again"


async def test_the_card_that_rested_longest_is_shown_first(inside: Ground) -> None:
    both = await both_behind(inside)
    await show(inside, both[0])
    await inside.ports.people.rosters.joined(TEAM, ["lou"])

    assert await behind(inside) == both[::-1]


async def test_a_card_that_somebody_is_about_to_show_is_left_to_them(inside: Ground) -> None:
    both = await both_behind(inside)
    assert await edits(inside) == both
    for status in ("todo", "doing"):
        await inside.database.run(
            "UPDATE procrastinate_jobs SET status = %(status)s::procrastinate_job_status,"
            " queueing_lock = CASE WHEN %(status)s = 'todo' THEN queueing_lock END"
            " WHERE args ->> 'kind' = 'round' AND task_name = 'show'",
            {"status": status},
        )
        assert await behind(inside) == []
    await inside.database.run("UPDATE procrastinate_jobs SET status = 'failed'")
    assert await behind(inside) == both, "whoever was about to show them gave up"


async def test_people_who_come_and_go_change_the_open_cards_of_both_kinds(inside: Ground) -> None:
    both = await both_behind(inside)
    retro_id = both[1].id
    assert [await unshown(inside, each) for each in both] == [1, 1]
    assert (await inside.ports.retros.retros.get(retro_id)).expected == 4

    await inside.ports.retros.retros.close(retro_id, FRIDAY)
    await show(inside, *both)
    await inside.ports.people.rosters.left(TEAM, ["eve"])
    assert [await unshown(inside, each) for each in both] == [1, 0]


async def test_a_retro_may_arrive_while_it_closes(inside: Ground) -> None:
    await begin(inside)
    for number in range(8):
        started = await inside.ports.retros.retros.start(CHANNEL, None, "kim", FRIDAY)
        subject = card(started.retro_id)
        found = await delivery(inside, subject)
        assert await inside.ports.posting.deliveries.claim(found)
        await asyncio.gather(
            inside.ports.posting.deliveries.sent(found, f"{number}", ()),
            inside.ports.retros.retros.close(started.retro_id, FRIDAY),
        )
        assert await unshown(inside, subject) == 1, "the summary is still to be shown"
        assert subject in await edits(inside)


async def test_the_check_in_of_a_team_is_as_it_was(inside: Ground) -> None:
    await inside.plan(check_in(), MONDAY)
    assert await inside.ports.people.rosters.own_channels([TEAM]) == [CHANNEL]
