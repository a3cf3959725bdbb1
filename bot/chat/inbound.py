"""An activity as Teams sent it, read field by field; nothing in it is trusted to have its shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.chat.mentions import name_in, plain_words, without_us
from core.office.forms import zones
from core.people.rosters import ChannelKind
from core.posting.addresses import Address, Met, channel_of
from core.posting.deliveries import OnlyFor
from core.pressing.place import Place, Scope

Raw = Mapping[str, Any]
NAME = "Process Center"


@dataclass(frozen=True)
class Inbound:
    """The fields that we use of one activity; what is missing or misshapen reads as empty."""

    raw: Raw

    @property
    def type(self) -> str:
        """Message, invoke, conversationUpdate, installationUpdate or another."""
        return _text(self.raw, "type")

    @property
    def name(self) -> str:
        """The name of an invoke."""
        return _text(self.raw, "name")

    @property
    def activity_id(self) -> str:
        """The activity's own id."""
        return _text(self.raw, "id")

    @property
    def reply_to(self) -> str | None:
        """The activity whose card was pressed, where Teams tells."""
        return _text(self.raw, "replyToId") or None

    @property
    def action(self) -> str:
        """What an installationUpdate is about: add, remove, add-upgrade, remove-upgrade."""
        return _text(self.raw, "action")

    @property
    def service_url(self) -> str:
        """Where the Connector of this conversation is."""
        return _text(self.raw, "serviceUrl")

    @property
    def bot_id(self) -> str:
        """Our own account in this conversation."""
        return _text(_part(self.raw, "recipient"), "id")

    @property
    def is_private(self) -> bool:
        """Whether they wrote to us privately, after a slash, where others are: nobody is mentioned.

        Microsoft's page "Targeted messages"; it knows none in a chat of two.
        """
        targeted = _part(self.raw, "recipient").get("isTargeted")
        return targeted is True and not self.is_personal

    @property
    def account_id(self) -> str:
        """The person's account, as Teams names it."""
        return _text(_part(self.raw, "from"), "id")

    @property
    def person_id(self) -> str:
        """The person's Entra object id."""
        return _text(_part(self.raw, "from"), "aadObjectId")

    @property
    def person_name(self) -> str:
        """The person's display name."""
        return _text(_part(self.raw, "from"), "name")

    @property
    def conversation_id(self) -> str:
        """The chat, or the thread in a channel."""
        return _text(_part(self.raw, "conversation"), "id")

    @property
    def tenant_id(self) -> str:
        """The organisation."""
        tenant = _text(_part(self.raw, "conversation"), "tenantId")
        return tenant or _text(_part(self._channel_data, "tenant"), "id")

    @property
    def tenant_ids(self) -> frozenset[str]:
        """Every organisation that is named: the conversation's, and the person's where it is told.

        Of a shared channel Teams names the one that has the channel
        (github.com/microsoft/teams.net/issues/100).
        """
        told = (
            _text(_part(self.raw, "conversation"), "tenantId"),
            _text(_part(self._channel_data, "tenant"), "id"),
            _text(_part(self.raw, "from"), "tenantId"),
        )
        return frozenset(each.lower() for each in told if each)

    @property
    def time_zone(self) -> str:
        """Where the person's client is by its clock, an IANA name; empty where it does not tell."""
        told = _text(self.raw, "localTimezone") or _text(self._client, "timezone")
        return told if told in zones() else ""

    @property
    def locale(self) -> str:
        """The language and country of the person's client, as “en-GB”; empty where untold."""
        return _text(self.raw, "locale", 40) or _text(self._client, "locale", 40)

    @property
    def is_personal(self) -> bool:
        """Whether this is a chat of one person with us."""
        return self._kind == "personal"

    @property
    def is_of_several(self) -> bool:
        """Whether this is a chat of several people, or of a meeting, and no channel."""
        return self._kind not in ("personal", "channel")

    @property
    def scope(self) -> Scope:
        """What kind of chat it is."""
        return Place(self.person_id, self.channel_id, self.is_of_several).scope

    @property
    def channel_id(self) -> str | None:
        """The channel; None in any other chat."""
        if self._kind != "channel":
            return None
        named = _text(_part(self._channel_data, "channel"), "id")
        return named or channel_of(self.conversation_id)

    @property
    def team_id(self) -> str | None:
        """The team's group id, where Teams tells it."""
        return _text(_part(self._channel_data, "team"), "aadGroupId") or None

    @property
    def team_thread(self) -> str | None:
        """The team by the thread of its General channel, which Teams always tells."""
        return _text(_part(self._channel_data, "team"), "id") or None

    @property
    def event(self) -> str:
        """What a conversationUpdate of a team is about: channeldeleted and others.

        In small letters, as Microsoft's own pages spell some of them in two ways.
        """
        return _text(self._channel_data, "eventType").lower()

    @property
    def channel_kind(self) -> ChannelKind | None:
        """What kind of channel it is, where Teams tells."""
        told = _text(_part(self._channel_data, "channel"), "type").lower()
        return ChannelKind(told) if told in list(ChannelKind) else None

    @property
    def is_of_one_channel(self) -> bool:
        """Whether what happened happened to one channel, and not to the whole team."""
        own = self.channel_kind in (ChannelKind.PRIVATE, ChannelKind.SHARED)
        return self.event.startswith("channel") or (own and not self.event)

    @property
    def value(self) -> Raw:
        """What an invoke carries."""
        return _part(self.raw, "value")

    def members(self, name: str) -> list[Raw]:
        """Accounts of `membersAdded` or `membersRemoved`."""
        return _dicts(self.raw.get(name))

    @property
    def met(self) -> Met:
        """What this activity tells about where it came from."""
        here = channel_of(self.conversation_id)
        return Met(
            Address(here, self.service_url, self.bot_id, self.tenant_id),
            team_id=self.team_id,
            person_id=self.person_id if self.is_personal else None,
        )

    def only_for(self, *, replies: bool) -> OnlyFor | None:
        """Who alone gets the answer; None where it is for everybody in the conversation.

        `replies`: also who mentions us in a channel, where everybody reads what they write.
        """
        if self.is_private:
            return OnlyFor(self.account_id, self.person_id, self.activity_id)
        return OnlyFor(self.account_id) if replies and self.channel_id else None

    @cached_property
    def mentions_us(self) -> bool:
        """Whether the message is addressed to us by a mention."""
        return any(self._is_us(each) for each in self._mentions)

    @property
    def words(self) -> str:
        """What was written, without the mention of us, in single spaces.

        In a chat with us alone, and after a slash, our name may stand before the words without
        being a mention.
        """
        text = _text(self.raw, "text", 4000)
        if self.mentions_us or self.is_personal or self.is_private:
            ours = [name for each in self._mentions if self._is_us(each) for name in _names(each)]
            own = _text(_part(self.raw, "recipient"), "name")
            others = [n for each in self._mentions if not self._is_us(each) for n in _names(each)]
            text = without_us(text, [*ours, own, NAME], others, marked=self.mentions_us)
        return plain_words(text)

    @property
    def _kind(self) -> str:
        """channel, personal or groupChat; where Teams leaves it out, by what else it tells."""
        conversation = _part(self.raw, "conversation")
        if told := _text(conversation, "conversationType"):
            return told
        if _part(self._channel_data, "team") or _part(self._channel_data, "channel"):
            return "channel"
        return "groupChat" if conversation.get("isGroup") else "personal"

    @property
    def _channel_data(self) -> Raw:
        return _part(self.raw, "channelData")

    @property
    def _client(self) -> Raw:
        told = (each for each in self._entities if each.get("type") == "clientInfo")
        return next(told, {})

    @property
    def _entities(self) -> list[Raw]:
        return _dicts(self.raw.get("entities"))

    @property
    def _mentions(self) -> list[Raw]:
        return [each for each in self._entities if each.get("type") == "mention"]

    def _is_us(self, mention: Raw) -> bool:
        return bool(self.bot_id) and _text(_part(mention, "mentioned"), "id") == self.bot_id


def _names(mention: Raw) -> tuple[str, str]:
    """How somebody who is mentioned may stand in the text."""
    return name_in(_text(mention, "text", 400)), _text(_part(mention, "mentioned"), "name", 400)


def _text(part: Raw, name: str, most: int = 1000) -> str:
    value = part.get(name)
    return value[:most] if isinstance(value, str) else ""


def _part(part: Raw, name: str) -> Raw:
    value = part.get(name)
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[Raw]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
