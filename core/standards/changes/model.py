"""A plan and its changes: what would be set, what it was, who approved it, what became of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from core.standards.model import RemedyMode, Seen, Subject

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]


class Thing(StrEnum):
    """What of the tenant is set. How each is looked at and written is one file of graph/remedies.

    Beside it is what its values are.
    """

    NAME = "name"  # of the team: text
    DESCRIPTION = "description"  # text, empty for none
    CLASSIFICATION = "classification"  # text, empty for none
    VISIBILITY = "visibility"  # "private" or "public"
    SETTINGS = "settings"  # target: Graph's object (memberSettings); the switches that are meant
    GUEST_ACCESS = "guest_access"  # true, false; None: the tenant's switch holds
    ARCHIVED = "archived"  # true or false
    DELETED = "deleted"  # true or false
    EXPIRATION = "expiration"  # whether the policy covers it: true or false
    RENEWED = "renewed"  # target: when it expired (ISO); whether it expires later now
    ROLE = "role"  # target: a person; "owner", "member", "" for neither
    CHANNEL_NAME = "channel_name"  # target: the channel's id; text
    CHANNEL = "channel"  # target: its name; whether it is there; extra: description, layout
    CHANNEL_ROLE = "channel_role"  # target: a person, extra: channel; as ROLE
    TAB = "tab"  # target: its name, or id where it is there; whether it is there;
    #              extra: channel (id), app, url
    APP = "app"  # target: the catalogue's id; whether it is installed
    APP_VERSION = "app_version"  # target: the catalogue's id; the version that is installed
    PLAN = "plan"  # target: its title; whether it is there
    BY_HAND = "by_hand"  # nothing that an application writes: looked at and put by nobody


class Picks(StrEnum):
    """What a person chooses before a change can be applied."""

    NOTHING = "nothing"
    TARGET = "target"  # whom, of the choices
    AFTER = "after"  # what it becomes, of the choices
    TEXT = "text"  # what it becomes, written by them


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be picked. `before` is what it is now, where a target is picked."""

    value: str
    label: str
    before: Value = None


@dataclass(frozen=True, slots=True)
class Change:
    """One write that is proposed for one finding.

    `id` is the same whenever it is proposed again, and whatever is picked. `needs` is the
    application permission that writes it. A guided one is never written: `steps` and `link` are
    for people, and say which permission is missing where that is why. `seen` is what its finding
    saw, which a waiver may accept.
    """

    id: str
    kind: str
    thing: Thing
    mode: RemedyMode
    standard: str
    rule: str
    team_id: str
    team_name: str
    subject: Subject
    says: str
    target: str
    label: str
    before: Value
    after: Value
    needs: str = ""
    choices: tuple[Choice, ...] = ()
    picks: Picks = Picks.NOTHING
    extra: Mapping[str, Value] = field(default_factory=dict)
    owners_may: bool = False
    steps: str = ""
    link: str = ""
    seen: Seen = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to write what it becomes before it can be approved."""
        return self.picks is Picks.TEXT and self.after is None

    @property
    def digest(self) -> str:
        """Stands for its content: an approval names it, and holds for nothing else."""
        what = (self.kind, self.thing, self.team_id, self.target, self.before, self.after)
        written = json.dumps([*what, {**self.extra}], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()

    def picked(self, value: str) -> "Change":
        """The same with what a person picked. Raises KeyError for what is no choice of it."""
        if self.picks is Picks.TEXT:
            return replace(self, after=value)
        choice = {each.value: each for each in self.choices}[value]
        if self.picks is Picks.TARGET:
            return replace(self, target=value, label=choice.label, before=choice.before)
        return replace(self, after=value)


class State(StrEnum):
    """What became of a change. A row is written before each write, so a crash leaves APPLYING."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    APPLYING = "applying"
    APPLIED = "applied"  # written, and not seen by a fresh read yet
    VERIFIED = "verified"  # a fresh read saw it
    REFUSED = "refused"  # the world had moved on, or a rule of ours forbids it: nothing was written
    FAILED = "failed"  # Graph did not take it, or it is not known to have taken it
    SKIPPED = "skipped"  # by hand, beyond the budget, or not approved
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a plan with what became of it.

    `was` is what was there just before the write, `kept` what putting it back needs beside that.
    `why` is a sentence for people. `digest` is of what was approved. It was `begun` when a write
    may have been sent. `undo` tells how far putting it back is: approved, refused, failed.
    """

    change: Change
    state: State = State.PROPOSED
    why: str = ""
    digest: str = ""
    approved_by: str = ""
    was: Value = None
    kept: Value = None
    at: datetime | None = None
    begun: bool = False
    undo: State | None = None
    undo_by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes in the order in which they are applied; made once and never changed.

    `team_id` where it is for one team. `made_by` is a person's id, or "command line".
    """

    id: str
    made_at: datetime
    made_by: str
    standards: tuple[str, ...]
    steps: tuple[Step, ...]
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """A change as somebody approves it: by the digest of what they were shown, with their pick."""

    id: str
    digest: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Who proposes or approves: a person's id; `with_` is the machine's user at a command line."""

    id: str
    name: str = ""
    with_: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One run over what is approved of a plan: it writes at most `budget` times."""

    id: str
    plan_id: str
    undo: bool
    budget: int


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a change, and why. `unwritten`: Graph said that it did not take the write.

    `noted` is what the log has in place of a reason that people wrote: nothing is erased there.
    """

    state: State
    why: str = ""
    unwritten: bool = False
    noted: str = ""


class Event(StrEnum):
    """What the log tells of a change; never altered, never removed."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"  # the approval was, before anything was begun
    BEGUN = "begun"  # the state before was kept; a write may follow
    APPLIED = "applied"
    VERIFIED = "verified"
    REFUSED = "refused"
    FAILED = "failed"
    UNDO_APPROVED = "undo approved"
    UNDO_BEGUN = "undo begun"
    UNDONE = "undone"
    UNDO_REFUSED = "undo refused"
    UNDO_FAILED = "undo failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `by` is the person who proposed or approved; `with_` the machine's user
    where it was the command line.
    """

    at: datetime
    event: Event
    plan_id: str
    change: Change
    by: str
    by_name: str
    with_: str
    before: Value
    after: Value
    why: str
