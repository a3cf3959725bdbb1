"""Exceptions that people ask for, what staff say, and the office's waivers that come of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any, LiteralString

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from core.errors import NotFound
from core.office.model import KeptWaiver
from core.posting.subjects import Subject
from core.pressing.forms import Kept
from core.standards import who
from core.standards.model import Waiver
from core.standards.ports import Reader
from core.standards.waivers.exceptions import Request, Said, State
from core.work import Defer
from store.database import Connection, Database, row, rows
from store.office.items import body_of, item_of
from store.posting import cards
from store.posting.cards import NewCard
from store.posting.things import Thing, begin, change

REQUEST: TypeAdapter[Request] = TypeAdapter(Request)
MOST = 100  # requests of a team that are looked through
SHOWN = 5  # cards of a team that follow what becomes of a request: older ones nobody looks at

_KEPT = """
    SELECT body, coalesce(nullif(person.name, ''), body ->> 'approved_by') AS approved_by
    FROM office_items LEFT JOIN people AS person
        ON person.id = coalesce(person_of(body ->> 'approved_by'), body ->> 'approved_by')
    WHERE part = 'waivers' ORDER BY position, office_items.id
"""

_REQUEST: LiteralString = """
    SELECT id, team_id, team, about, title, says, parts, reason, until, run_id, asked_by, asker,
        asked_at, open, (
        SELECT coalesce(jsonb_agg(to_jsonb(word) - 'waiver' - 'number' ORDER BY number), '[]')
        FROM waiver_words AS word WHERE waiver = waivers.id) AS said, (
        SELECT bool_and(EXISTS (
            SELECT FROM office_items WHERE part = 'waivers' AND id = waivers.id || '-' || number))
        FROM generate_series(1, jsonb_array_length(parts)) AS number) AS kept
    FROM waivers
"""

_OPEN_NO_MORE = "UPDATE waivers SET open = false WHERE id = ANY (%(ids)s)"

_ASK = """
    INSERT INTO waivers (id, team_id, team, about, title, says, parts, reason, until, run_id,
        asked_by, asker, asked_at)
    VALUES (%(id)s, %(team_id)s, %(team)s, %(about)s, %(title)s, %(says)s, %(parts)s, %(reason)s,
        %(until)s, %(run_id)s, %(asked_by)s, %(asker)s, %(asked_at)s)
    ON CONFLICT (team_id, about) WHERE open DO NOTHING RETURNING id
"""

_SAY = """
    INSERT INTO waiver_words (waiver, number, state, by, name, at, why)
    VALUES (%(waiver)s, %(number)s, %(state)s, %(by)s, %(name)s, %(at)s, %(why)s)
"""

_COUNTS = """
    INSERT INTO office_items (part, id, position, body)
    SELECT 'waivers', %(id)s, coalesce(max(position) + 1, 0), %(body)s FROM office_items
"""

# Of a run that read a part of some teams only, the list of teams may be whole all the same: of one
# that ended early a further team is counted, which could not be read.
_TEAM_GONE = """
    SELECT NOT EXISTS (
        SELECT FROM audit_teams WHERE run = newest.number AND team_id = %(team)s) AS yes
    FROM audit_runs AS newest
    WHERE whole AND state = 'done' AND started_at > %(since)s
      AND complete > teams_read::double precision / (teams + 1)
    ORDER BY number DESC LIMIT 1
"""

# The card that was pressed, and the newest ones.
_CARDS = """
    SELECT thing FROM (
        SELECT thing FROM deliveries
        JOIN audit_runs AS run ON run.id = thing
        JOIN audit_teams AS read ON read.run = run.number AND read.team_id = %(team)s
        WHERE kind = 'run' ORDER BY deliveries.id DESC LIMIT %(most)s) AS newest
    UNION SELECT %(run)s
