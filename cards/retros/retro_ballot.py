"""One page of a person's ballot: the notes by prompt, and beside each how many votes it gets."""

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
from cards.retros.retro_note import said, too_late
from cards.retros.retro_words import subject
from core.retros.forms import BallotForm
from core.retros.model import Note
from core.retros.words import asks
from core.words import count

FEW = 6  # votes of a budget up to which choosing is faster than typing, on a phone most of all
SEEN = "Only you see your votes. Totals show when the voting ends; until then you can change yours."


def build(form: BallotForm) -> Card:
    """What was typed is in the inputs, and a mistake stands at its input."""
    return card(
        heading(*subject(form.retro), " · your ballot"),
        own_words(SEEN, space="None"),
        own_words(_state(form), space="None"),
        *said(form.said),
        *too_late(form.late),
        *_wrong(form),
        *_notes(form),
        actions=_buttons(form),
    )


def _state(form: BallotForm) -> str:
    budget = form.retro.votes
    left = budget - form.given
    says = f"{left} of {count(budget, 'vote')} left" if left >= 0 else f"{-left} too many"
    parts = [says if form.given else f"{count(budget, 'vote')} to give"]
    if form.pages > 1:
        parts.append(f"page {form.page} of {form.pages}")
    return " · ".join(parts)


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
    words = ("stretch", [paragraph(note.text)])
    votes = _votes(note.id, form.retro.votes, form.typed.get(note.id, ""))
    return columns(words, ("80px", [votes]), space="Small", separator=line or None)


def _votes(name: str, budget: int, typed: str) -> CardElement:
    if budget > FEW:
        return inputs.number(name, "Votes", budget, typed)
    numbers = inputs.choices([(f"{number}", f"{number}") for number in range(budget + 1)])
    return inputs.choice(name, "Votes", numbers, typed or "0")


def _buttons(form: BallotForm) -> list[Action]:
    data: dict[str, object] = {"retro": form.retro.id, "nonce": form.nonce, "page": form.page}
    vote = form_button("Vote", "retro.submit_ballot", data, primary=not form.late)
    actions: list[Action] = [vote]
    if form.pages > 1 and not form.late:
        then = form.page % form.pages + 1
        onward = {**data, "then": then}
        actions.append(form_button(f"Save, go to page {then}", "retro.submit_ballot", onward))
    return actions if form.notes else []
