"""Somebody who never wrote, for whom something is due: how they may be reached, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.posting.addresses import Address


@dataclass(frozen=True, slots=True)
class Way:
    """A team, or a private or shared channel, in which somebody is and we are too."""

    place: str
    address: Address


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody for whom something waits and with whom there is no chat, by their Entra object id.

    The newest of the `ways` comes first; `anywhere` is some address of ours, None where we are
    nowhere. With a `chat` they have met us after all.
    """

    person_id: str
    ways: Sequence[Way] = ()
    anywhere: Address | None = None
    chat: str | None = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """Somebody for whom something waits, and why we may not begin a chat with them."""

    name: str
    why: str
