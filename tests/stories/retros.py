"""Retros in the stories: what people do in them, and what their channel gets to see."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from simulator import look_up
from simulator.results import Result
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, Form, Person, read, said

ASK = "@Process Center retro"
WRITE, VOTE, ACT = "retro.submit_note", "retro.submit_ballot", "retro.submit_action"


async def writes_note(who: Person, text: str, prompt: str = "start") -> str:
    """Press *Add a note*, fill the form, press *Save*; the sentence that comes back."""
    return said(await sends(await who.opens("retro.add_note"), WRITE, note=text, prompt=prompt))


async def votes(who: Person, given: Mapping[str, int]) -> Result:
    """Press *Vote*, give these votes by a note's first words and take back all others, send."""
    form = await who.opens("retro.ballot")
    return await sends(form, VOTE, **ballot(form, given))


async def agrees(who: Person, title: str, owner: Person | None = None, due: str = "") -> str:
    """Press *Add an action*, fill the form, press *Save*."""
    form = await who.opens("retro.add_action")
    typed = {"title": title, "due": due, "owner": owner.account.id if owner else ""}
    return said(await sends(form, ACT, **typed))


async def moves_on(who: Person) -> str:
    """Press *Start voting* or *Go on to actions*, and wait until the card shows it."""
    heard = said(await who.presses("retro.next"))
    await who.center.settled()
    return heard


async def closes(who: Person) -> str:
    """Press *Close the retro*, and wait until the card is its summary."""
    heard = said(await who.presses("retro.close"))
    await who.center.settled()
    return heard


async def sends(form: Form, verb: str, **typed: Any) -> Result:
    """Type, leave the rest as it stands, and press the button of this verb."""
    return await form.person.submits(form.data(verb) | form.filled | typed)


def ballot(form: Form, given: Mapping[str, int]) -> dict[str, str]:
    """What is typed into a page of a ballot for these votes, by the words that notes begin with."""
    page = notes_of(form)
    assert all(any(text.startswith(each) for text in page.values()) for each in given)
    return {
        note: next((str(many) for each, many in given.items() if text.startswith(each)), "")
        for note, text in page.items()
    }


def notes_of(form: Form) -> dict[str, str]:
    """The notes of a page of a ballot, in its order: their ids, and what a reader sees of each."""
    return dict(_rows(form.card))


def _rows(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for each in part:
            yield from _rows(each)
    if not isinstance(part, dict):
        return
    votes = ("Input.Number", "Input.ChoiceSet")
    inputs = [each for each in _inputs(part) if each["type"] in votes]
    if part.get("type") == "ColumnSet" and inputs:
        yield inputs[0]["id"], read(part)
    else:
        yield from _rows([value for value in part.values() if isinstance(value, dict | list)])


def _inputs(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict) and str(part.get("type", "")).startswith("Input."):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _inputs(each)


def retro_cards(center: Rehearsal, channel: str = APOLLO) -> list[dict[str, Any]]:
    """The newest state of every card of a retro in a channel, oldest first."""
    return [card for card in center.cards(channel) if "retro " in str(card.get("speak", ""))]


def seen(center: Rehearsal, channel: str = APOLLO) -> str:
    """What a reader sees of the newest retro's card in a channel."""
    found = retro_cards(center, channel)
    return read(found[-1]) if found else ""


def offered(center: Rehearsal, channel: str = APOLLO) -> list[str]:
    """The verbs of the buttons on the newest retro's card, in their order."""
    found = retro_cards(center, channel)
    return [str(look_up.verb_of(each)) for each in look_up.buttons(found[-1])] if found else []


async def retro_id(center: Rehearsal, channel: str = APOLLO) -> str:
    """The id of the retro that is open in a channel."""
    found = await center.ports.retros.retros.in_channel(channel)
    assert found, "no retro is open there"
    return found


def note(retro: str, text: str, nonce: str = "", prompt: str = "start") -> dict[str, Any]:
    """What *Save* of a note's form carries."""
    own = {"verb": WRITE, "retro": retro, "nonce": nonce or uuid4().hex}
    return {**own, "prompt": prompt, "note": text}


def votes_for(retro: str, given: Mapping[str, object], nonce: str = "") -> dict[str, Any]:
    """What *Vote* of a ballot with one page carries; `given` is by note id."""
    return {"verb": VOTE, "retro": retro, "nonce": nonce or uuid4().hex, "page": 1, **given}


def action(retro: str, title: str, nonce: str = "") -> dict[str, Any]:
    """What *Save* of an action's form carries."""
    return {"verb": ACT, "retro": retro, "nonce": nonce or uuid4().hex, "title": title}


async def kept_notes(center: Rehearsal) -> dict[str, str]:
    """All notes that are stored, by their ids."""
    found = await center.database.all(dict, "SELECT id, text FROM retro_notes ORDER BY id")
    return {str(each["id"]): each["text"] for each in found}


async def vote_totals(center: Rehearsal) -> dict[str, int]:
    """The counted votes of all notes, by what they say."""
    found = await center.database.all(dict, "SELECT text, votes FROM retro_notes ORDER BY id")
    return {each["text"]: each["votes"] for each in found}
