"""What a tenant consists of, as plain data that a sample, a generator or a file can give."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from simulator.estate import App, Governance, Label, MadePlan, Tab, Task

SPACE = UUID("3b9d2a6e-6a7f-5a53-9c0e-0d6a5f7c1e10")


class Kind(StrEnum):
    """A channel's membershipType, in Graph's words."""

    STANDARD = "standard"
    PRIVATE = "private"
    SHARED = "shared"


class ThingKind(StrEnum):
    """What else can be a member, as the end of its @odata.type."""

    GROUP = "group"
    DEVICE = "device"
    SERVICE = "servicePrincipal"


class GroupKind(StrEnum):
    """The kinds of groups that people take for teams when they count."""

    SECURITY = "security"
    MAIL = "mail"
    MICROSOFT_365 = "microsoft365"


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is the Entra object id; a guest's `upn` has Entra's `#EXT#` form.

    `home` is the tenant of somebody who is in none of this one's directories: whom a shared channel
    brings from another organisation. Empty for everybody else. `invited_days` is how long before
    the first start a guest was invited who never accepted.
    """

    id: str
    name: str
    upn: str
    mail: str
    title: str = ""
    department: str = ""
    city: str = ""
    manager: str | None = None
    guest: bool = False
    enabled: bool = True
    home: str = ""
    licensed: bool = True
    invited_days: int | None = None

    @property
    def works_here(self) -> bool:
        return self.enabled and not self.guest and not self.home


@dataclass(frozen=True, slots=True)
class Channel:
    """`id` is the thread's; `members` and `owners` are a private or shared channel's own.

    `email` is the address it can be written to, empty where nobody made one. `made_at` and `layout`
    are of one that was made through Graph.
    """

    id: str
    name: str
    kind: Kind = Kind.STANDARD
    description: str = ""
    owners: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    email: str = ""
    tabs: tuple[Tab, ...] = ()
    made_at: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of several people, or that of a meeting; its `id` tells which."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A member of a group that is no person."""

    id: str
    name: str
    kind: ThingKind


@dataclass(frozen=True, slots=True)
class Group:
    """A group without a team; its people have nothing to do with Teams."""

    id: str
    name: str
    kind: GroupKind
    owners: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """`id` is the group's; the first channel is General. `members` has the owners too, but for
    those whom somebody made owners in Entra and nobody made members.

    `visibility` is None where Entra has none. `settings` are those that differ from Graph's own
    defaults, by Graph's names: `{"memberSettings": {"allowDeleteChannels": False}}`. `things` are
    members of the group beside its people.

    `expires_in` is in how many days from the first start the group ends, None where no policy
    covers it. `errors` are Microsoft's services that failed to set it up. `guests_allowed` is the
    group's own switch, None where it has none. `plans` are titles in Planner. `quiet_days` is how
    long before the first start anybody was last active, 0 where people always are, None for never.

    What only writes lead to: `renewed_at` (else it counts from its making), `made` plans and
    `tasks` in any of its plans.
    """

    id: str
    name: str
    description: str
    owners: tuple[str, ...]
    members: tuple[str, ...]
    channels: tuple[Channel, ...]
    visibility: str | None = "private"
    archived: bool = False
    age_days: int = 200
    settings: dict[str, dict[str, bool | str]] = field(default_factory=dict, hash=False)
    things: tuple[Thing, ...] = ()
    classification: str = ""
    labels: tuple[Label, ...] = ()
    expires_in: int | None = None
    errors: tuple[str, ...] = ()
    guests_allowed: bool | None = None
    apps: tuple[App, ...] = ()
    plans: tuple[str, ...] = ()
    quiet_days: int | None = 0
    renewed_at: str = ""
    made: tuple[MadePlan, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def general(self) -> str:
        return self.channels[0].id


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the past; `place` is a channel id, or the ids of two people who chat.

    It was said `days_ago` working days before the first start, at `at` after local midnight.
    """

    place: str | tuple[str, str]
    sender: str
    days_ago: int
    at: timedelta
    text: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What a visitor does at a stop: presses a button of this verb, or says this word.

    With `back` the form comes back with a mistake, without it is taken. With neither verb nor word
    they move the clock.
    """

    press: str = ""
    says: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What to try where a card with a button of this verb can be seen."""

    verb: str
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour: what to try, as whom, in which conversation.

    The first of the `cases` that holds says what to try, else `text`. It is done when all its
    `deeds` are.
    """

    title: str
    text: str
    as_person: str
    conversation: str
    cases: tuple[Case, ...] = ()
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """A whole tenant. `visitor` is whom a newcomer acts as; `office` the text of an office file.

    `leaders` read digests by themselves; `staff` leave everything to visitors. `outsiders` are
    people of other organisations whom a shared channel may bring. `catalogue` has the apps that
    can be installed, beside ours.
    """

    organisation: str
    id: str
    domain: str
    time_zone: str
    visitor: str
    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    said: tuple[Said, ...] = ()
    tour: tuple[Stop, ...] = ()
    office: str = ""
    stories: dict[str, str] = field(default_factory=dict)
    leaders: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    chats: tuple[Chat, ...] = ()
    outsiders: tuple[Person, ...] = ()
    catalogue: tuple[App, ...] = ()
    governance: Governance = field(default_factory=Governance)


def made_id(*names: str) -> str:
    """The same words always give the same id, on every machine."""
    return str(uuid5(SPACE, "/".join(names)))


def thread_id(*names: str) -> str:
    return f"19:{uuid5(SPACE, '/'.join(('thread', *names))).hex}@thread.tacv2"


def chat_id(*names: str, meeting: bool = False) -> str:
    """Chats of several people are threads without a team; those of meetings say so."""
    made = uuid5(SPACE, "/".join(("chat", *names))).hex
    return f"19:{'meeting_' if meeting else ''}{made}@thread.v2"


def is_meeting(chat: str) -> bool:
    return chat.startswith("19:meeting_")


def mri(person_id: str) -> str:
    """The Teams id of a person: opaque, and not their Entra id."""
    digest = hashlib.sha256(person_id.encode()).hexdigest()
    return f"29:1{digest[:58]}"
