"""What a team agrees on lives until it is done, over any number of retros."""

import asyncio

import pytest

from core.errors import NotAllowed, NotFound
from core.posting.subjects import Kind, Subject
from core.retros import sentences
from core.retros.model import Phase
from tests.ground import CHANNEL, TEAM, Ground
from tests.store.retros import FRIDAY, OFFICE, TODAY, agree, arrive, begin, until


async def test_actions_are_agreed_in_their_phase_alone_and_once(inside: Ground) -> None:
    begun = await begin(inside)
    add = inside.ports.retros.add_action
    for left in (Phase.WRITE, Phase.VOTE):
        with pytest.raises(NotAllowed, match=sentences.NOT_ACTING):
            await add(begun.retro_id, "n" * 8, "Early", None, None, TODAY)
        await inside.ports.retros.move_on(begun.retro_id, left, FRIDAY)
    due = TODAY.replace(day=30)
    presses = [
        add(begun.retro_id, "n" * 8, "Write tests", ("ada", "Ada"), due, TODAY) for _ in range(5)
    ]
    assert {each.says for each in await asyncio.gather(*presses)} == {sentences.ACTION_SAVED}
    await inside.ports.retros.close(begun.retro_id, FRIDAY)
    with pytest.raises(NotAllowed, match=sentences.NOT_ACTING):
        await add(begun.retro_id, "m" * 8, "Late", None, None, TODAY)
    assert (await add(begun.retro_id, "n" * 8, "x", None, None, TODAY)).says

    (action,) = (await inside.ports.retros.whole(begun.retro_id))[2]
    assert (action.title, action.owner_id, action.owner) == ("Write tests", "ada", "Ada")
    assert (action.due_on, action.opened_on, action.done_on) == (due, TODAY, None)
    assert action.retro_id == begun.retro_id


async def test_open_actions_head_the_next_retros_and_are_closed_there_once(inside: Ground) -> None:
    retros = inside.ports.retros
    first = await begin(inside)
    await until(inside, first.retro_id, Phase.ACTIONS)
    tests, docs = [await agree(inside, first.retro_id, each) for each in ("Tests", "Docs")]
    await arrive(inside, first)
    assert (await retros.board(first.retro_id, FRIDAY)).open_actions == [], "they are its own"
    await retros.close(first.retro_id, FRIDAY)
    second = await retros.start(CHANNEL, None, "kim", FRIDAY)
    await arrive(inside, second)
    version = (await retros.board(first.retro_id, FRIDAY)).version
    await inside.ports.cards.shown(Subject(Kind.RETRO, first.retro_id), version)
    assert (await retros.board(second.retro_id, FRIDAY)).open_actions == [tests, docs]

    presses = [retros.close_action(tests.id, second.retro_id, TODAY) for _ in range(4)]
    told = await asyncio.gather(*presses)
    assert {each.says for each in told} == {sentences.ACTION_DONE}
    assert sum(each.dirty for each in told) == 1
    again = await retros.close_action(tests.id, second.retro_id, TODAY.replace(day=29))
    assert not again.dirty
    assert (await retros.board(second.retro_id, FRIDAY)).open_actions == [docs]
    own = (await retros.whole(first.retro_id))[2]
    assert [each.done_on for each in own] == [TODAY, None], "the first day stands"
    assert (await retros.board(first.retro_id, FRIDAY)).open_actions == []
    # The press asks for its own card; that of the retro which agreed on it lists it too.
    assert await inside.jobs("show_retro") == [{"retro_id": first.retro_id}]
    assert not (await retros.close_action(docs.id, second.retro_id, TODAY)).dirty
    assert len(await inside.jobs("show_retro")) == 1, "both cards are behind already"


async def test_an_action_of_another_project_is_not_there(inside: Ground) -> None:
    another = f'  - {{id: b, title: B, team: {TEAM}, channel: "19:b@thread.tacv2"}}\n'
    begun = await begin(inside, OFFICE + another)
    await until(inside, begun.retro_id, Phase.ACTIONS)
    action = await agree(inside, begun.retro_id, "Tests")
    other = await inside.ports.retros.start("19:b@thread.tacv2", None, "kim", FRIDAY)
    for found in ((action.id, other.retro_id), (begun.retro_id, begun.retro_id), ("x", "y")):
        with pytest.raises(NotFound, match=sentences.NO_ACTION):
            await inside.ports.retros.close_action(*found, TODAY)
    assert (await inside.ports.retros.whole(begun.retro_id))[2] == [action]
