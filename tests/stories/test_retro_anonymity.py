"""No way leads from a note of a retro to whoever wrote it: everything that is kept is searched.

Every row of every table with the number of the transaction that wrote it, the jobs with their
events, the log with every line of ours, the metrics, what the tenant was sent.
"""

import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from bot import logs
from core.retros import sentences
from simulator.activities import Activity
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, Person, said
from tests.stories.records import Row, rows
from tests.stories.retros import (
    ASK,
    agrees,
    closes,
    kept_notes,
    moves_on,
    note,
    retro_id,
    vote_totals,
    votes,
)
from tests.stories.test_log_lines import OURS
from tests.stories.wire import Wire

TEAM = ("ada", "noor.haddad", "jun.takahashi", "thiago.sampaio", "wren.castellano")
WORDS = "heron"
WHEN = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
NOTES = {"retro_notes", "retro_nonces"}  # where something of a note is kept


@dataclass(frozen=True)
class Press:
    """A note on its way in: who sent it, with which nonce, in which activity."""

    who: Person
    text: str
    nonce: str
    activity: Activity

    @property
    def names(self) -> set[str]:
        """All by which somebody could be told."""
        account = self.who.account
        return {account.id, account.name, account.mail, account.upn, self.activity["from"]["id"]}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the process writes, every line of ours and of the libraries from DEBUG on."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    stream = io.StringIO()
    logs.configure("json", stream, level=logging.DEBUG)
    for name in (*OURS, *logs.QUIET):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.setLevel(before[0])
    for handler in set(root.handlers) - set(before[1]):
        root.removeHandler(handler)
    for name in (*OURS, *logs.QUIET):
        logging.getLogger(name).setLevel(logging.NOTSET)


async def written(center: Rehearsal, wire: Wire) -> list[Press]:
    """Five people write two notes each, in turns."""
    retro = await retro_id(center)
    found = []
    for number in range(10):
        who = Person(center, TEAM[number % len(TEAM)])
        text, nonce = f"{WORDS} number {number}", f"{number}fff{'e' * 24}{number}aaa"
        activity = wire.press(who, note(retro, text, nonce))
        assert (await wire.post(activity)).says == sentences.NOTE_SAVED
        found.append(Press(who, text, nonce, activity))
    await center.settled()
    return found


async def test_while_notes_are_written_nothing_that_is_kept_leads_to_who_wrote_them(
    log: io.StringIO, center: Rehearsal, wire: Wire, ada: Person
) -> None:
    await ada.writes(ASK)
    presses = await written(center, wire)
    await _nothing_leads_there(center, presses, log.getvalue())


