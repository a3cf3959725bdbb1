"""The bot's own registration, as Entra gives it: of a secret all but the secret."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from simulator.clock import iso
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.filters import Entity
from simulator.graph.query import Query, one
from simulator.world import World

LASTS = timedelta(days=730)


def single(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """By its application id; there is no other app here."""
    app_id = world.settings.app_id
    if ids["app"] != app_id:
        raise no_such_directory_object(ids["app"])
    began = world.graph.began
    ends = world.graph.secrets or {world.settings.token[:3]: began + LASTS}
    entity: Entity = {
        "id": str(uuid5(NAMESPACE_URL, app_id)),
        "deletedDateTime": None,
        "appId": app_id,
        "displayName": world.settings.bot_name,
        "keyCredentials": [],
        "passwordCredentials": [_secret(hint, began, end) for hint, end in ends.items()],
    }
    return one(query, entity, "applications/$entity")


def _secret(hint: str, start: datetime, end: datetime) -> Entity:
    """`hint` is how it begins (learn.microsoft.com/graph/api/resources/passwordcredential)."""
    return {
        "customKeyIdentifier": None,
        "displayName": None,
        "endDateTime": iso(end),
        "hint": hint,
        "keyId": str(uuid5(NAMESPACE_URL, hint)),
        "secretText": None,
        "startDateTime": iso(start),
    }
