"""Links to teams and channels, as Teams gives them to be copied, and the ids that are in them."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_TO_TEAMS = re.compile(
    r"(https?|msteams):(//[^/]+)?/l/(?P<to>team|channel|message)/(?P<thread>[^/]+)", re.IGNORECASE
)
_BEHIND_GUARD = ".safelinks.protection.outlook.com"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link names: ids, decoded; empty where it does not name one."""

    channel: str
    team: str
    tenant: str


def link(text: str) -> Link | None:
    """What is in a link to a team, a channel or a message of one; None for any other text.

    A link to a team names its General channel. One that Outlook has put behind its guard is read
    through it.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    asked = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    if (parts.hostname or "").endswith(_BEHIND_GUARD):
        return link(asked.get("url", ""))
    found = _TO_TEAMS.match(text.strip())
    if not found:
        return None
    path = parts.path[parts.path.lower().index("/l/") :]
    thread = decoded(path.split("/")[3])
    return Link(thread, asked.get("groupid", "").lower(), asked.get("tenantid", "").lower())


def decoded(text: str) -> str:
    """An id out of an address, where `%3A` stands for a colon; also where it was coded twice."""
    while (plainer := unquote(text)) != text:
        text = plainer
    return text
