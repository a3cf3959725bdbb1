"""A retro on two servers at once: budgets hold, no vote is lost, phases only go forward."""

import asyncio
from collections import Counter
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from core.retros import sentences
from core.retros.model import Phase
from simulator.activities import Activity
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, Person, read
from tests.stories.retros import (
    ASK,
    action,
    kept_notes,
    moves_on,
    note,
    retro_cards,
    retro_id,
    seen,
    vote_totals,
    votes_for,
    writes_note,
)
from tests.stories.wire import Heard, Wire

BUDGET = 3
TEAM = (
    "ada",
    "anil.deshpande",
    "noor.haddad",
    "thiago.sampaio",
    "wren.castellano",
    "jun.takahashi",
    "ifeoma.eze",
)


@pytest.fixture
def team(center: Rehearsal) -> list[Person]:
    """Everybody in Apollo."""
    return [Person(center, name) for name in TEAM]


async def _to_both(wire: Wire, other: Rehearsal, activity: Activity, dice: Random) -> Heard:
    return await wire.post(activity, url=dice.choice(["", other.url]))


async def test_ballots_changed_at_once_on_both_never_pass_the_budget_nor_lose_a_vote(
    center: Rehearsal, other: Rehearsal, wire: Wire, team: list[Person]
) -> None:
    """Each person sends six ballots of which some are too large, all of everybody at once.

    Their last word is one more, sent when the others are answered.
    """
    dice = Random(41)  # noqa: S311 a story, not a secret
    await team[0].writes(ASK)
    for number in range(4):
        await writes_note(team[number], f"Note {number}")
    await moves_on(team[0])
    retro, notes = await retro_id(center), list(await kept_notes(center))
    wishes = [(who, {each: dice.randint(0, 2) for each in notes}) for who in team for _ in range(6)]
    dice.shuffle(wishes)
    heard = await asyncio.gather(
        *[
            _to_both(wire, other, wire.press(who, votes_for(retro, given)), dice)
            for who, given in wishes
        ]
    )
    for (_, given), answer in zip(wishes, heard, strict=True):
        fits = sum(given.values()) <= BUDGET
        assert answer.body["task"]["type"] == ("message" if fits else "continue")
    stored = [await center.ports.retros.retros.ballot(retro, each.account.id) for each in team]
    assert all(sum(each.values()) <= BUDGET for each in stored)
    for who, ballot in zip(team, stored, strict=True):
        own = [given for each, given in wishes if each is who and sum(given.values()) <= BUDGET]
        assert not own or ballot in [{n: v for n, v in each.items() if v} for each in own]

    last = {who.name: dict.fromkeys(dice.sample(notes, 3), 1) for who in team}
    for who in team:
        await _to_both(wire, other, wire.press(who, votes_for(retro, last[who.name])), dice)
    await moves_on(team[0])
    wanted = Counter(note for ballot in last.values() for note in ballot)
    found = await center.database.all(dict, "SELECT id, votes FROM retro_notes")
    assert {str(each["id"]): each["votes"] for each in found if each["votes"]} == dict(wanted)
    assert "7 of 7 voted" in seen(center)


async def test_votes_that_come_while_the_voting_ends_are_counted_or_refused(
    center: Rehearsal, other: Rehearsal, wire: Wire, team: list[Person]
) -> None:
    await team[0].writes(ASK)
    await writes_note(team[1], "The one")
    await moves_on(team[0])
    retro = await retro_id(center)
    (the_one,) = await kept_notes(center)
    ends = {"verb": "retro.next", "retro": retro, "phase": "vote"}
    heard = await asyncio.gather(
        *[wire.post(wire.press(who, votes_for(retro, {the_one: 2}))) for who in team[:4]],
        wire.post(wire.press(team[0], ends, "adaptiveCard/action"), url=other.url),
        *[
            wire.post(wire.press(who, votes_for(retro, {the_one: 2})), url=other.url)
            for who in team[4:]
        ],
    )
    await center.settled()

    told = Counter(_told(each) for each in heard)
    taken = told.pop(sentences.voted(2, BUDGET), 0)
    assert await vote_totals(center) == {"The one": 2 * taken}
    assert f"{taken} of 7 voted" in seen(center)
    late = sentences.late_ballot(Phase.ACTIONS)
    assert told == +Counter({sentences.moved(Phase.ACTIONS): 1, late: 7 - taken})


async def test_notes_that_come_while_the_writing_ends_are_kept_or_refused(
    center: Rehearsal, other: Rehearsal, wire: Wire, team: list[Person]
) -> None:
    await team[0].writes(ASK)
    retro = await retro_id(center)
    ends = {"verb": "retro.next", "retro": retro, "phase": "write"}
    presses = [wire.press(who, note(retro, f"{who.name} {n}")) for who in team for n in range(3)]
    heard = await asyncio.gather(
        *[wire.post(each, url=("", other.url)[at % 2]) for at, each in enumerate(presses[:12])],
        wire.post(wire.press(team[0], ends, "adaptiveCard/action")),
        *[wire.post(each, url=("", other.url)[at % 2]) for at, each in enumerate(presses[12:])],
    )
    await center.settled()
    said = [_told(each) for each in heard]

    assert len(await kept_notes(center)) == said.count(sentences.NOTE_SAVED)
    assert f"voting · {said.count(sentences.NOTE_SAVED)} note" in seen(center)


