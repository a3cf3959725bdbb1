"""What happens when somebody presses a button of a retro, whatever the button looks like.

No press of a note tells who wrote it: the person is asked for their right to write, and then
neither stored nor logged.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

from core.checkins.answering import Place
from core.checkins.reading import Mistakes
from core.errors import InputError, NotAllowed
from core.ports import Rosters, Work
from core.retros import phases, reading, sentences, voting
from core.retros.formats import find
from core.retros.forms import ActionForm, BallotForm, NoteForm
from core.retros.model import Board, Phase, Retro
from core.retros.ports import Begun, Chair, Formats, Kept, Retros


class Outside(Protocol):
    """The part of core.ports.Ports that these presses need."""

    @property
    def retros(self) -> Retros: ...

    @property
    def rosters(self) -> Rosters: ...

    @property
    def work(self) -> Work: ...


Data = Mapping[str, object]


async def start(ports: Outside, formats: Formats, place: Place, words: str, now: datetime) -> Begun:
    """Open a retro in this channel, in the format that the words name; one that is open stands.

    Raises InputError for an unknown format, NotFound where no project has this channel, NotAllowed
    in a personal chat.
    """
    if place.channel_id is None or not place.person_id:
        raise NotAllowed("A retro is held in a project’s channel. Write “retro” there.")
    return await ports.retros.start(place.channel_id, find(words, formats), place.person_id, now)


async def add_note(ports: Outside, retro_id: str, place: Place) -> NoteForm:
    """The form for a note, with a nonce of its own. Raises NotAllowed, NotFound."""
    chair = await _sit(ports, retro_id, place)
    phases.check_phase(chair.retro, Phase.WRITE)
    return NoteForm(chair.retro, uuid4().hex)


async def submit_note(ports: Outside, retro_id: str, place: Place, data: Data) -> str | NoteForm:
    """Keep a note and return the sentence for it, or the same form with its mistakes.

    Where `data` asks for `more`, the answer is a new form that says the sentence. The same nonce
    twice is one note and one answer. Raises NotAllowed, NotFound, InputError for what no form has.
    """
    nonce, given = _nonce(data), reading.typed(data, reading.NOTE)
    retro = (await _sit(ports, retro_id, place)).retro
    try:
        prompt, text = reading.read_note(given, retro.format)
    except Mistakes as error:
        phases.check_phase(retro, Phase.WRITE)
        return NoteForm(retro, uuid4().hex, given, error.fields)
    kept = await ports.retros.add_note(retro_id, nonce, prompt, text)
    await _show(ports, retro_id, kept)
    if data.get("more") is True and retro.phase is Phase.WRITE:
        return NoteForm(retro, uuid4().hex, {"prompt": prompt}, said=kept.says)
    return kept.says


async def ballot(
    ports: Outside, retro_id: str, place: Place, page: int, now: datetime
) -> BallotForm:
    """One page of this person's ballot, as far as they have filled it in; the nearest page there
    is. Raises NotAllowed, NotFound."""
    chair = await _sit(ports, retro_id, place)
    phases.check_phase(chair.retro, Phase.VOTE)
    board = await ports.retros.board(retro_id, now)
    return await _ballot(ports, chair, board, page)


async def submit_ballot(
    ports: Outside, retro_id: str, place: Place, data: Data, now: datetime
) -> str | BallotForm:
    """Keep the votes of one page and return the sentence for them, or the form with its mistakes.

    `data` says which `page` it was, and where it goes on (`then`), which page follows as the
    answer. The same nonce twice hears the same. Raises NotAllowed, NotFound, InputError.
    """
    nonce = _nonce(data)
    chair = await _sit(ports, retro_id, place)
    board = await ports.retros.board(retro_id, now)
    shown = _shown(board, data)
    given = reading.typed(data, shown)
    try:
        votes = reading.read_ballot(given, shown, chair.retro.votes)
        kept = await ports.retros.vote(retro_id, place.person_id, nonce, shown, votes)
    except InputError as error:
        phases.check_phase(chair.retro, Phase.VOTE)
        return await _ballot(ports, chair, board, _page(data), given=given, wrong=error)
    await _show(ports, retro_id, kept)
    if "then" in data and chair.retro.phase is Phase.VOTE:
        return await _ballot(ports, chair, board, _page(data, "then"), said=kept.says)
    return kept.says


async def add_action(ports: Outside, retro_id: str, place: Place, now: datetime) -> ActionForm:
    """The form for an action, with a nonce of its own. Raises NotAllowed, NotFound."""
    chair = await _sit(ports, retro_id, place)
    phases.check_phase(chair.retro, Phase.ACTIONS)
    return _action(chair, now)


async def submit_action(
    ports: Outside, retro_id: str, place: Place, data: Data, now: datetime
) -> str | ActionForm:
    """Keep an action and return the sentence for it, or the same form with its mistakes.

    The same nonce twice is one action. Raises NotAllowed, NotFound, and InputError for an owner
    who was not offered.
    """
    nonce, given = _nonce(data), reading.typed(data, reading.ACTION)
    chair = await _sit(ports, retro_id, place)
    form = _action(chair, now)
    try:
        title, owner, due_on = reading.read_action(given, form)
    except Mistakes as error:
        phases.check_phase(chair.retro, Phase.ACTIONS)
        return ActionForm(chair.retro, form.nonce, form.people, form.today, given, error.fields)
    kept = await ports.retros.add_action(retro_id, nonce, title, owner, due_on, form.today)
    await _show(ports, retro_id, kept)
    return kept.says


async def close_action(
    ports: Outside, retro_id: str, place: Place, action_id: str, now: datetime
) -> str:
    """An action is done, also one of an earlier retro. Raises NotAllowed, NotFound."""
    retro = (await _sit(ports, retro_id, place)).retro
    kept = await ports.retros.close_action(action_id, retro_id, _today(retro, now))
    await _show(ports, retro_id, kept)
    return kept.says


async def move_on(ports: Outside, retro_id: str, place: Place, leaves: str, now: datetime) -> str:
    """Leave the phase that the card showed; when it has left that already, nothing happens.

    Raises NotAllowed, NotFound, and InputError for a phase that the retro does not have.
    """
    chair = await ports.retros.chair(retro_id, place.person_id)
    phases.check_place(chair.retro, place)
    phases.check_leads(chair)
    if leaves not in chair.retro.format.phases:
        raise InputError(sentences.OLD_CARD)
    phase = Phase(leaves)
    if not await ports.retros.move_on(retro_id, phase, now):
        return sentences.CLOSED if chair.retro.phase is None else sentences.ALREADY
    await _show_now(ports, retro_id)
    return sentences.moved(phases.following(chair.retro.format, phase))


async def close(ports: Outside, retro_id: str, place: Place, now: datetime) -> str:
    """Close it in whatever phase it is; again changes nothing. Raises NotAllowed, NotFound."""
    chair = await ports.retros.chair(retro_id, place.person_id)
    phases.check_place(chair.retro, place)
    phases.check_leads(chair)
    return sentences.moved(None) if await end(ports, retro_id, now) else sentences.CLOSED


async def end(ports: Outside, retro_id: str, now: datetime) -> bool:
    """Close it for whoever may without being asked; False when it was. Raises NotFound."""
    closed = await ports.retros.close(retro_id, now)
    if closed:
        await _show_now(ports, retro_id)
    return closed


async def notes(ports: Outside, retro_id: str, place: Place, now: datetime) -> Board:
    """All that may be read, for anyone in the channel. Raises NotFound, and NotAllowed while notes
    are written."""
    board = await ports.retros.board(retro_id, now)
    phases.check_place(board.retro, place)
    phases.check_readable(board.retro)
    return board


async def _sit(ports: Outside, retro_id: str, place: Place) -> Chair:
    chair = await ports.retros.chair(retro_id, place.person_id)
    phases.check_place(chair.retro, place)
    try:
        phases.check_takes_part(chair)
    except NotAllowed:
        await ports.rosters.forget(chair.retro.team_id)
        await ports.work.defer("read_rosters", once="all")
        raise
    return chair


def _shown(board: Board, data: Data) -> list[str]:
    """The notes of the page that was sent in, and any other that it names.

    A client leaves an emptied input out, so what was on the page is for us to know.
    """
    pages = voting.pages(board.notes, board.retro.format)
    page = {note.id for note in pages[min(_page(data), len(pages)) - 1]}
    return [note.id for note in board.notes if note.id in page or note.id in data]


async def _ballot(
    ports: Outside,
    chair: Chair,
    board: Board,
    page: int,
    *,
    given: Mapping[str, str] | None = None,
    wrong: InputError | None = None,
    said: str = "",
) -> BallotForm:
    own = await ports.retros.ballot(chair.retro.id, chair.person_id)
    pages = voting.pages(board.notes, chair.retro.format)
    page = min(max(page, 1), len(pages))
    here = {note.id for note in pages[page - 1]}
    typed = given if given is not None else {note: str(votes) for note, votes in own.items()}
    return BallotForm(
        retro=chair.retro,
        nonce=uuid4().hex,
        page=page,
        pages=len(pages),
        notes=pages[page - 1],
        typed={note: text for note, text in typed.items() if note in here},
        elsewhere=sum(votes for note, votes in own.items() if note not in here),
        mistakes=wrong.fields if isinstance(wrong, Mistakes) else {},
        problem="" if wrong is None or isinstance(wrong, Mistakes) else wrong.says,
        said=said,
    )


def _action(chair: Chair, now: datetime) -> ActionForm:
    return ActionForm(chair.retro, uuid4().hex, chair.people, _today(chair.retro, now))


def _today(retro: Retro, now: datetime) -> date:
    return now.astimezone(ZoneInfo(retro.time_zone)).date()


async def _show(ports: Outside, retro_id: str, kept: Kept) -> None:
    """Only the press that finds the card up to date asks for an edit; the edit sees the rest."""
    if kept.dirty:
        await _show_now(ports, retro_id)


async def _show_now(ports: Outside, retro_id: str) -> None:
    await ports.work.defer("show_retro", once=retro_id, retro_id=retro_id)


def _page(data: Data, name: str = "page") -> int:
    page = data.get(name)
    return max(page, 1) if isinstance(page, int) else 1


def _nonce(data: Data) -> str:
    nonce = data.get("nonce")
    if not isinstance(nonce, str) or not 8 <= len(nonce) <= 64 or not nonce.isalnum():
        raise InputError(sentences.OLD_CARD)
    return nonce
