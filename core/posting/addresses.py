"""Where a conversation is reached, as Teams told us; nothing here can be guessed."""

from dataclasses import dataclass


def channel_of(conversation_id: str) -> str:
    """The channel of a thread in it; any other conversation is itself.

    In a channel Teams names the thread: `19:…@thread.tacv2;messageid=…`.
    """
    return conversation_id.partition(";")[0]


@dataclass(frozen=True, slots=True)
class Address:
    """One conversation as the Bot Connector knows it, learnt from an activity that Teams sent.

    `conversation_id` is a channel, a thread (`19:…@thread.tacv2;messageid=…`) or a chat;
    `service_url` changes with the tenant's region, so the newest one holds; `bot_id` is the bot's
    own id there (`28:…`). It is `doubted` where it refused us last: what is sent there now shows
    whether it still does.
    """

    conversation_id: str
    service_url: str
    bot_id: str
    tenant_id: str
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """What an activity told us about where it came from; ids are Teams' and Entra's own."""

    address: Address
    team_id: str | None
    person_id: str | None
