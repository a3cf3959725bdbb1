"""One page of a person's ballot: the notes by prompt, and a number of votes beside each."""

from collections.abc import Iterator
from itertools import groupby

from microsoft_teams.cards import Action

from cards.kit import inputs
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    card,
    columns,
    form_button,
    heading,
    own_words,
    paragraph,
    section,
)
from cards.retros.retro_note import said
from cards.retros.retro_words import subject
from core.retros.forms import BallotForm
from core.retros.model import Note
from core.retros.words import asks
from core.words import count


def build(form: BallotForm) -> Card:
    """What was typed is in the inputs, and a mistake stands at its input."""
    return card(
        heading(*subject(form.retro), " · your ballot"),
        own_words(_state(form), space="None"),
        *said(form.said),
        *_wrong(form),
        *_notes(form),
        actions=_buttons(form),
    )


def _state(form: BallotForm) -> str:
    budget = form.retro.votes
    given = f"{form.given} of {count(budget, 'vote')} given"
    parts = [given if form.given else f"{count(budget, 'vote')} to give"]
    if form.pages > 1:
        parts.append(f"page {form.page} of {form.pages}")
    return " · ".join([*parts, "change them until the voting ends · totals show then"])


def _wrong(form: BallotForm) -> list[CardElement]:
    """Say on top that nothing was stored, and what is about the ballot as a whole."""
    if form.problem:
        return [box("attention", paragraph(Words(form.problem)))]
    if form.mistakes:
        says = f"Not saved yet: {count(form.mistakes, 'thing')} to put right, marked below."
        return [box("attention", paragraph(Words(says)))]
    return []


def _notes(form: BallotForm) -> Iterator[CardElement]:
    if not form.notes:
        yield paragraph("There are no notes to vote on.")
    for prompt, notes in groupby(form.notes, key=lambda note: note.prompt):
        yield section(asks(form.retro.format, prompt))
        for at, note in enumerate(notes):
            yield _note(form, note, line=at > 0)
            if note.id in form.mistakes:
                yield inputs.mistake(form.mistakes[note.id])


def _note(form: BallotForm, note: Note, *, line: bool) -> CardElement:
    votes = inputs.number(note.id, "Votes", form.retro.votes, form.typed.get(note.id, ""))
    words = ("stretch", [paragraph(note.text)])
    return columns(words, ("80px", [votes]), space="Small", separator=line or None)


def _buttons(form: BallotForm) -> list[Action]:
    data: dict[str, object] = {"retro": form.retro.id, "nonce": form.nonce, "page": form.page}
    actions: list[Action] = [form_button("Vote", "retro.submit_ballot", data, primary=True)]
    if form.pages > 1:
        then = form.page % form.pages + 1
        onward = {**data, "then": then}
        actions.append(form_button(f"Save, go to page {then}", "retro.submit_ballot", onward))
    return actions if form.notes else []
