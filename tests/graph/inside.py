"""Channels and the people and tabs in them, as a Graph gives them."""

from typing import Any

OWN = {"id": "19:own", "displayName": "Plans", "membershipType": "private"}
OPEN = {"id": "19:open", "displayName": "Partners", "membershipType": "shared"}


def mate(id_: str, *roles: str, tenant: str = "home") -> dict[str, Any]:
    """A member of a channel."""
    kind = "#microsoft.graph.aadUserConversationMember"
    called = {"displayName": id_.capitalize(), "userId": id_, "tenantId": tenant}
    return {"@odata.type": kind, "id": f"m-{id_}", "roles": list(roles), **called}


def tab(id_: str, app: str, **configuration: str) -> dict[str, Any]:
    """A tab with the app behind it."""
    about = {"id": id_, "displayName": id_.capitalize(), "teamsApp": {"id": app}}
    return about | {"configuration": configuration}
