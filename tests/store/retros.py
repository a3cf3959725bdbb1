"""A project that holds retros in its channel, and the people who press there."""

from collections.abc import Awaitable, Mapping
from datetime import date

from core.errors import CenterError
from core.posting.subjects import Subject
from core.pressing.forms import Kept
from core.retros.model import Action, Ballot, Note, Phase
from core.retros.ports import Started
from tests.ground import CHANNEL, MONDAY, TEAM, Ground, member
from tests.store import cards

HERS = "ada@contoso.example"
FRIDAY = MONDAY.replace(day=20, hour=21)  # 15:00 in Chicago
TODAY = date(2026, 11, 20)
OFFICE = f"""\
center: {{organisation: Contoso, time_zone: America/Chicago, staff: [pat@contoso.example]}}
projects:
  - {{id: apollo, title: Apollo, owner: {HERS}, team: {TEAM}, channel: "{CHANNEL}"}}
"""
SERIES = """\
retros:
  - {id: look-back, project: apollo, format: 4ls, votes: 2, schedule: {cron: "0 15 * * FRI"}}
"""


async def begin(inside: Ground, office: str = OFFICE, *, by: str = "kim") -> Started:
    """Start a retro in the channel, with a roster that was read and names that were looked up."""
    await inside.plan(office, FRIDAY)
    await inside.meet()
    await inside.roster("ada", "grace", "kim")
    await inside.ports.people.names.resolve(
        {HERS: member("ada"), "pat@contoso.example": member("pat")}
    )
    return await inside.ports.retros.retros.start(CHANNEL, None, by, FRIDAY)


def card(retro_id: str) -> Subject:
    """Its card in the channel."""
    return Subject("retro", retro_id)


async def until(inside: Ground, retro_id: str, phase: Phase | None) -> None:
    """Move a retro that is being written on to this phase; None: to its close."""
    for left in [*Phase][: [*Phase, None].index(phase)]:
        assert await inside.ports.retros.retros.move_on(retro_id, left, FRIDAY)


async def write(inside: Ground, retro_id: str, *texts: str) -> list[str]:
    """Write these notes; the ids of all there are, by text."""
    for text in texts:
        await inside.ports.retros.retros.add_note(
            retro_id, f"noteno{hash(text) % 10**9}", "start", text
        )
    return await ids(inside, retro_id)


async def ids(inside: Ground, retro_id: str) -> list[str]:
    """The ids of all notes, by text."""
    found = await inside.database.all(
        dict,
        "SELECT id FROM retro_notes WHERE retro_id = %(retro)s ORDER BY text",
        {"retro": retro_id},
    )
    return [each["id"] for each in found]


async def notes(inside: Ground, retro_id: str) -> Mapping[str, Note]:
    """What anybody may read, by text."""
    board = await inside.ports.retros.retros.board(retro_id)
    return {each.text: each for each in board.notes}


async def vote(inside: Ground, retro_id: str, who: str, given: Ballot, *, nonce: str = "") -> Kept:
    """Give votes on a page that shows just these notes."""
    nonce = nonce or f"vote{who}{'x'.join(f'{k}{v}' for k, v in given.items())}"
    return await inside.ports.retros.retros.vote(retro_id, who, nonce, [*given], given)


async def agree(inside: Ground, retro_id: str, title: str) -> Action:
    """Agree on an action of nobody's in the phase for it."""
    retros = inside.ports.retros.retros
    await retros.add_action(retro_id, f"agreed{title}", title, None, None, TODAY)
    return (await retros.board(retro_id)).actions[-1]


async def arrive(inside: Ground, started: Started) -> None:
    """The card came to the channel, and shows all there is."""
    await cards.arrive(inside, card(started.retro_id), f"card-{started.retro_id}")
    await inside.forget_jobs()


async def outcome(press: Awaitable[Kept]) -> str:
    """What it says, or why it is refused."""
    try:
        return (await press).says
    except CenterError as error:
        return error.says