async def test_retro_written_to_both_begins_one(
    center: Rehearsal, other: Rehearsal, wire: Wire, noor: Person, ada: Person
) -> None:
    asks = [wire.message(each, "<at>Process Center</at> retro") for each in (noor, ada)]
    await asyncio.gather(*[wire.post(each, url=url) for each in asks for url in ("", other.url)])
    await center.settled()

    assert len(retro_cards(center)) == 1


def _told(heard: Heard) -> str:
    """The sentence, or why a form came back."""
    task = heard.body.get("task")
    if not task or task["type"] == "message":
        return heard.says
    late = (sentences.late_ballot(Phase.ACTIONS), sentences.late_note(Phase.VOTE))
    return next(each for each in late if each in read(task["value"]["card"]["content"]))


class Model:
    """What a retro has to be after any presses, in the plainest way."""

    def __init__(self) -> None:
        self.phase = "write"
        self.notes: set[str] = set()
        self.ballots: dict[str, dict[str, int]] = {}
        self.totals: Counter[str] = Counter()
        self.actions: set[str] = set()
        self.nonces: set[str] = set()
        self.voters = 0
        self.closed_in = ""

    def press(self, who: Person, data: dict[str, Any]) -> None:
        """The effect of a press, also of one that comes again: what was refused may fit now."""
        verb, nonce = data["verb"], data.get("nonce")
        if verb == "retro.next" and data["phase"] == self.phase:
            self._leave({"write": "vote", "vote": "actions", "actions": "closed"}[self.phase])
        elif verb == "retro.close":
            self._leave("closed")
        elif verb == "retro.back" and data["phase"] == self._way_back():
            self.phase = data["phase"]
            self.totals = self.totals if self.phase == "actions" else Counter()
        elif nonce and nonce not in self.nonces and self._keep(who, verb, data):
            self.nonces.add(nonce)

    def _keep(self, who: Person, verb: str, data: dict[str, Any]) -> bool:
        if verb == "retro.submit_note" and self.phase == "write":
            self.notes.add(data["note"])
        elif verb == "retro.submit_action" and self.phase == "actions":
            self.actions.add(data["title"])
            self.ballots = {}
        elif verb == "retro.submit_ballot" and self.phase == "vote":
            given = {name: many for name, many in data["by_text"].items() if many}
            if sum(given.values()) > BUDGET:
                return False
            self.ballots[who.name] = given
        else:
            return False
        return True

    def _leave(self, for_: str) -> None:
        if self.phase == "vote":
            self.voters = self._cast()
            for ballot in self.ballots.values():
                self.totals.update(ballot)
        if for_ == "closed" != self.phase:
            self.closed_in, self.ballots = self.phase, {}
        self.phase = for_

    def _cast(self) -> int:
        return sum(map(bool, self.ballots.values()))

    def _way_back(self) -> str:
        if self.phase == "closed":
            return "actions" if self.closed_in == "vote" else self.closed_in
        if self.phase == "vote" and not self._cast():
            return "write"
        exact = self._cast() == self.voters and not self.actions
        return "vote" if self.phase == "actions" and exact else ""


@pytest.mark.parametrize("seed", range(4))
async def test_any_order_of_presses_and_repeats_on_both_ends_as_the_plain_model_does(
    center: Rehearsal, other: Rehearsal, wire: Wire, team: list[Person], seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 a story, not a secret
    await team[0].writes(ASK)
    retro, model, sent = await retro_id(center), Model(), list[tuple[Person, dict[str, Any]]]()
    for number in range(60):
        ids = {text: id_ for id_, text in (await kept_notes(center)).items()}
        who, data = _drawn(dice, team, retro, ids, number)
        if sent and dice.random() < 0.2:
            who, data = dice.choice(sent)
        model.press(who, data)
        sent.append((who, data))
        kind = "adaptiveCard/action" if "nonce" not in data else "task/submit"
        given = {name: value for name, value in data.items() if name != "by_text"}
        heard = await _to_both(wire, other, wire.press(who, given, kind), dice)
        assert heard.status == 200
        assert "on our side" not in str(heard.body)
    await center.settled()

    whole, notes, actions = await center.ports.retros.retros.whole(retro)
    assert (whole.phase or "closed") == model.phase
    assert set((await kept_notes(center)).values()) == model.notes
    assert {each.title for each in actions} == model.actions
    if model.phase in ("actions", "closed"):
        assert {each.text: each.votes for each in notes if each.votes} == dict(+model.totals)
    assert len(center.cards(APOLLO)) == 1


def _drawn(
    dice: Random, team: list[Person], retro: str, ids: dict[str, str], number: int
) -> tuple[Person, dict[str, Any]]:
    """Any press at any time; the phases are left late enough for something to happen in them."""
    who = dice.choice(team)
    draw = dice.random()
    if draw < 0.12:
        phase = dice.choice(["write", "vote", "actions"])
        return team[0], {"verb": "retro.next", "retro": retro, "phase": phase, "of": number}
    if draw < 0.14:
        return team[0], {"verb": "retro.close", "retro": retro, "of": number}
    if draw < 0.2:
        phase = dice.choice(["write", "vote", "actions"])
        return team[0], {"verb": "retro.back", "retro": retro, "phase": phase, "of": number}
    if draw < 0.45 or not ids:
        return who, note(retro, f"Note {number}", uuid4().hex)
    if draw < 0.8:
        by_text = {text: dice.randint(0, 2) for text in dice.sample(sorted(ids), min(3, len(ids)))}
        everything = dict.fromkeys(ids.values(), "") | {ids[text]: v for text, v in by_text.items()}
        return who, votes_for(retro, everything) | {"by_text": by_text}
    return who, action(retro, f"Action {number}")
