"""A restore in the middle of rounds and retros: they go on, and nothing is posted twice."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import inherited
from core.checkins import who as checkin_roles
from core.posting.deliveries import Patience
from core.retros import who as retro_roles
from jobs.sweeps import settle, unsent
from simulator import look_up
from simulator.faults import Fault, FaultKind
from simulator.results import Result
from store.backups import archive, database, restoring, taking
from tests.conftest import Server
from tests.rehearsal import WAIT, Company, Rehearsal, rehearsal
from tests.stories.fixing_restored import approved, asked_anew
from tests.stories.people import (
    APOLLO,
    BOREALIS,
    CEDAR,
    GREEN,
    LATE_STORE,
    MONDAY,
    Person,
    said,
    shown,
)
from tests.stories.records import colours, deliveries
from tests.stories.retros import ASK, kept_notes, retro_cards, seen, votes, writes_note

HOUR = timedelta(hours=1)
ANSWER, ADD = "checkin.answer", "retro.add_note"


@dataclass(frozen=True)
class Machine:
    """Where a Process Center and its tenant are kept, and a place for backups."""

    url: str
    folder: Path

    @asynccontextmanager
    async def serves(self) -> AsyncIterator[Rehearsal]:
        """Process Center at work, until the end of the block."""
        async with rehearsal(self.url, data_dir=self.folder / "tenant") as made:
            await made.ports.posting.addresses.moved_to(made.tenant.service_url)
            yield made

    async def saves(self) -> Path:
        """A backup, while everything is at work."""
        file = self.folder / "center.backup"
        await asyncio.to_thread(self._save, file)
        return file

    def _save(self, file: Path) -> None:
        file.write_bytes(b"".join(taking.take(self.url, inherited(), lambda *_: None)))

    def restores(self, file: Path) -> None:
        """As the command does it."""
        found = archive.look(file, inherited())
        seen_ = database.look(self.url, to_restore=True)
        restoring.check(found, seen_, replace=True)
        most = Patience().most
        restoring.restore(found, seen_, self.url, inherited(), most, lambda *_: None)


@pytest.fixture
def machine(postgres: Server, company: Company, tmp_path: Path) -> Iterator[Machine]:
    """The sample company, early on a Monday."""
    shutil.copytree(company.tenant, tmp_path / "tenant")
    with postgres.copy(company.database) as url:
        yield Machine(url, tmp_path)


def people(center: Rehearsal) -> tuple[Person, Person, Person]:
    """Three members of Apollo; Ada owns it."""
    return Person(center, "ada"), Person(center, "noor.haddad"), Person(center, "jun.takahashi")


def many(center: Rehearsal, verb: str, channel: str = APOLLO) -> int:
    """How many cards with a button of this verb stand in a channel."""
    return sum(verb in str(card) for card in center.cards(channel))


async def presses_old(who: Person, verb: str, card: int) -> Result:
    """Press a button on a card that stands further up, by its place among those that have it."""
    messages = who.center.tenant.messages(who.channel)
    old = [each for each in messages if verb in str(each["cards"])][card]
    (button,) = [each for each in look_up.buttons(old["cards"][0]) if look_up.verb_of(each) == verb]
    acts = who.center.tenant.acts
    return await acts.press(who.account.id, who.channel, old["id"], button, {})


async def refused(center: Rehearsal) -> None:
    """Until Cedar's card waits, as it was refused, and that of Borealis stands in its channel."""
    until = time.monotonic() + WAIT
    while not (shown(center, BOREALIS) and "sign_in" in str(await causes(center))):
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


async def looked(center: Rehearsal) -> None:
    """What is unclear after a restore was looked for, as every server does it again and again."""
    until = time.monotonic() + WAIT
    unclear = (
        "SELECT FROM deliveries WHERE state = 'unknown' AND look_at IS DISTINCT FROM 'infinity'"
    )
    while await center.database.row(unclear) is not None:
        assert time.monotonic() < until
        await settle.run(center.ports)
        await asyncio.sleep(0.1)
    await center.settled()


async def causes(center: Rehearsal) -> list[dict[str, str]]:
    """Why cards wait."""
    return await center.database.all(dict, "SELECT cause FROM deliveries WHERE state = 'queued'")


async def test_an_open_round_goes_on_with_the_answers_that_the_backup_has(machine: Machine) -> None:
    async with machine.serves() as center:
        await center.at(MONDAY)
        ada, noor, jun = people(center)
        await noor.answers(**LATE_STORE)
        await center.settled()
        file = await machine.saves()
        await ada.answers(**GREEN)
        await jun.answers(**GREEN)
        await center.settled()
        assert "3 of 7 answered" in shown(center)
    machine.restores(file)

    async with machine.serves() as center:
        await looked(center)
        await center.at(MONDAY + HOUR)
        ada, noor, jun = people(center)
        assert many(center, ANSWER) == 1
        assert "1 of 7 answered" in shown(center), "the card tells what there is now"
        assert await colours(center) == {"noor.haddad": "red"}
        assert (await noor.opens()).filled["schedule_note"] == "The store said no."

        await ada.answers(**GREEN)
        await center.settled()
        assert "2 of 7 answered" in shown(center)
        await center.at(MONDAY + timedelta(days=1))
        assert "2 of 7 answered · closed" in shown(center)
        assert len(center.cards(APOLLO)) == 1


