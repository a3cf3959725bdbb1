"""What a team agrees on lives until it is done, over any number of retros."""

import asyncio
from dataclasses import replace

import pytest

from core.errors import NotAllowed, NotFound
from core.people.model import Person
from core.retros import sentences
from core.retros.model import Phase
from tests.ground import CHANNEL, TEAM, Ground
from tests.store.cards import edits, show, unshown
from tests.store.retros import FRIDAY, OFFICE, TODAY, agree, arrive, begin, card, until


async def test_actions_are_agreed_in_their_phase_alone_and_once(inside: Ground) -> None:
    started = await begin(inside)
    add = inside.ports.retros.retros.add_action
    for left in (Phase.WRITE, Phase.VOTE):
        with pytest.raises(NotAllowed, match=sentences.NOT_ACTING):
            await add(started.retro_id, "n" * 8, "Early", None, None, TODAY)
        await inside.ports.retros.retros.move_on(started.retro_id, left, FRIDAY)
    due = TODAY.replace(day=30)
    presses = [
        add(started.retro_id, "n" * 8, "Write tests", Person("ada", "Ada"), due, TODAY)
        for _ in range(5)
    ]
    assert {each.says for each in await asyncio.gather(*presses)} == {sentences.ACTION_SAVED}
    await inside.ports.retros.retros.close(started.retro_id, FRIDAY)
    with pytest.raises(NotAllowed, match=sentences.NOT_ACTING):
        await add(started.retro_id, "m" * 8, "Late", None, None, TODAY)
    assert (await add(started.retro_id, "n" * 8, "x", None, None, TODAY)).says

    (action,) = (await inside.ports.retros.retros.whole(started.retro_id))[2]
    assert (action.title, action.owner_id, action.owner) == ("Write tests", "ada", "Ada")
    assert (action.due_on, action.opened_on, action.done_on) == (due, TODAY, None)
    assert action.retro_id == started.retro_id


async def test_open_actions_head_the_next_retros_and_are_closed_there_once(inside: Ground) -> None:
    retros = inside.ports.retros.retros
    first = await begin(inside)
    await until(inside, first.retro_id, Phase.ACTIONS)
    tests, docs = [await agree(inside, first.retro_id, each) for each in ("Tests", "Docs")]
    await arrive(inside, first)
    assert (await retros.board(first.retro_id)).earlier == [], "they are its own"
    await retros.close(first.retro_id, FRIDAY)
    second = await retros.start(CHANNEL, None, "kim", FRIDAY)
    await arrive(inside, second)
    both = [card(first.retro_id), card(second.retro_id)]
    await show(inside, *both)
    assert (await retros.board(second.retro_id)).earlier == [tests, docs]

    presses = [retros.close_action(tests.id, second.retro_id, TODAY) for _ in range(4)]
    await asyncio.gather(*presses)
    await retros.close_action(tests.id, second.retro_id, TODAY.replace(day=29))
    assert (await retros.board(second.retro_id)).earlier == [docs, replace(tests, done_on=TODAY)]
    own = (await retros.whole(first.retro_id))[2]
    assert [each.done_on for each in own] == [TODAY, None], "the first day stands"
    assert (await retros.board(first.retro_id)).earlier == []
    assert [await unshown(inside, each) for each in both] == [1, 1], "both list it, and it was once"
    assert sorted(await edits(inside), key=both.index) == both
    await retros.close_action(docs.id, second.retro_id, TODAY)
    assert len(await edits(inside)) == 2, "both cards are behind already"


async def test_an_action_that_is_done_where_it_was_found_is_shown_there_though_it_has_closed(
    inside: Ground,
) -> None:
    """The second retro has closed too, so of the three it is listed by its own and by that one."""
    retros = inside.ports.retros.retros
    started = [await begin(inside)]
    await until(inside, started[0].retro_id, Phase.ACTIONS)
    action = await agree(inside, started[0].retro_id, "Tests")
    for _ in range(3):
        await arrive(inside, started[-1])
        await retros.close(started[-1].retro_id, FRIDAY)
        started.append(await retros.start(CHANNEL, None, "kim", FRIDAY))
    every = [card(each.retro_id) for each in started]
    await show(inside, *every[:3])

    await retros.close_action(action.id, started[1].retro_id, TODAY)
    assert [await unshown(inside, each) for each in every] == [1, 1, 0, 1]


async def test_an_action_of_another_project_is_not_there(inside: Ground) -> None:
    another = f'  - {{id: b, title: B, team: {TEAM}, channel: "19:b@thread.tacv2"}}\n'
    started = await begin(inside, OFFICE + another)
    await until(inside, started.retro_id, Phase.ACTIONS)
    action = await agree(inside, started.retro_id, "Tests")
    other = await inside.ports.retros.retros.start("19:b@thread.tacv2", None, "kim", FRIDAY)
    for found in ((action.id, other.retro_id), (started.retro_id, started.retro_id), ("x", "y")):
        with pytest.raises(NotFound, match=sentences.NO_ACTION):
            await inside.ports.retros.retros.close_action(*found, TODAY)
    assert (await inside.ports.retros.retros.whole(started.retro_id))[2] == [action]
