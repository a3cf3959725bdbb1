"""What a handler sees of a conversation: who, where, what they pressed or wrote; and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cards.kit.elements import Card, preceded
from core.people.model import PersonClock
from core.ports import Ports
from core.posting.addresses import channel_of
from core.posting.deliveries import OnlyFor
from core.pressing.forms import page
from core.pressing.place import Place, Scope


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that a person did in a chat.

    Who and where come from the activity that Teams signed, never from a card's data. `person_id` is
    an Entra object id. `channel_id` and `team_id` are None in a chat, which may be one `of_several`
    people; `team_id` may be unknown in a channel too, where Teams names the team by its
    `team_thread`. `reply_to` is the activity that a pressed card came in. An answer that is
    `only_for` somebody is for who wrote. Who is `from_outside` is of another organisation, where
    Teams tells.
    """

    ports: Ports
    now: datetime
    activity_id: str
    person_id: str
    person_name: str
    conversation_id: str
    channel_id: str | None
    team_id: str | None
    words: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    reply_to: str | None = None
    team_thread: str | None = None
    only_for: OnlyFor | None = None
    of_several: bool = False
    from_outside: bool = False

    async def team(self) -> str | None:
        """The channel's team, from what Teams told once where it leaves it out now."""
        if self.channel_id is None or self.team_id is not None:
            return self.team_id
        known = [each for each in (self.channel_id, self.team_thread) if each]
        return await self.ports.posting.addresses.team_of(known)

    @property
    def here(self) -> str:
        """The channel or chat, by the id under which its address is kept."""
        return self.channel_id or channel_of(self.conversation_id)

    async def clock(self) -> PersonClock:
        """By whose clock the person lives, with what this activity told of it."""
        return await self.ports.people.clocks.of(self.person_id)

    @property
    def place(self) -> Place:
        """Who pressed where, for the core."""
        return Place(self.person_id, self.channel_id, self.of_several)

    def typed(self, words: str) -> str:
        """What to type here: where others read along nothing is heard without a mention."""
        return words if self.place.scope is Scope.PERSONAL else f"@Process Center {words}"

    def did(self, what: str) -> str:
        """For all: who did something that they all see, where they did not see it being written."""
        unseen = self.only_for and self.only_for.person_id
        return f"{self.person_name or 'Somebody'} {what}." if unseen else ""

    def text(self, name: str) -> str:
        """A value of the card's data as text; empty when it is missing or no text."""
        value = self.data.get(name)
        return value if isinstance(value, str) and len(value) <= 200 else ""

    def number(self, name: str) -> int | None:
        """A whole number of the card's data; None when it is missing or none."""
        value = self.data.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def page(self) -> int:
        """The page that a button asks for; the first where its data names none."""
        return page(self.data)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: one sentence, or a card; with a `title` the card opens as a dialog.

    `to_all` is a sentence beside it for everybody in the channel, also where the answer is private.
    """

    says: str = ""
    card: Card | None = None
    title: str = ""
    to_all: str = ""

    def after(self, first: str) -> "Reply":
        """The same with a sentence of ours before it."""
        if self.card is None:
            return replace(self, says=f"{first} {self.says}".rstrip())
        return replace(self, card=preceded(self.card, first))
