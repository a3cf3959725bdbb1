"""What a refused activity says of itself, for who has to find out why it was refused."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.door.gate_errors import Reason
from bot.door.web_addresses import BadAddress, host_of
from core.arrivals.model import Claims, cleaned

# Teams' addresses are https://smba.trafficmanager.net/<region>/<tenant>/, as its tokens have them
# (github.com/microsoft/Agents-for-net/issues/502).
_TENANT = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)", re.IGNORECASE)
_NAMED = {Reason.AUDIENCE: "aud", Reason.ISSUER: "iss"}


def of_token(claims: Mapping[str, Any], reason: Reason) -> Claims:
    """By the parts of a token, which nobody has proven."""
    address = claims.get("serviceurl")
    url = address if isinstance(address, str) else ""
    tenant = _TENANT.search(url)
    named = claims.get(_NAMED[reason]) if reason in _NAMED else ""
    return Claims(_host(url), cleaned(tenant[1]) if tenant else "", cleaned(named))


def of_activity(
    activity: Mapping[str, Any], named: str = "", tenants: Sequence[str] = ()
) -> Claims:
    """By itself; `tenants` are those to be named, without any the first that it has."""
    tenant = next(iter(tenants or tenants_of(activity)), "")
    return Claims(_host(activity["serviceUrl"]), cleaned(tenant), cleaned(named))


def tenants_of(activity: Mapping[str, Any]) -> list[str]:
    """The tenants that it names, in small letters."""
    channel_data = activity.get("channelData") or {}
    of_channel = (channel_data.get("tenant") or {}).get("id")
    named = {activity["conversation"].get("tenantId"), of_channel} - {None, ""}
    return sorted(name.lower() for name in named)


def _host(url: str) -> str:
    """The host; of an address that has none, as it is written."""
    try:
        return cleaned(host_of(url))
    except BadAddress:
        return cleaned(url)
