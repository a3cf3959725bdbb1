"""What the version before had, read from its own tables before anything is migrated."""

import json
import sqlite3
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

KEPT = Path(__file__).parent / "0005_digests.tar.xz"
UNSETTLED = ("queued", "sending", "unknown")

PLANNED = """
    SELECT 'checkin:' || id AS key, next_local AS local, next_due_at AS at, paused FROM checkins
    UNION ALL SELECT 'retro:' || id, next_local, next_due_at, false FROM retro_series
    UNION ALL SELECT 'audit:' || id, next_local, next_due_at, false FROM audits
    UNION ALL SELECT 'digest:' || id, next_local, next_due_at, false FROM digest_series
    ORDER BY 1
"""
DELIVERIES = """
    SELECT deliveries.id, key, conversation_id, state, waits_for_address AS waits, activity_id,
        body, card.kind, card.id AS thing, state = 'sent' AND shown < version AS behind
    FROM deliveries LEFT JOIN (
        SELECT 'round' AS kind, id, version, shown FROM rounds
        UNION ALL SELECT 'retro', id, version, shown FROM retros
        UNION ALL SELECT 'digest', id, version, shown FROM digests
        UNION ALL SELECT 'question', id, version, shown FROM digest_questions
    ) AS card ON card.id IN (round_id, retro_id, digest_id, question_id)
    ORDER BY 1
"""
OWNERS = """
    SELECT DISTINCT team_id, who FROM audit_teams CROSS JOIN LATERAL unnest(owners) AS who
    WHERE owns_team(who, team_id) ORDER BY 1, 2
"""
ROUNDS = """
    SELECT id, channel_id, closes_at, (
        SELECT count(*) FROM answers WHERE round_id = rounds.id) AS answers, (
        SELECT array_agg(person_id) FROM respondents(by_members, place_of(channel_id, team_id),
            people, opens_at::date)) AS asked
    FROM rounds WHERE closed_at IS NULL ORDER BY 1
"""
RETROS = """
    SELECT id, channel_id, team_id, phase, format, started_by, person_of(owner) AS owner, (
        SELECT count(*) FROM retro_notes WHERE retro_id = retros.id) AS notes, (
        SELECT count(*) FROM retro_ballots WHERE retro_id = retros.id) AS ballots
    FROM retros WHERE closed_at IS NULL ORDER BY 1
"""
QUESTIONS = """
    SELECT id, digest_id, owner_id, leader_id, text, reply FROM digest_questions ORDER BY place
"""
READERS = "SELECT id, person_id FROM digests UNION ALL SELECT id, owner_id FROM digest_questions"
JOBS = """
    SELECT task_name AS name, args, lock, queueing_lock, status::text FROM procrastinate_jobs
    ORDER BY id
"""
OCCURRENCES = "SELECT schedule, due_local, outcome, begun_id FROM occurrences ORDER BY 1, 2"
ROSTERS = "SELECT max(read_at) AS at FROM rosters"
BEGUN = """
    SELECT (SELECT count(*) FROM rounds) AS checkin, (SELECT count(*) FROM retros) AS retro,
        (SELECT count(*) FROM audit_runs) AS audit, (SELECT count(*) FROM digests) AS digest
"""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Before:
    """All that has to go on; rounds and retros are those that are open.

    `readers` tells whose card a digest's or a question's is, `messages` are the ids of those that
    are in the tenant, and `begun` how many there were of each kind that schedules begin.
    """

    left_at: datetime
    planned: Sequence[Row]
    deliveries: Sequence[Row]
    owners: Sequence[tuple[str, str]]
    rounds: Sequence[Row]
    retros: Sequence[Row]
    questions: Sequence[Row]
    readers: Mapping[str, str]
    jobs: Sequence[Row]
    occurrences: Sequence[Row]
    begun: Row
    rosters_read_at: datetime
    messages: frozenset[str]

    @property
    def unsettled(self) -> Sequence[Row]:
        """What was to be sent, or may have been sent or not."""
        return [each for each in self.deliveries if each["state"] in UNSETTLED]

    @property
    def settled(self) -> Sequence[Row]:
        """What arrived, or never will."""
        return [each for each in self.deliveries if each["state"] not in UNSETTLED]

    @property
    def behind(self) -> Sequence[Row]:
        """Deliveries of cards that show less than there is."""
        return [each for each in self.deliveries if each["behind"]]

    def job(self, name: str) -> dict[str, Any]:
        """What the one job of this name is to be done for."""
        (found,) = [each["args"] for each in self.jobs if each["name"] == name]
        return dict(found)

    def retro_in(self, channel: str) -> Row:
        """The one that is open there."""
        (found,) = [each for each in self.retros if each["channel_id"] == channel]
        return found

    def reader(self, thing: str) -> str:
        """Whose card it is; empty for the one in a channel."""
        return self.readers.get(thing, "")

    def says(self) -> Mapping[str, str]:
        """What the newest card of each thing has to say, and an older one does not."""
        asked = {each["digest_id"]: each["reply"] or each["text"] for each in self.questions}
        replied = {each["id"]: each["reply"] for each in self.questions}
        rounds = {
            each["id"]: f"{each['answers']} of {len(each['asked'])} answered"
            for each in self.rounds
        }
        retros = {each["id"]: f"{each['notes']} notes" for each in self.retros}
        return {**asked, **replied, **rounds, **retros}

    def only_owners(self, retro: Row) -> Sequence[str]:
        """Owners of the team who neither began the retro nor own the project."""
        others = (retro["started_by"], retro["owner"])
        return [who for team, who in self.owners if team == retro["team_id"] and who not in others]

    @property
    def begun_by_members(self) -> Sequence[Row]:
        """Retros that somebody began who owns neither the team nor the project."""
        owning = {*self.owners, *((each["team_id"], each["owner"]) for each in self.retros)}
        return [
            each
            for each in self.retros
            if each["started_by"] and (each["team_id"], each["started_by"]) not in owning
        ]