"""


class WaiverStore:
    """Implements core.standards.ports.Waivers. Cards come with the rows that they show."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def kept(self) -> Sequence[tuple[str, Waiver]]:
        """All that were approved, each with the name of its standard; who approved, by name."""
        return await kept(self._database)

    async def get(self, waiver_id: str) -> Request:
        """One that was asked for. Raises NotFound."""
        found = await self._database.row(_REQUEST + " WHERE id = %(id)s", {"id": waiver_id})
        return _request(found)

    async def of_team(self, team_id: str) -> Sequence[Request]:
        """Those that were asked for a team, the newest first; a hundred at most."""
        query = _REQUEST + " WHERE team_id = %(team)s ORDER BY asked_at DESC, id LIMIT %(most)s"
        found = await self._database.all(dict, query, {"team": team_id, "most": MOST})
        return [_request(each) for each in found]

    async def heard(self, about: str, nonce: str) -> str:
        """What a form heard that was sent in before; empty before."""
        async with self._database.connection() as connection:
            return await _heard(connection, about, nonce)

    async def ask(
        self,
        request: Request,
        nonce: str,
        says: str,
        staff: Sequence[Reader],
        over: Collection[str] = (),
    ) -> Kept | None:
        """Keep it, and post it to staff and to who asked; None where it is asked for already."""
        async with self._database.transaction() as connection:
            await connection.execute(_OPEN_NO_MORE, {"ids": list(over)})
            values = {**asdict(request), "parts": Jsonb([asdict(each) for each in request.parts])}
            if not await row(connection, _ASK, values):
                said = await _heard(connection, request.team_id, nonce)
                return Kept(said, new=False) if said else None
            await _remember(connection, request.team_id, nonce, says)
            thing = Thing("waiver", request.id, starter=request.asked_by, by_members=False)
            await begin(connection, thing)
            chats = {each.person_id: each.conversation_id for each in staff}
            chats.setdefault(request.asked_by, await _chat(connection, request.asked_by))
            posted = [
                NewCard(Subject("waiver", request.id, person), chat)
                for person, chat in chats.items()
            ]
            await cards.post(connection, self._defer, *posted)
            await _change(connection, request)
            await change(connection, "waiver", list(over))
        return Kept(says, new=True)

    async def answer(self, request: Request, nonce: str, says: str) -> Kept | None:
        """Keep the last word on it, and what follows; None where another one came before."""
        async with self._database.transaction() as connection:
            known = await _held(connection, request.id)
            if said := await _heard(connection, request.id, nonce):
                return Kept(said, new=False)
            if len(known.said) != len(request.said) - 1 or known.state is State.REPLACED:
                return None
            await _remember(connection, request.id, nonce, says)
            await _say(connection, request)
        return Kept(says, new=True)

    async def withdraw(self, waiver_id: str, word: Said) -> Request:
        """Take it back where it is undecided; as it stands then. Raises NotFound."""
        async with self._database.transaction() as connection:
            known = await _held(connection, waiver_id)
            if known.said or known.state is State.REPLACED:
                return known
            taken = _request({**asdict(known), "said": [asdict(word)]})
            await _say(connection, taken)
        return taken

    async def team_gone(self, request: Request) -> bool:
        """Whether an audit of all teams since it was made did not find its team."""
        values = {"team": request.team_id, "since": request.asked_at}
        found = await self._database.row(_TEAM_GONE, values)
        return bool(found and found["yes"])

    async def show(self, run_id: str, team_id: str, conversation_id: str, reader: str = "") -> None:
        """Post the card of a run of one team, once; it follows what becomes of requests."""
        thing = Thing("run", run_id, by_members=False)
        where = conversation_id, None if reader else team_id
        card = NewCard(Subject(thing.kind, run_id, reader), *where)
        async with self._database.transaction() as connection:
            query = "SELECT id FROM things WHERE kind = 'run' AND id = %(id)s"
            if not await row(connection, query, {"id": run_id}):
                await begin(connection, thing)
                await cards.post(connection, self._defer, card, soon=True)


class KeptWaiverStore:
    """Implements core.standards.changes.ports.KeptWaivers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self) -> Sequence[tuple[str, Waiver]]:
        """All that were approved, each with the name of its standard."""
        return await kept(self._database)


async def kept(database: Database) -> Sequence[tuple[str, Waiver]]:
    """Like WaiverStore.kept, for who asks for nothing else."""
    found = await database.all(dict, _KEPT)
    return [_waiver(item_of("waivers", each["body"]), each["approved_by"]) for each in found]


async def _say(connection: Connection, request: Request) -> None:
    """Keep the last word on a request that is held; what counts of it is in the office."""
    word = {**asdict(request.said[-1]), "waiver": request.id, "number": len(request.said)}
    await connection.execute(_SAY, word)
    await connection.execute(_OPEN_NO_MORE, {"ids": [request.id]})
    waivers = list(request.waivers)
    await connection.execute(
        "DELETE FROM office_items WHERE part = 'waivers' AND id = ANY (%(ids)s)",
        {"ids": [each.id for each in waivers]},
    )
    if request.state is State.APPROVED:
        for each in waivers:
            await connection.execute(_COUNTS, {"id": each.id, "body": Jsonb(body_of(each))})
    await _change(connection, request)


async def _change(connection: Connection, request: Request) -> None:
    """Every card that tells of it is shown anew: those of staff and who asked, and the team's."""
    values = {"team": request.team_id, "run": request.run_id, "most": SHOWN}
    found = await rows(connection, dict, _CARDS, values)
    await change(connection, "waiver", [request.id])
    await change(connection, "run", [each["thing"] for each in found])


async def _held(connection: Connection, waiver_id: str) -> Request:
    """One that nobody else answers meanwhile. Raises NotFound."""
    held = "SELECT id FROM waivers WHERE id = %(id)s FOR UPDATE"
    await row(connection, held, {"id": waiver_id})
    return _request(await row(connection, _REQUEST + " WHERE id = %(id)s", {"id": waiver_id}))


async def _chat(connection: Connection, person_id: str) -> str:
    query = "SELECT coalesce(chat_of(%(id)s), 'person:' || %(id)s) AS chat"
    found = await row(connection, query, {"id": person_id})
    return str(found["chat"]) if found else f"person:{person_id}"


async def _heard(connection: Connection, about: str, nonce: str) -> str:
    found = await row(
        connection,
        "SELECT said FROM waiver_nonces WHERE about = %(about)s AND nonce = %(nonce)s",
        {"about": about, "nonce": nonce},
    )
    return found["said"] if found else ""


async def _remember(connection: Connection, about: str, nonce: str, says: str) -> None:
    await connection.execute(
        "INSERT INTO waiver_nonces (about, nonce, said) VALUES (%(about)s, %(nonce)s, %(says)s)",
        {"about": about, "nonce": nonce, "says": says},
    )


def _request(found: Mapping[str, Any] | None) -> Request:
    if found is None:
        raise NotFound(who.NO_REQUEST)
    return REQUEST.validate_python(found)


def _waiver(kept: KeptWaiver, approved_by: str) -> tuple[str, Waiver]:
    return kept.standard, Waiver(
        rule=kept.rule,
        reason=kept.reason,
        approved_by=approved_by,
        until=kept.until,
        team=kept.team,
        person=kept.person,
        subject=kept.subject,
        accepted=kept.accepted,
    )
