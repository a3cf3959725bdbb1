"""What a person typed into a form of a retro becomes a note, a ballot or an action, or mistakes."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.errors import InputError
from core.people.model import Person
from core.pressing import forms
from core.pressing.forms import Mistakes
from core.retros.forms import ActionForm
from core.retros.model import ACTION_LIMIT, NOTE_LIMIT, Ballot, Format
from core.retros.sentences import OLD_CARD

NOTE = ("prompt", "note")
ACTION = ("title", "owner", "due")


def read_note(given: Mapping[str, str], format_: Format) -> tuple[str, str]:
    """The prompt's id and the text. Raises Mistakes, and InputError for a prompt not offered."""
    prompt, text = given.get("prompt"), given.get("note", "")
    if prompt is not None and prompt not in [each.id for each in format_.prompts]:
        raise InputError(OLD_CARD)
    wrong: dict[str, str] = {}
    if prompt is None:
        wrong["prompt"] = "Choose what your note answers."
    if not text:
        wrong["note"] = "Write your note."
    if says := forms.too_long(text, NOTE_LIMIT):
        wrong["note"] = says
    if wrong or prompt is None:
        raise Mistakes(wrong)
    return prompt, text


def read_ballot(given: Mapping[str, str], shown: Sequence[str], budget: int) -> Ballot:
    """Votes by note; an input left empty gives none. Raises Mistakes at what is no such number."""
    votes = {note: _votes(given[note], budget) for note in shown if note in given}
    wrong = f"A whole number from 0 to {budget}."
    mistakes = {note: wrong for note, number in votes.items() if number is None}
    if mistakes:
        raise Mistakes(mistakes)
    return {note: number for note, number in votes.items() if number}


def read_action(
    given: Mapping[str, str], form: ActionForm
) -> tuple[str, Person | None, date | None]:
    """Title, owner and due date, the latter two perhaps left open.

    Raises Mistakes, and InputError for an owner who was not offered.
    """
    people, wrong = {each.id: each for each in form.people}, dict[str, str]()
    owner = given.get("owner")
    if owner is not None and owner not in people:
        raise InputError(OLD_CARD)
    title = " ".join(given.get("title", "").split())
    if not title:
        wrong["title"] = "Say what will be done."
    if says := forms.too_long(title, ACTION_LIMIT):
        wrong["title"] = says
    due_on = _due(given.get("due"), form.today, wrong)
    if wrong:
        raise Mistakes(wrong)
    return title, people[owner] if owner is not None else None, due_on


def _votes(text: str, budget: int) -> int | None:
    fits = text.isascii() and text.isdecimal() and len(text) < 4
    return int(text) if fits and int(text) <= budget else None


def _due(text: str | None, today: date, wrong: dict[str, str]) -> date | None:
    if text is None:
        return None
    if (day := forms.day(text)) is None:
        wrong["due"] = "A date like 2026-11-30."
        return None
    if day < today:
        wrong["due"] = "This day is over. Choose today or a later day."
    return day
