"""Five weeks with three retros: after every step every card is read, also those from before."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from tests.rehearsal import Rehearsal
from tests.stories.five_weeks import retros
from tests.stories.five_weeks.retros import Action, Retro
from tests.stories.people import APOLLO, MONDAY, Person, read
from tests.stories.retros import agrees, closes, moves_on, votes, writes_note

WEDNESDAY = MONDAY.replace(hour=10) + timedelta(days=2)
WEEKS = (0, 2, 4)
PEOPLE = {
    "noor.haddad": "Noor Haddad",
    "anil.deshpande": "Anil Deshpande",
    "ada": "Ada Okonkwo",
}
CLAIM = re.compile(
    r"\bsince\b|\bwas due\b|\bby (Mon|Tue|Wed|Thu|Fri|Sat|Sun) |voted|\bnotes?\b.*·|\bdone\b|agreed"
    r"|^Closed|\bmore$|· retro \d|no date"
)


class Play:
    """The retros so far, newest last, and the rehearsal in which they are held."""

    def __init__(self, center: Rehearsal) -> None:
        self.center = center
        self.held: list[Retro] = []
        self.noor, self.anil, self.ada = (Person(center, name) for name in PEOPLE)

    def earlier(self, retro: Retro) -> list[Action]:
        """What retros before this one agreed on."""
        return [each for one in self.held if one.number < retro.number for each in one.actions]

    async def begin(self, on: date) -> Retro:
        """Somebody begins one in the channel."""
        await self.noor.writes("@Process Center retro")
        self.held.append(Retro(len(self.held) + 1, on))
        return self.held[-1]

    async def is_true(self, phase: str) -> None:
        """Read every card: the newest in its phase, the others closed."""
        await self.center.settled()
        cards = [text for each in self.center.cards(APOLLO) if "· retro" in (text := read(each))]
        for retro, text in zip(self.held, cards, strict=True):
            earlier = self.earlier(retro)
            if retro is not self.held[-1]:
                told = retros.closed(retro, earlier, newest=False)
            elif phase == "closed":
                told = retros.closed(retro, earlier, newest=True)
            else:
                told = getattr(retros, phase)(retro, earlier)
            said = text.split("\n")
            assert sorted(filter(CLAIM.search, said)) == sorted(filter(CLAIM.search, told)), text
            if phase in ("acting", "closed"):
                _votes_are_true(said, retro)


def _votes_are_true(said: list[str], retro: Retro) -> None:
    """The notes that are shown with votes are those that have most."""
    shown = [int(each.split()[0]) for each in said if re.fullmatch(r"\d+ votes?", each)]
    most = sorted((number for number in retro.tally.values() if number), reverse=True)
    assert sorted(shown, reverse=True) == most[: len(shown)]
    assert bool(shown) == bool(most)


@pytest.mark.parametrize("seed", [3])
async def test_every_count_and_day_on_a_retro_is_as_the_diary_has_it(
    center: Rehearsal, seed: int
) -> None:
    chance, play = Random(seed), Play(center)  # noqa: S311 a play, no secret
    for week in WEEKS:
        at = WEDNESDAY + timedelta(weeks=week)
        await center.at(at)
        retro = await play.begin(at.date())
        await play.is_true("writing")
        await _writes(play, retro, chance)
        await play.is_true("writing")
        await _ticks(play, at, chance)
        await play.is_true("writing")
        await moves_on(play.ada)
        await play.is_true("voting")
        await _votes(play, retro, chance)
        await play.is_true("voting")
        await moves_on(play.ada)
        await play.is_true("acting")
        await _agrees(play, retro, chance)
        await play.is_true("acting")
        await closes(play.ada)
        await play.is_true("closed")
        await center.at(at + timedelta(days=7))
        await _ticks(play, at + timedelta(days=7), chance)
        await play.is_true("closed")


async def _writes(play: Play, retro: Retro, chance: Random) -> None:
    for number in range(chance.randrange(1, 6)):
        text = f"{retro.number}.{number} we should look at this"
        await writes_note(chance.choice([play.noor, play.anil]), text)
        retro.notes.append(text)


async def _votes(play: Play, retro: Retro, chance: Random) -> None:
    for who in (play.noor, play.anil):
        if chance.random() < 0.8:
            given = {chance.choice(retro.notes): chance.randrange(1, 4)}
            await votes(who, given)
            retro.votes[who.name] = Counter(given)


async def _agrees(play: Play, retro: Retro, chance: Random) -> None:
    for number in range(chance.randrange(4)):
        owner = chance.choice([None, play.noor, play.anil])
        due = chance.choice([None, retro.on + timedelta(days=chance.randrange(20))])
        title = f"Action {retro.number}.{number}"
        await agrees(play.noor, title, owner, due.isoformat() if due else "")
        name = PEOPLE[owner.name] if owner else ""
        retro.actions.append(Action(title, name, due, retro.on))


async def _ticks(play: Play, at: datetime, chance: Random) -> None:
    """Some of what is open is done."""
    for each in [each for one in play.held for each in one.actions if each.done is None]:
        if chance.random() < 0.3 and await _pressed(play, each):
            each.done = at.date()


async def _pressed(play: Play, action: Action) -> bool:
    """Press *Done* on the newest card that names it, if one does."""
    found = await play.center.database.row(
        "SELECT id FROM retro_actions WHERE title = %(title)s", {"title": action.title}
    )
    assert found
    shown = any(found["id"] in str(each) for each in play.center.cards(APOLLO))
    if shown:
        data = {"action": found["id"]}
        await play.center.tenant.press(
            play.noor.account.id, APOLLO, "retro.close_action", data=data
        )
        await play.center.settled()
    return shown
