"""What a team agrees to do in a retro, and that it is done once: through the real store."""

from datetime import date, timedelta

import pytest

from core.errors import NotFound
from core.retros import sentences, service
from core.retros.forms import ActionForm
from core.retros.model import Phase
from tests.core.presses import edits, seen
from tests.core.retros import ASK, NONCE, acting, board, close, submit_action
from tests.ground import DAY, MONDAY, Ground


async def test_an_action_has_an_owner_of_the_roster_and_a_day(inside: Ground, retro: str) -> None:
    await acting(inside, retro)
    night = MONDAY + timedelta(hours=11)  # already Tuesday in UTC, and Monday in Chicago
    form = await service.add_action(inside.ports.retros, retro, night)
    data = {**ASK, "owner": "grace", "due": "2026-11-27", "nonce": form.nonce}
    said = [await submit_action(inside, retro, data, night) for _ in range(2)]

    assert [each.name for each in form.people] == ["Ada", "Grace", "Kim"]
    assert form.today == date(2026, 11, 16)
    assert said == [sentences.ACTION_SAVED] * 2
    (kept,) = (await board(inside, retro)).actions
    assert (kept.title, kept.owner_id, kept.owner) == ("Ask", "grace", "Grace")
    assert (kept.due_on, kept.opened_on) == (date(2026, 11, 27), date(2026, 11, 16))
    assert await edits(inside) == [retro]


async def test_an_action_with_a_mistake_comes_back(inside: Ground, retro: str) -> None:
    await acting(inside, retro)
    data = {"due": "2026-11-02", "owner": "grace", "nonce": NONCE}
    form = await submit_action(inside, retro, data)

    assert isinstance(form, ActionForm)
    assert ({*form.mistakes}, form.typed["owner"]) == ({"title", "due"}, "grace")
    assert form.nonce != NONCE
    await close(inside, retro)
    late = await submit_action(inside, retro, data)
    assert isinstance(late, ActionForm)
    assert (late.late, late.typed["owner"]) == (sentences.late_action(None), "grace")


async def test_outside_their_phase_an_action_comes_back_as_it_was_typed(
    inside: Ground, retro: str
) -> None:
    early = await submit_action(inside, retro, ASK)
    assert isinstance(early, ActionForm)
    assert (early.late, early.typed) == (sentences.late_action(Phase.WRITE), {"title": "Ask"})
    await close(inside, retro)
    late = await submit_action(inside, retro, ASK)
    assert isinstance(late, ActionForm)
    assert (late.late, late.typed) == (sentences.late_action(None), {"title": "Ask"})

    assert (await board(inside, retro)).actions == []


async def test_an_action_is_done_once_also_after_the_close(inside: Ground, retro: str) -> None:
    await acting(inside, retro)
    await submit_action(inside, retro, ASK)
    await close(inside, retro)
    await seen(inside, "retro", retro)
    (action,) = (await board(inside, retro)).actions
    says = [
        await service.close_action(inside.ports.retros, retro, action.id, MONDAY + days * DAY)
        for days in (3, 9)
    ]

    assert says == [sentences.ACTION_DONE] * 2
    (action,) = (await board(inside, retro)).actions
    assert action.done_on == date(2026, 11, 19)
    assert await edits(inside) == [retro]
    with pytest.raises(NotFound, match="not there any more"):
        await service.close_action(inside.ports.retros, retro, "none", MONDAY)


async def test_what_was_marked_as_done_too_early_is_open_again(inside: Ground, retro: str) -> None:
    await acting(inside, retro)
    await submit_action(inside, retro, ASK)
    await close(inside, retro)
    (before,) = (await board(inside, retro)).actions
    await service.close_action(inside.ports.retros, retro, before.id, MONDAY)
    await seen(inside, "retro", retro)
    says = [await service.reopen_action(inside.ports.retros, retro, before.id) for _ in range(2)]

    assert says == [sentences.ACTION_OPEN] * 2
    assert (await board(inside, retro)).actions == [before]
    assert await edits(inside) == [retro]
    with pytest.raises(NotFound, match="not there any more"):
        await service.reopen_action(inside.ports.retros, retro, "none")
