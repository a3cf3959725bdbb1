"""Who hears of what a plan changed: who approved it, whom it touches, and the team's channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.posting.subjects import Subject
from core.standards.changes.model import Plan, State, Thing
from core.work import Defer
from store.database import Connection, Database, row, rows
from store.posting import cards, things
from store.posting.cards import NewCard

KIND = "plan"
LOOK_BACK = timedelta(days=2)
DONE = frozenset({State.APPLIED, State.VERIFIED, State.UNDONE})
PERSONAL = frozenset({Thing.ROLE, Thing.CHANNEL_ROLE})

# The channel of a project of the team, else the one in which the app was met first: General.
_CHANNEL = """
    SELECT id FROM (
        SELECT 1 AS nearness, body ->> 'channel' AS id, NULL::timestamptz AS at FROM office_items
        WHERE part = 'projects' AND body ->> 'team' = %(team)s AND body ->> 'channel' IS NOT NULL
        UNION ALL SELECT 2, conversation_id, learnt_at FROM addresses
        WHERE team_id = %(team)s AND closed IS NULL) AS known
    WHERE EXISTS (SELECT FROM addresses WHERE team_id = %(team)s)
      AND NOT EXISTS (SELECT FROM channels WHERE channels.id = known.id
                      AND channels.kind IN ('private', 'shared'))
    ORDER BY nearness, at, id LIMIT 1
"""

_UNTOLD = """
    SELECT DISTINCT plan FROM plan_changes JOIN plans ON plans.id = plan
    WHERE at > %(since)s AND at > coalesce(told_at, '-infinity')
      AND state IN ('applied', 'verified', 'undone', 'refused', 'failed', 'skipped')
"""

_TOLD = "UPDATE plans SET told_at = %(at)s WHERE id = %(id)s"

_CHATS = """
    SELECT id, coalesce(chat_of(id), 'person:' || id) AS chat FROM unnest(%(people)s::text[]) AS id
"""


class NoticeStore:
    """Implements core.standards.changes.ports.Notices: cards of a plan, each posted once."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def begin(self, plan: Plan, person_id: str) -> None:
        """The card of who approved it, in their chat; again changes nothing."""
        async with self._database.transaction() as connection:
            await _begin(connection, plan, person_id)
            await self._post(connection, plan, [person_id])

    async def untold(self, now: datetime) -> Sequence[str]:
        """Plans of which more was done in the last days than anybody was told."""
        found = await self._database.all(dict, _UNTOLD, {"since": now - LOOK_BACK})
        return [each["plan"] for each in found]

    async def tell(self, plan: Plan) -> None:
        """Whom it touched by now, and the team where it was changed; each once for a plan."""
        done = [each for each in plan.steps if each.state in DONE]
        people = {each.change.target for each in done if each.change.thing in PERSONAL}
        people -= {each.approved_by for each in done}
        of_teams = {each.change.team_id for each in done if each.change.thing not in PERSONAL}
        async with self._database.transaction() as connection:
            await _begin(connection, plan, "")
            await self._post(connection, plan, sorted(people))
            for team in sorted(of_teams):
                await self._in_channel(connection, plan, team)
            await things.change(connection, KIND, [plan.id])
            told = {"id": plan.id, "at": max(each.at for each in plan.steps if each.at)}
            await connection.execute(_TOLD, told)

    async def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        """What these are called, as far as it is known."""
        found = await self._database.all(
            dict,
            "SELECT id, name FROM people WHERE id = ANY (%(ids)s) AND name <> ''",
            {"ids": list(person_ids)},
        )
        return {each["id"]: each["name"] for each in found}

    async def _post(self, connection: Connection, plan: Plan, people: Sequence[str]) -> None:
        chats = await rows(connection, dict, _CHATS, {"people": list(people)})
        posted = [NewCard(Subject(KIND, plan.id, each["id"]), each["chat"]) for each in chats]
        await cards.post(connection, self._defer, *posted, soon=True)

    async def _in_channel(self, connection: Connection, plan: Plan, team_id: str) -> None:
        found = await row(connection, _CHANNEL, {"team": team_id})
        if found:
            card = NewCard(Subject(KIND, plan.id, team_id), found["id"], team_id)
            await cards.post(connection, self._defer, card)


async def _begin(connection: Connection, plan: Plan, person_id: str) -> None:
    """What its cards are known by, whoever comes first."""
    held = {"kind": KIND, "id": plan.id}
    await row(connection, "SELECT id FROM plans WHERE id = %(id)s FOR UPDATE", held)
    query = "SELECT id FROM things WHERE kind = %(kind)s AND id = %(id)s"
    if not await row(connection, query, held):
        starter = person_id or None
        team = plan.team_id or None
        thing = things.Thing(KIND, plan.id, team_id=team, starter=starter, by_members=False)
        await things.begin(connection, thing)