async def test_a_retro_goes_on_in_the_phase_that_the_backup_has(machine: Machine) -> None:
    async with machine.serves() as center:
        ada, noor, jun = people(center)
        await ada.writes(ASK)
        await writes_note(noor, "Show the build on Fridays")
        file = await machine.saves()
        await writes_note(jun, "Merging on Friday evenings", "stop")
        await ada.presses("retro.next")
        await center.settled()
        await votes(noor, {"Show": 1})
        assert "voting" in seen(center)
    machine.restores(file)

    async with machine.serves() as center:
        await looked(center)
        await center.at(MONDAY - HOUR)
        ada, noor, jun = people(center)
        assert "writing · 1 note" in seen(center)
        assert len(retro_cards(center)) == 1
        await writes_note(jun, "The demo with customers", "continue")
        assert set((await kept_notes(center)).values()) == {
            "Show the build on Fridays",
            "The demo with customers",
        }
        await ada.presses("retro.next")
        await center.settled()
        await votes(noor, {"Show": 2, "The demo": 1})
        assert "voting" in seen(center)


async def test_a_press_on_a_card_that_came_after_the_backup_is_answered_with_what_to_do(
    machine: Machine,
) -> None:
    """What was due meanwhile begins once more, with a card of its own, and counts.

    What was approved to be put right is asked for anew: it may have been done since, and undone.
    """
    async with machine.serves() as center:
        plan = await approved(center)
        file = await machine.saves()
        await center.at(MONDAY)
        ada, noor, _ = people(center)
        await noor.answers(**GREEN)
        await ada.writes(ASK)
        await writes_note(noor, "Show the build on Fridays")
        await center.settled()
    machine.restores(file)

    async with machine.serves() as center:
        await asked_anew(center, plan)
        _, noor, _ = people(center)
        assert said(await noor.presses(ANSWER)) == checkin_roles.GONE
        assert said(await noor.presses(ADD)) == retro_roles.GONE
        await looked(center)
        await center.at(MONDAY + HOUR)
        assert many(center, ANSWER) == 2, "nobody knows the first any more"
        assert said(await presses_old(noor, ANSWER, 0)) == checkin_roles.GONE
        await noor.answers(**GREEN)
        await center.settled()
        assert "1 of 7 answered" in shown(center)


@pytest.mark.parametrize("reads", [True, False])
async def test_what_was_about_to_be_sent_is_found_or_told_and_never_sent_again(
    machine: Machine, reads: bool
) -> None:
    """Cedar's card waited when the backup was made, and came a moment later."""
    async with machine.serves() as center:
        await center.at(MONDAY.replace(hour=8, minute=30))
        await center.tenant.install([], [Person(center, "pat").account.id])
        center.tenant.fault(Fault(FaultKind.SIGN_IN, conversation=CEDAR))
        await center.ports.checkins.rounds.open(["cedar-weekly", "borealis-weekly"], MONDAY)
        await refused(center)
        file = await machine.saves()
        center.tenant.clear_faults()
        await center.database.run("UPDATE procrastinate_jobs SET scheduled_at = now()")
        await center.settled()
        assert many(center, ANSWER, CEDAR) == 1
    machine.restores(file)

    async with machine.serves() as center:
        center.tenant.world.switches.reads_channel_messages = reads
        (before,) = await deliveries(center, CEDAR)
        assert before["state"] == "unknown"
        assert "when the backup of" in before["reason"]
        await looked(center)
        (after,) = await deliveries(center, CEDAR)
        assert after["state"] == ("sent" if reads else "unknown")
        assert many(center, ANSWER, CEDAR) == many(center, ANSWER, BOREALIS) == 1

        await unsent.run(center.ports)
        await center.settled()
        chat = Person(center, "pat").chat
        told = [each for each in center.tenant.messages(chat) if "Cedar billing" in str(each)]
        assert bool(told) is not reads


async def test_a_team_that_has_not_met_us_still_gets_its_card_once_it_does(
    machine: Machine,
) -> None:
    async with machine.serves() as center:
        await center.tenant.uninstall(["PRJ-Cedar"])
        await center.settled()
        await center.ports.checkins.rounds.open(["cedar-weekly"], MONDAY)
        await center.settled()
        assert [each["waits"] for each in await deliveries(center, CEDAR)] == [True]
        file = await machine.saves()
    machine.restores(file)

    async with machine.serves() as center:
        await looked(center)
        (waits,) = await deliveries(center, CEDAR)
        assert (waits["state"], waits["repeats"]) == ("queued", 0)
        await center.install(["PRJ-Cedar"])
        assert many(center, ANSWER, CEDAR) == 1
