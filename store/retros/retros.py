"""Retros: opening them, their phases, and what people add."""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from core.people.model import Person
from core.pressing.forms import Kept
from core.retros.model import Action, Ballot, Board, Format, Note, Phase, Retro
from core.retros.ports import Formats, Started
from core.schedules.model import Begun, Repeating, Step
from core.work import Defer
from store.database import Connection, Database, row, rows
from store.retros import opening, phases, presses, returning
from store.retros.rows import PEOPLE, earlier_actions, load, own_actions, readable_notes

REMEMBERED = 20  # retros whose notes this process need not read again; half a megabyte each


class RetroStore:
    """Implements core.retros.ports.Retros. A job that follows from a row comes with it."""

    def __init__(self, database: Database, defer: Defer, formats: Formats) -> None:
        self._database = database
        self._defer = defer
        self._formats = formats
        self._notes: OrderedDict[tuple[str, Phase | None, int], list[Note]] = OrderedDict()

    async def begin(self, connection: Connection, step: Step) -> Begun | None:
        """Open the retro that came due; one that is open in its channel is closed as it is."""
        query = "SELECT * FROM retro_series WHERE id = %(id)s"
        found = await row(connection, query, {"id": step.what.id})
        if found is None or step.opens is None:
            return None
        start = opening.of_series(found, self._formats, step.opens.at)
        made = await opening.begin_anew(connection, self._defer, start)
        return Begun(made.retro_id, made.new)

    async def held_back(self, due: Sequence[Repeating], now: datetime) -> Collection[Repeating]:
        """None: whatever is open in a channel makes way."""
        del due, now
        return ()

    async def open(
        self, series: Sequence[str] | None, now: datetime
    ) -> tuple[list[Started], list[str]]:
        """Open retros of the office file, or all of it; and the ids that none has."""
        async with self._database.transaction() as connection:
            found = await rows(
                connection,
                dict,
                """
                SELECT * FROM retro_series
                WHERE NOT retired AND (%(ids)s::text[] IS NULL OR id = ANY (%(ids)s)) ORDER BY id
                """,
                {"ids": None if series is None else list(series)},
            )
            unknown = set(series or ()).difference(each["id"] for each in found)
            if unknown:
                return [], [each for each in series or () if each in unknown]
            starts = [opening.of_series(each, self._formats, now) for each in found]
            return [await opening.begin(connection, self._defer, each) for each in starts], []

    async def start(
        self, channel_id: str, format_: Format | None, person_id: str, now: datetime
    ) -> Started:
        """Open one in a channel. Raises NotFound where no project has this channel."""
        async with self._database.transaction() as connection:
            wanted = await opening.of_channel(connection, channel_id, format_, self._formats)
            start = opening.Start("", *wanted, started_by=person_id, at=now)
            return await opening.begin(connection, self._defer, start)

    async def get(self, retro_id: str) -> Retro:
        """A retro as it stands. Raises NotFound."""
        async with self._database.connection() as connection:
            return await load(connection, retro_id)

    async def people(self, retro_id: str) -> Sequence[Person]:
        """Who may own an action, by name."""
        return await self._database.all(Person, PEOPLE, {"retro": retro_id})

    async def board(self, retro_id: str) -> Board:
        """Everything that its card may show. Raises NotFound."""
        async with self._database.connection() as connection:
            retro = await load(connection, retro_id)
            return Board(
                retro,
                notes=await self._readable(connection, retro),
                actions=await own_actions(connection, retro),
                earlier=await earlier_actions(connection, retro),
            )

    async def move_on(
        self, retro_id: str, expected: Phase, now: datetime, moves: int | None = None
    ) -> bool:
        """Leave a phase for the next, or close after the last; once. Raises NotFound."""
        async with self._database.transaction() as connection:
            return await phases.move_on(connection, retro_id, expected, now, moves)

    async def close(self, retro_id: str, now: datetime, moves: int | None = None) -> bool:
        """End it in whatever phase it is; once. Raises NotFound."""
        async with self._database.transaction() as connection:
            return await phases.close(connection, retro_id, now, moves)

    async def back(self, retro_id: str, to: Phase, now: datetime, moves: int | None = None) -> bool:
        """Take up a phase again, once. Raises NotFound, NotAllowed."""
        async with self._database.transaction() as connection:
            return await returning.back(connection, retro_id, to, now, moves)

    async def add_note(self, retro_id: str, nonce: str, prompt: str, text: str) -> Kept:
        """Keep a note, without who and when. Raises NotFound, NotAllowed."""
        async with self._database.connection() as connection:
            return await presses.add_note(connection, retro_id, nonce, prompt, text)

    async def ballot(self, retro_id: str, person_id: str) -> Ballot:
        """What a person has given so far; nothing any more once that is forgotten."""
        found = await self._database.row(
            "SELECT votes FROM retro_ballots WHERE retro_id = %(retro)s AND person_id = %(person)s",
            {"retro": retro_id, "person": person_id},
        )
        return found["votes"] if found else {}

    async def vote(
        self, retro_id: str, person_id: str, nonce: str, shown: Collection[str], ballot: Ballot
    ) -> Kept:
        """Replace a person's votes on what was shown. Raises NotFound, NotAllowed, InputError."""
        async with self._database.transaction() as connection:
            return await presses.vote(connection, retro_id, person_id, nonce, shown, ballot)

    async def add_action(
        self,
        retro_id: str,
        nonce: str,
        title: str,
        owner: Person | None,
        due_on: date | None,
        today: date,
    ) -> Kept:
        """Keep an action. Raises NotFound, NotAllowed."""
        async with self._database.connection() as connection:
            return await presses.add_action(
                connection, retro_id, nonce, title, owner, due_on, today
            )

    async def close_action(self, action_id: str, retro_id: str, today: date) -> None:
        """Mark an action of the retro's project as done, once. Raises NotFound."""
        async with self._database.transaction() as connection:
            await presses.close_action(connection, action_id, retro_id, today)

    async def reopen_action(self, action_id: str, retro_id: str) -> None:
        """Take back that an action is done, once. Raises NotFound."""
        async with self._database.transaction() as connection:
            await presses.reopen_action(connection, action_id, retro_id)

    async def open_retros(self, series: Sequence[str] | None) -> list[str]:
        """Ids of the open retros, of all or of these of the office file."""
        found = await self._database.all(
            dict,
            """
            SELECT id FROM retros WHERE closed_at IS NULL
              AND (%(ids)s::text[] IS NULL OR series = ANY (%(ids)s)) ORDER BY id
            """,
            {"ids": None if series is None else list(series)},
        )
        return [each["id"] for each in found]

    async def in_channel(self, channel_id: str) -> str | None:
        """The open retro of a channel."""
        found = await self._database.row(
            "SELECT id FROM retros WHERE channel_id = %(channel)s AND closed_at IS NULL",
            {"channel": channel_id},
        )
        return found["id"] if found else None

    async def whole(self, retro_id: str) -> tuple[Retro, Sequence[Note], Sequence[Action]]:
        """A retro to export; its notes as far as anybody may read them. Raises NotFound."""
        async with self._database.connection() as connection:
            retro = await load(connection, retro_id)
            notes = await self._readable(connection, retro)
            return retro, notes, await own_actions(connection, retro)

    async def latest(self, id_: str) -> str | None:
        """The newest retro of this id in the office file, or of the project with this id."""
        found = await self._database.row(
            """
            SELECT id FROM retros WHERE series = %(id)s OR project_id = %(id)s
            ORDER BY series = %(id)s DESC, opened_at DESC, number DESC LIMIT 1
            """,
            {"id": id_},
        )
        return found["id"] if found else None

    async def _readable(self, connection: Connection, retro: Retro) -> list[Note]:
        """Its notes, which stay as they are until it moves: each ballot shows them anew."""
        key = (retro.id, retro.phase, retro.moves)
        if key not in self._notes:
            self._notes[key] = await readable_notes(connection, retro)
        found = self._notes[key]
        while len(self._notes) > REMEMBERED:
            self._notes.popitem(last=False)
        return [*found]
