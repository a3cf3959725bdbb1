"""A retro for tests: one in memory, and one that Ada has just started on a real database."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from core.checkins.answering import Place
from core.facts import Gap
from core.posting.subjects import Kind, Subject
from core.retros import service
from core.retros.model import Board, Format, Phase, Prompt, Retro
from tests.ground import CHANNEL, MONDAY, PEOPLE, Ground, member, office

NOW = datetime(2026, 11, 20, 21, tzinfo=UTC)  # Friday 15:00 in Chicago
FORMAT = Format(
    id="start-stop",
    title="Start, stop",
    phases=(Phase.WRITE, Phase.VOTE, Phase.ACTIONS),
    votes=3,
    prompts=(Prompt("start", "What should we start?"), Prompt("stop", "What should we stop?")),
)
RETRO = Retro(
    id="r1",
    number=1,
    project_id="apollo",
    project="Apollo",
    team_id="team",
    channel_id=CHANNEL,
    format=FORMAT,
    votes=3,
    time_zone="America/Chicago",
    phase=Phase.WRITE,
    opened_at=NOW,
    closed_at=None,
    moved_on_by=("ada",),
    written=0,
    voted=0,
    expected=Gap("not read"),
)
OWNERS = (("ada", "Ada Byron"), ("grace", "Grace Hopper"))
ADA, GRACE, KIM, PAT = (Place(each, CHANNEL) for each in ("ada", "grace", "kim", "pat"))
EVE = Place("eve", CHANNEL)
NONCE, OTHER = "0123456789abcdef", "f" * 16
CAKE = {"prompt": "stop", "note": "Cake", "nonce": NONCE}
ASK = {"title": "Ask", "nonce": NONCE}
Press = Callable[[Ground, str, Place], Coroutine[Any, Any, object]]


@pytest.fixture
async def retro(inside: Ground) -> str:
    """A retro of Apollo that Ada has just started; its card is up to date."""
    await inside.plan(office())
    await inside.meet()
    await inside.roster(*PEOPLE)
    await inside.ports.rosters.resolve({"pat@contoso.example": member("pat")})
    begun = await service.start(inside.ports, inside.ports.formats, ADA, "", MONDAY)
    await seen(inside, begun.retro_id)
    return begun.retro_id


async def seen(inside: Ground, retro: str) -> None:
    """The card shows everything, and nothing waits to be done."""
    version = (await inside.ports.retros.board(retro, MONDAY)).version
    await inside.ports.cards.shown(Subject(Kind.RETRO, retro), version)
    await inside.forget_jobs()


async def board(inside: Ground, retro: str) -> Board:
    """All that may be read."""
    return await inside.ports.retros.board(retro, MONDAY)


async def voting(inside: Ground, retro: str, notes: int = 2) -> list[str]:
    """Everyone votes on so many notes; their ids as a ballot has them."""
    for number in range(notes):
        await inside.ports.retros.add_note(retro, f"{NONCE}{number}", "start", f"Note {number}")
    await service.move_on(inside.ports, retro, ADA, "write", MONDAY)
    await seen(inside, retro)
    return [note.id for note in (await board(inside, retro)).notes]


async def acting(inside: Ground, retro: str) -> None:
    """Everyone agrees on actions."""
    await voting(inside, retro)
    await service.move_on(inside.ports, retro, ADA, "vote", MONDAY)
    await seen(inside, retro)


def add_note(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Add a note."""
    return service.add_note(inside.ports, retro, place)


def submit_note(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Send in a note."""
    return service.submit_note(inside.ports, retro, place, CAKE)


def ballot(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Vote."""
    return service.ballot(inside.ports, retro, place, 1, MONDAY)


def submit_ballot(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Send in an empty ballot."""
    return service.submit_ballot(inside.ports, retro, place, {"nonce": NONCE}, MONDAY)


def add_action(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Add an action."""
    return service.add_action(inside.ports, retro, place, MONDAY)


def submit_action(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Send in an action."""
    return service.submit_action(inside.ports, retro, place, ASK, MONDAY)


def close_action(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Done beside an action that there is not."""
    return service.close_action(inside.ports, retro, place, "none", MONDAY)


def move_on(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Start voting."""
    return service.move_on(inside.ports, retro, place, "write", MONDAY)


def close(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press Close the retro."""
    return service.close(inside.ports, retro, place, MONDAY)


def notes(inside: Ground, retro: str, place: Place) -> Coroutine[Any, Any, object]:
    """Press All notes."""
    return service.notes(inside.ports, retro, place, MONDAY)
