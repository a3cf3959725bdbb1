"""A retro for tests: one in memory, and one that Ada has just started on a real database."""

from datetime import UTC, datetime

import pytest

from core.facts import Gap
from core.people.model import Person
from core.pressing.forms import Data
from core.pressing.place import Place
from core.retros import service
from core.retros.forms import ActionForm, BallotForm, NoteForm
from core.retros.model import Board, Format, Phase, Prompt, Retro
from tests.core.presses import seen, sent
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
    written=0,
    voted=0,
    expected=Gap("not read"),
)
OWNERS = (Person("ada", "Ada Byron"), Person("grace", "Grace Hopper"))
ADA, GRACE, KIM, PAT = (Place(each, CHANNEL) for each in ("ada", "grace", "kim", "pat"))
EVE = Place("eve", CHANNEL)
NONCE, OTHER = "0123456789abcdef", "f" * 16
CAKE = {"prompt": "stop", "note": "Cake", "nonce": NONCE}
ASK = {"title": "Ask", "nonce": NONCE}


@pytest.fixture
async def retro(inside: Ground) -> str:
    """A retro of Apollo that Ada has just started; its card is up to date."""
    await inside.plan(office())
    await inside.meet()
    await inside.roster(*PEOPLE)
    await inside.ports.people.names.resolve({"pat@contoso.example": member("pat")})
    begun = await service.start(inside.ports.retros, ADA, "", MONDAY)
    await sent(inside)
    return begun.retro_id


async def board(inside: Ground, retro: str) -> Board:
    """All that may be read."""
    return await inside.ports.retros.retros.board(retro)


async def voting(inside: Ground, retro: str, notes: int = 2) -> list[str]:
    """Everyone votes on so many notes; their ids as a ballot has them."""
    for number in range(notes):
        await inside.ports.retros.retros.add_note(
            retro, f"{NONCE}{number}", "start", f"Note {number}"
        )
    await move_on(inside, retro, "write")
    await seen(inside, "retro", retro)
    return [note.id for note in (await board(inside, retro)).notes]


async def acting(inside: Ground, retro: str) -> None:
    """Everyone agrees on actions."""
    await voting(inside, retro)
    await move_on(inside, retro, "vote")
    await seen(inside, "retro", retro)


async def submit_note(inside: Ground, retro: str, **more: object) -> str | NoteForm:
    """Send in a note."""
    return await service.submit_note(inside.ports.retros, retro, {**CAKE, **more})


async def ballot(inside: Ground, retro: str, page: int = 1) -> BallotForm:
    """Kim presses Vote."""
    return await service.ballot(inside.ports.retros, retro, "kim", page)


async def submit_ballot(inside: Ground, retro: str, data: Data) -> str | BallotForm:
    """Kim sends in a ballot."""
    return await service.submit_ballot(inside.ports.retros, retro, "kim", data)


async def submit_action(
    inside: Ground, retro: str, data: Data, now: datetime = MONDAY
) -> str | ActionForm:
    """Send in an action."""
    return await service.submit_action(inside.ports.retros, retro, data, now)


async def move_on(inside: Ground, retro: str, leaves: str = "write") -> str:
    """Press the button that leaves this phase."""
    return await service.move_on(inside.ports.retros, retro, leaves, MONDAY)


async def close(inside: Ground, retro: str) -> str:
    """Press Close the retro."""
    return await service.close(inside.ports.retros, retro, MONDAY)
