"""What happens when somebody presses a button of a retro, whatever the button looks like.

Whether they may was asked before: see who.py. No press of a note tells who wrote it: the person is
asked for their right to write, and then neither stored nor logged.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from core.days import local_day
from core.errors import InputError, NotAllowed
from core.pressing.forms import Data, Mistakes, new_nonce, nonce_of, page, typed
from core.pressing.place import Place
from core.retros import phases, reading, sentences, voting
from core.retros.formats import find
from core.retros.forms import ActionForm, BallotForm, NoteForm
from core.retros.model import Board, Phase, Retro
from core.retros.ports import RetroPorts, Started


async def start(ports: RetroPorts, place: Place, words: str, now: datetime) -> Started:
    """Open a retro in this channel, in the format that the words name; one that is open stands.

    Raises InputError for an unknown format, NotFound where no project has this channel, NotAllowed
    in a personal chat.
    """
    if place.channel_id is None:
        raise NotAllowed("A retro is held in a project’s channel. Write “retro” there.")
    format_ = find(words, ports.formats)
    return await ports.retros.start(place.channel_id, format_, place.person_id, now)


async def add_note(ports: RetroPorts, retro_id: str) -> NoteForm:
    """The form for a note, with a nonce of its own. Raises NotAllowed, NotFound."""
    retro = await ports.retros.get(retro_id)
    phases.check_phase(retro, Phase.WRITE)
    return NoteForm(retro, new_nonce())


async def submit_note(ports: RetroPorts, retro_id: str, data: Data) -> str | NoteForm:
    """Keep a note and return the sentence for it, or the same form with its mistakes.

    Where `data` asks for `more`, the answer is a new form that says the sentence. The same nonce
    twice is one note and one answer. After the writing the form comes back with what was typed.
    Raises NotFound, InputError for what no form has.
    """
    nonce = nonce_of(data, sentences.OLD_CARD)
    given = typed(data, reading.NOTE, sentences.OLD_CARD)
    retro = await ports.retros.get(retro_id)
    try:
        prompt, text = reading.read_note(given, retro.format)
        says = (await ports.retros.add_note(retro_id, nonce, prompt, text)).says
    except Mistakes as error:
        late = "" if retro.phase is Phase.WRITE else sentences.late_note(retro.phase)
        return NoteForm(retro, new_nonce(), given, error.fields, late=late)
    except NotAllowed:
        retro = await ports.retros.get(retro_id)
        return NoteForm(retro, new_nonce(), given, late=sentences.late_note(retro.phase))
    if data.get("more") is True and retro.phase is Phase.WRITE:
        return NoteForm(retro, new_nonce(), {"prompt": prompt}, said=says)
    return says


async def ballot(ports: RetroPorts, retro_id: str, person_id: str, number: int) -> BallotForm:
    """One page of this person's ballot, as far as they have filled it in; the nearest page there
    is. Raises NotAllowed, NotFound."""
    board = await ports.retros.board(retro_id)
    phases.check_phase(board.retro, Phase.VOTE)
    return await _ballot(ports, board, person_id, number)


async def submit_ballot(
    ports: RetroPorts, retro_id: str, person_id: str, data: Data
) -> str | BallotForm:
    """Keep the votes of one page and return the sentence for them, or the form with its mistakes.

    `data` says which `page` it was, and where it goes on (`then`), which page follows as the
    answer. The same nonce twice hears the same. After the voting the form comes back as it was
    filled in. Raises NotFound, InputError, and NotAllowed while notes are written again.
    """
    nonce = nonce_of(data, sentences.OLD_CARD)
    board = await ports.retros.board(retro_id)
    retro, shown = board.retro, _shown(board, data)
    given = typed(data, shown, sentences.OLD_CARD)
    try:
        votes = reading.read_ballot(given, shown, retro.votes)
        kept = await ports.retros.vote(retro_id, person_id, nonce, shown, votes)
    except InputError as error:
        if retro.phase is Phase.VOTE:
            return await _ballot(ports, board, person_id, page(data), given=given, wrong=error)
        return await _late_ballot(ports, retro_id, person_id, page(data), given)
    except NotAllowed:
        return await _late_ballot(ports, retro_id, person_id, page(data), given)
    if "then" in data and retro.phase is Phase.VOTE:
        return await _ballot(ports, board, person_id, page(data, "then"), said=kept.says)
    return kept.says


async def add_action(ports: RetroPorts, retro_id: str, now: datetime) -> ActionForm:
    """The form for an action, with a nonce of its own. Raises NotAllowed, NotFound."""
    form = await _action(ports, retro_id, now)
    phases.check_phase(form.retro, Phase.ACTIONS)
    return form


async def submit_action(
    ports: RetroPorts, retro_id: str, data: Data, now: datetime
) -> str | ActionForm:
    """Keep an action and return the sentence for it, or the same form with its mistakes.

    The same nonce twice is one action. Outside its phase the form comes back with what was typed.
    Raises NotFound, and InputError for an owner who was not offered.
    """
    nonce = nonce_of(data, sentences.OLD_CARD)
    given = typed(data, reading.ACTION, sentences.OLD_CARD)
    form = await _action(ports, retro_id, now)
    try:
        title, owner, due_on = reading.read_action(given, form)
        kept = await ports.retros.add_action(retro_id, nonce, title, owner, due_on, form.today)
    except Mistakes as error:
        acts = form.retro.phase is Phase.ACTIONS
        late = "" if acts else sentences.late_action(form.retro.phase)
        return replace(form, typed=given, mistakes=error.fields, late=late)
    except NotAllowed:
        retro = await ports.retros.get(retro_id)
        late = sentences.late_action(retro.phase)
        return replace(form, retro=retro, typed=given, late=late)
    return kept.says


async def close_action(ports: RetroPorts, retro_id: str, action_id: str, now: datetime) -> str:
    """An action is done, also one of an earlier retro; again changes nothing. Raises NotFound."""
    retro = await ports.retros.get(retro_id)
    await ports.retros.close_action(action_id, retro_id, _today(retro, now))
    return sentences.ACTION_DONE


async def reopen_action(ports: RetroPorts, retro_id: str, action_id: str) -> str:
    """An action is not done after all; again changes nothing. Raises NotFound."""
    await ports.retros.reopen_action(action_id, retro_id)
    return sentences.ACTION_OPEN


async def move_on(
    ports: RetroPorts, retro_id: str, leaves: str, now: datetime, moves: int | None = None
) -> str:
    """Leave the phase that the card showed; when it has left that already, nothing happens.

    `moves` are those that the card knew of. Raises NotFound, and InputError for a phase that the
    retro does not have.
    """
    retro = await ports.retros.get(retro_id)
    phase = _phase(retro, leaves)
    if not await ports.retros.move_on(retro_id, phase, now, moves):
        return sentences.CLOSED if retro.phase is None else sentences.ALREADY
    return sentences.moved(phases.following(retro.format, phase))


async def back(
    ports: RetroPorts, retro_id: str, to: str, now: datetime, moves: int | None = None
) -> str:
    """Take up a phase again that was left too early, or a retro that was closed too early.

    Again changes nothing. Raises NotFound, NotAllowed once something was built on it, and
    InputError for a phase that the retro does not have.
    """
    retro = await ports.retros.get(retro_id)
    phase = _phase(retro, to)
    if await ports.retros.back(retro_id, phase, now, moves):
        return sentences.went_back(phase, anew=phases.begins_anew(retro))
    there = (await ports.retros.get(retro_id)).phase is phase
    return sentences.went_back(phase) if there else sentences.ALREADY


async def close(ports: RetroPorts, retro_id: str, now: datetime, moves: int | None = None) -> str:
    """Close it in whatever phase it is; again changes nothing. Raises NotFound."""
    if await ports.retros.close(retro_id, now, moves):
        return sentences.moved(None)
    retro = await ports.retros.get(retro_id)
    return sentences.CLOSED if retro.phase is None else sentences.ALREADY


async def notes(ports: RetroPorts, retro_id: str) -> Board:
    """All that may be read. Raises NotFound, and NotAllowed while notes are written."""
    board = await ports.retros.board(retro_id)
    phases.check_readable(board.retro)
    return board


def _shown(board: Board, data: Data) -> list[str]:
    """The notes of the page that was sent in, and any other that it names.

    A client leaves an emptied input out, so what was on the page is for us to know.
    """
    pages = voting.pages(board.notes, board.retro.format)
    here = {note.id for note in pages[min(page(data), len(pages)) - 1]}
    return [note.id for note in board.notes if note.id in here or note.id in data]


async def _late_ballot(
    ports: RetroPorts, retro_id: str, person_id: str, number: int, given: Mapping[str, str]
) -> BallotForm:
    """The page as it was filled in, which is before anything was counted."""
    board = await ports.retros.board(retro_id)
    late = sentences.late_ballot(board.retro.phase)
    if board.retro.phase is Phase.WRITE:
        raise NotAllowed(late)
    uncounted = replace(board, notes=[replace(note, votes=None) for note in board.notes])
    return replace(await _ballot(ports, uncounted, person_id, number, given=given), late=late)


async def _ballot(
    ports: RetroPorts,
    board: Board,
    person_id: str,
    number: int,
    *,
    given: Mapping[str, str] | None = None,
    wrong: InputError | None = None,
    said: str = "",
) -> BallotForm:
    own = await ports.retros.ballot(board.retro.id, person_id)
    pages = voting.pages(board.notes, board.retro.format)
    number = min(max(number, 1), len(pages))
    here = {note.id for note in pages[number - 1]}
    shown = given if given is not None else {note: str(votes) for note, votes in own.items()}
    return BallotForm(
        retro=board.retro,
        nonce=new_nonce(),
        page=number,
        pages=len(pages),
        notes=pages[number - 1],
        typed={note: text for note, text in shown.items() if note in here},
        elsewhere=sum(votes for note, votes in own.items() if note not in here),
        mistakes=wrong.fields if isinstance(wrong, Mistakes) else {},
        problem="" if wrong is None or isinstance(wrong, Mistakes) else wrong.says,
        said=said,
    )


async def _action(ports: RetroPorts, retro_id: str, now: datetime) -> ActionForm:
    retro = await ports.retros.get(retro_id)
    people = await ports.retros.people(retro_id)
    return ActionForm(retro, new_nonce(), people, _today(retro, now))


def _phase(retro: Retro, named: str) -> Phase:
    if named not in retro.format.phases:
        raise InputError(sentences.OLD_CARD)
    return Phase(named)


def _today(retro: Retro, now: datetime) -> date:
    return local_day(now, retro.time_zone)
