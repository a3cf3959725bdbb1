"""A delivery as it is read: the columns, and the core's own from a row of them."""

from typing import Any

from core.posting.deliveries import Delivery, OnlyFor, State
from core.posting.subjects import Subject

READ = """
    SELECT id, key, conversation_id, team_id, kind, thing, recipient, body, state, activity_id,
        soon, only_for, (
        SELECT coalesce(array_agg(number), '{}') FROM changes
        WHERE delivery = deliveries.id) AS changes
    FROM deliveries
"""


def as_delivery(found: dict[str, Any]) -> Delivery:
    """The core's delivery from a row of `READ`."""
    values = {name: found[name] for name in Delivery.__dataclass_fields__ if name in found}
    thing = found["thing"] and Subject(found["kind"], found["thing"], found["recipient"])
    ours = {
        "state": State(found["state"]),
        "subject": thing,
        "changes": tuple(found["changes"]),
        "only_for": found["only_for"] and OnlyFor(**found["only_for"]),
    }
    return Delivery(**values | ours)
