"""Whatever people press on, with where its people are: kept once, ended once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

from psycopg.types.json import Jsonb

from core.posting.subjects import Subject
from store.database import Connection
from store.kept_text import dumps

_dumped = partial(dumps, default=str)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a card. See the table `things` for what each part says.

    `kind` and `id` are those of the subjects that show it.
    """

    kind: str
    id: str
    team_id: str | None = None
    channel_id: str | None = None
    project_id: str | None = None
    starter: str | None = None
    addressee: str | None = None
    by_members: bool = True
    named: Sequence[str] = ()
    ends_at: datetime | None = None

    @property
    def subject(self) -> Subject:
        """What shows it, where it has one card."""
        return Subject(self.kind, self.id)


async def begin(connection: Connection, *things: Thing) -> None:
    """Keep them, in the transaction that makes them."""
    kept = [{**asdict(each), "named": list(each.named), "ended": False} for each in things]
    await connection.execute(
        "INSERT INTO things SELECT * FROM jsonb_populate_recordset(NULL::things, %(things)s)",
        {"things": Jsonb(kept, dumps=_dumped)},
    )


async def end(connection: Connection, kind: str, id_: str) -> None:
    """It has closed, in the transaction that closes it: its card is shown once more.

    A card that was not sent by now is not sent any more.
    """
    values = {"kind": kind, "id": id_, "reason": f"The {kind} closed before it could be posted."}
    await connection.execute(
        "UPDATE things SET ended = true WHERE kind = %(kind)s AND id = %(id)s", values
    )
    await connection.execute(
        """
        UPDATE deliveries SET state = 'cancelled', waits_for_address = false,
            reason = %(reason)s, changed_at = now()
        WHERE kind = %(kind)s AND thing = %(id)s AND state = 'queued'
        """,
        values,
    )
    await change(connection, kind, [id_])


async def reopen(connection: Connection, kind: str, id_: str) -> None:
    """It was closed too early, in the transaction that opens it again."""
    await connection.execute(
        "UPDATE things SET ended = false WHERE kind = %(kind)s AND id = %(id)s",
        {"kind": kind, "id": id_},
    )


async def change(connection: Connection, kind: str, ids: Sequence[str]) -> None:
    """Their cards have something else to show, in the transaction that makes it so."""
    await connection.execute(
        """
        INSERT INTO changes (delivery)
        SELECT id FROM deliveries WHERE kind = %(kind)s AND thing = ANY (%(ids)s) ORDER BY id
        """,
        {"kind": kind, "ids": list(ids)},
    )