async def test_after_voting_and_closing_nothing_leads_there_either(
    log: io.StringIO, center: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    jun = Person(center, "jun.takahashi")
    await ada.writes(ASK)
    presses = await written(center, wire)
    await moves_on(ada)
    await votes(noor, {f"{WORDS} number 6": 2})
    await votes(ada, {f"{WORDS} number 4": 1})
    await moves_on(ada)
    await agrees(jun, "Freeze on Fridays", ada)
    await center.settled()
    await _no_ballot_is_left(center, noor)
    await closes(ada)

    await _nothing_leads_there(center, presses, log.getvalue())
    await _no_ballot_is_left(center, noor)
    await _no_order_in_the_table(center)
    assert (await vote_totals(center))[f"{WORDS} number 6"] == 2


async def _nothing_leads_there(center: Rehearsal, presses: list[Press], told: str) -> None:
    kept = await rows(center)
    notes = await kept_notes(center)
    assert sorted(notes.values()) == sorted(each.text for each in presses)
    _no_person_beside_a_note(kept, presses, notes)
    _no_person_in_the_same_transaction(kept, presses)
    _no_time_and_no_number_with_a_note(kept)
    _no_order_in_the_ids([notes_id(notes, each.text) for each in presses])
    _nothing_in_the_log(told, presses, notes)
    await _nothing_in_the_metrics(center, wire_names(presses) | set(notes))
    _nothing_outside(center, presses)


def notes_id(notes: dict[str, str], text: str) -> str:
    """The id of the note that says this."""
    return next(id_ for id_, each in notes.items() if each == text)


def wire_names(presses: list[Press]) -> set[str]:
    """All that names anybody who wrote."""
    return {name for each in presses for name in each.names}


def _no_person_beside_a_note(kept: list[Row], presses: list[Press], notes: dict[str, str]) -> None:
    """No row of any table has both: something of a note, and something of a person."""
    everybody = wire_names(presses)
    of_notes = {part for each in presses for part in (each.text, each.nonce)} | set(notes)
    activities = {each.activity["id"] for each in presses}
    for row in kept:
        about = [part for part in of_notes if part in row.text]
        assert not about or not [name for name in everybody if name in row.text], row
        assert not [part for part in activities if part in row.text], row
    for table in NOTES:
        assert [row for row in kept if row.table == table]


def _no_person_in_the_same_transaction(kept: list[Row], presses: list[Press]) -> None:
    """PostgreSQL numbers transactions: only the retro itself, whoever began it, changes along."""
    nonces = {each.nonce for each in presses}
    of_notes = [
        row for row in kept if row.table == "retro_notes" or row.columns.get("nonce") in nonces
    ]
    assert len(of_notes) == 2 * len(presses)
    written = {row.transaction for row in of_notes}
    along = {row.table for row in kept if row.transaction in written}
    assert along <= {"retro_notes", "retro_nonces", "retros"}


def _no_time_and_no_number_with_a_note(kept: list[Row]) -> None:
    """Votes are the one number, and come from everybody together."""
    for row in kept:
        if row.table in NOTES:
            numbers = [
                name
                for name, value in row.columns.items()
                if isinstance(value, int | float) and name != "votes"
            ]
            assert not numbers, row
            assert not WHEN.search(row.text), row
            assert not re.search(r"\b\d{10,}\b", row.text.replace(WORDS, "")), row


def _no_order_in_the_ids(ids: list[str]) -> None:
    """Version 4 is random throughout; versions 1, 6 and 7 begin with the time."""
    assert all(UUID(each).version == 4 for each in ids)
    assert ids != sorted(ids)


def _nothing_in_the_log(told: str, presses: list[Press], notes: dict[str, str]) -> None:
    """Not even that somebody pressed: the time of a line and a card's edit would tell the rest."""
    assert "sent delivery=" in told
    for part in [WORDS, *notes, *(each.nonce for each in presses), *wire_names(presses)]:
        assert part not in told, part


async def _nothing_in_the_metrics(center: Rehearsal, names: set[str]) -> None:
    shown = center.made.metrics.render().decode()
    assert 'verb="retro.submit_note"' in shown
    assert not [name for name in names if name in shown]
    assert WORDS not in shown


def _nothing_outside(center: Rehearsal, presses: list[Press]) -> None:
    """What Teams is sent, edits and all: no name beside a note, and no nonce."""
    for message in center.tenant.messages(APOLLO):
        if message["sender"] != "bot":
            continue
        for card in [message["cards"], *message["history"]]:
            text = json.dumps(card, default=str)
            assert not [each.nonce for each in presses if each.nonce in text]
            if WORDS in text and "Freeze" not in text:
                assert not [name for name in wire_names(presses) if name in text]


async def _no_ballot_is_left(center: Rehearsal, voter: Person) -> None:
    """Who voted is forgotten with the first action; who did nothing else is named by no table."""
    for row in await rows(center):
        assert row.table != "retro_ballots", row
        about_votes = "vote" in row.table or "nonce" in row.table
        assert not (about_votes and voter.account.id in row.text), row


async def _no_order_in_the_table(center: Rehearsal) -> None:
    """Where rows lie and who wrote them last is what a dump shows: all at once, by their ids."""
    found = await center.database.all(
        dict, "SELECT id, xmin::text AS written FROM retro_notes ORDER BY ctid"
    )
    ids = [each["id"] for each in found]
    assert ids == sorted(ids)
    assert len({each["written"] for each in found}) == 1


async def test_what_goes_wrong_with_a_note_is_logged_without_it_and_its_person(
    log: io.StringIO, center: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    """PostgreSQL tells a failing row with all its values, and a missing column with the query."""
    await ada.writes(ASK)
    retro = await retro_id(center)
    for broken in (
        "ALTER TABLE retro_notes ADD CONSTRAINT no CHECK (text = 'x')",
        "ALTER TABLE retro_notes DROP COLUMN text CASCADE",
    ):
        await center.database.run(broken.encode())  # type: ignore[arg-type]  # no user's words
        heard = await wire.post(wire.press(noor, note(retro, f"{WORDS} 1", "f00dcafe" * 4)))
        assert "Something went wrong on our side. Nothing was stored" in heard.says

    failed = [line for line in log.getvalue().splitlines() if "turn failed" in line]
    assert len(failed) == 2
    for part in (WORDS, "f00dcafe", noor.account.id, noor.account.name, "noor.haddad"):
        assert part not in log.getvalue(), part


async def test_a_note_is_in_no_job_whenever_one_looks(
    center: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    """A trigger keeps a copy of every job that is ever made, those that are done and gone too."""
    await center.database.run("CREATE TABLE every_job (kept jsonb)")
    await center.database.run(
        """
        CREATE FUNCTION keep_job() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO every_job VALUES (to_jsonb(NEW)); RETURN NEW; END $$
        """
    )
    await center.database.run(
        "CREATE TRIGGER keep AFTER INSERT OR UPDATE ON procrastinate_jobs"
        " FOR EACH ROW EXECUTE FUNCTION keep_job()"
    )
    await ada.writes(ASK)
    presses = await written(center, wire)
    await moves_on(ada)
    assert said(await votes(noor, {f"{WORDS} number 2": 1})) == sentences.voted(1, 3)
    await moves_on(ada)
    await closes(ada)
    found = await center.database.all(dict, "SELECT kept FROM every_job")
    told = json.dumps(found, default=str)

    assert "show" in told
    for part in (WORDS, *wire_names(presses), *(each.nonce for each in presses)):
        assert part not in told
    assert not [id_ for id_ in await kept_notes(center) if id_ in told]