def unpack(folder: Path) -> None:
    """The dump `center.sql`, the note `left_at`, and the folder `tenant`."""
    with tarfile.open(KEPT) as kept:
        kept.extractall(folder, filter="data")


def restore(folder: Path, url: str) -> None:
    """Bring the dump into an empty database, in which rosters were read just now."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((folder / "center.sql").read_bytes())
        connection.execute("UPDATE public.rosters SET read_at = now(), asked_at = now()")


def look(folder: Path, url: str) -> Before:
    """Read what was restored, and what is in the tenant's store."""
    with psycopg.connect(url, row_factory=dict_row) as connection:

        def found(query: str) -> Sequence[Row]:
            return connection.execute(query.encode()).fetchall()

        return Before(
            left_at=datetime.fromisoformat((folder / "left_at").read_text()),
            planned=found(PLANNED),
            deliveries=found(DELIVERIES),
            owners=[(each["team_id"], each["who"]) for each in found(OWNERS)],
            rounds=found(ROUNDS),
            retros=found(RETROS),
            questions=found(QUESTIONS),
            readers={each["id"]: each["person_id"] for each in found(READERS)},
            jobs=found(JOBS),
            occurrences=found(OCCURRENCES),
            begun=found(BEGUN)[0],
            rosters_read_at=found(ROSTERS)[0]["at"],
            messages=_messages(folder / "tenant" / "tenant.sqlite"),
        )


def times(messages: Iterable[Row], delivery: Row) -> int:
    """How many of these messages carry the card of a delivery, or say what it says."""
    ours = [each for each in messages if each["sender"] == "bot" and not each["deleted_at"]]
    if delivery["thing"]:
        return len([each for each in ours if delivery["thing"] in str(each["cards"])])
    says = delivery["body"]["attachments"][0]["content"]["body"]
    return len([each for each in ours if says in [card["body"] for card in each["cards"]]])


def _messages(file: Path) -> frozenset[str]:
    connection = sqlite3.connect(file)
    try:
        found = connection.execute("SELECT record FROM messages").fetchall()
    finally:
        connection.close()
    return frozenset(json.loads(record)["id"] for (record,) in found)
