"""Whether a team expires later than it did."""

from core.errors import NotRead
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, NotWritten
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import moment, text
from graph.wire.look_requests import expiry, written_at
from graph.wire.reasons import EXPIRY_UNSAID

FOR_GOOD = "a renewal cannot be taken back"


async def look(client: GraphClient, change: Change) -> Look:
    """`target` is when it expired before; a team that does not expire any more does so later."""
    found = await client.read(expiry(client.sdk, change.team_id))
    if "expirationDateTime" not in found:
        raise NotRead(EXPIRY_UNSAID)
    then, now = moment(change.target), moment(text(found, "expirationDateTime"))
    if then is None or (now is None and found["expirationDateTime"] is not None):
        raise NotRead(EXPIRY_UNSAID)
    return Look(now is None or now > then)


async def put(client: GraphClient, change: Change, value: Value, _now: Look) -> None:
    """For as long again as the policy gives (learn.microsoft.com/graph/api/group-renew)."""
    if not value:
        raise NotWritten(FOR_GOOD)
    path = written_at(client.sdk.groups.by_group_id(change.team_id).renew)
    await client.write(Write("POST", Kind.RENEW_GROUP, path, change.team_id))


WAY = Way(look, put)
