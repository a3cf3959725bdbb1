"""What could not be sent, as the Process Center tells it: which cards, why, and what helps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.posting.deliveries import Cause, State
from core.words import listed

NAMED = 5  # cards that one line names for each reason
OLD = timedelta(days=30)  # then nothing is tried again by itself, and it is no news any more
WORK_DAYS = range(5)
HOURS = range(8, 18)  # by the reader's own clock: nobody is woken by what can wait
CALLED = {
    "round": "the check-in of",
    "retro": "the retro of",
    "digest": "the digest of",
    "question": "the question to",
    "ruling": "the decision for",
    "run": "the audit for",
    "waiver": "the request for an exception to",
    "fixes": "what is to be put right, for",
    "plan": "what became of changes, for",
    "message": "a message to",
}
UNCLEAR = "unclear"
IN_OWN_CHANNEL = "absent from a channel"  # from a private or shared one
IN_CHAT = "in a chat: "  # before a reason that another sentence helps where nobody shares the place
AUDIT, EXCEPTION = "run: ", "waiver: "  # and before one that another helps for cards of this kind

# Why, and what helps: a sentence each.
_SAID = {
    Cause.ABSENT: (
        "The app is not in the team or chat",
        "Add it there, and what is missing comes by itself.",
    ),
    IN_OWN_CHANNEL: (
        "The app is not in the private or shared channel",
        "Add it to the channel itself, after its team, and what is missing comes by itself.",
    ),
    Cause.BLOCKED: (
        "The channel or chat takes no messages of the app",
        "Ask an owner of the team to allow them; what is missing is tried again by itself.",
    ),
    Cause.GONE: (
        "The channel is not there any more",
        "Restore it, or give the project another one in the office file.",
    ),
    Cause.TOO_BIG: (
        "Teams takes no card of this size",
        "Tell whoever runs Process Center.",
    ),
    Cause.SIGN_IN: (
        "Teams does not let Process Center sign in",
        "Tell whoever runs it; what is missing comes by itself once that is mended.",
    ),
    Cause.REFUSED: (
        "Teams refused the card",
        "Write “check in” or “retro” in the channel to send it again.",
    ),
    Cause.UNDRAWN: (
        "Process Center could not make the card",
        "Tell whoever runs it.",
    ),
    UNCLEAR: (
        "Nobody can tell whether the card arrived",
        "Look into the channel; where it is missing, write “check in” or “retro” there.",
    ),
    IN_CHAT + Cause.REFUSED: (
        "Teams refused the card",
        "Tell them what is in it; who writes “digest” to Process Center gets a new one.",
    ),
    AUDIT + Cause.GONE: (
        "The channel is not there any more",
        "Whoever asked can write “audit” in another channel of the team.",
    ),
    AUDIT + Cause.REFUSED: (
        "Teams refused the card",
        "Whoever asked can write “audit” there for a new one.",
    ),
    AUDIT + UNCLEAR: (
        "Nobody can tell whether the card arrived",
        "Whoever misses it can write “audit” there for a new one.",
    ),
    EXCEPTION + Cause.BLOCKED: (
        "The chat takes no messages of the app",
        "Ask them to allow these; until it comes, anybody else of the Process Center can answer.",
    ),
    EXCEPTION + Cause.GONE: (
        "The chat is not there any more",
        "Ask them to add the app again; anybody else of the Process Center can answer.",
    ),
    EXCEPTION + Cause.REFUSED: (
        "Teams refused the card",
        "Tell them what was asked; anybody of the Process Center who has it can answer.",
    ),
    EXCEPTION + UNCLEAR: (
        "Nobody can tell whether the card arrived",
        "Ask them; anybody of the Process Center who has it can answer.",
    ),
    IN_CHAT + UNCLEAR: (
        "Nobody can tell whether the card arrived",
        "Ask them; who writes “digest” to Process Center gets a new one.",
    ),
}


@dataclass(frozen=True, slots=True)
class Unsent:
    """One card of something open, or a message to somebody who never wrote, that is not sent.

    `project` is its title, empty where the thing is about none; `name` that of the recipient, where
    it is for one person. A private or shared channel has people of its own (`own_channel`).
    It `waits` for an address, with a `cause` where its conversation refuses
    us. It `stays` unsent as far as anybody can tell; any other is on its way. `age` is how long ago
    it was wanted, by the real clock. `starter` is who began the thing, empty where a schedule did.
    """

    kind: str
    id: str
    project: str
    team_id: str
    conversation_id: str
    recipient: str
    name: str
    state: str
    waits: bool
    cause: str | None
    reason: str
    changed_at: datetime
    age: timedelta
    starter: str
    stays: bool
    own_channel: bool = False

    @property
    def called(self) -> str:
        """What people call it: the check-in of Apollo."""
        whose = self.name or self.project
        called = CALLED.get(self.kind, "the card of")
        return f"{called} {whose}" if whose else called.rpartition(" ")[0]

    @property
    def shown(self) -> str:
        """Its state, as operators are told it: what waits for the app is not installed."""
        if self.waits and self.cause in (None, Cause.ABSENT):
            return "not_installed"
        return State.QUEUED if self.state == State.SENDING else self.state


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told, in their own chat: all of it as `staff`, else what they began.

    `conversation_id` is that chat, or stands for the one that is to be begun with them.
    """

    person_id: str
    conversation_id: str
    time_zone: str
    staff: bool

    def concerns(self, each: Unsent) -> bool:
        """Whether they have to know of it."""
        return self.staff or each.starter == self.person_id

    def at_work(self, now: datetime) -> bool:
        """Whether it is a working hour of theirs."""
        local = now.astimezone(ZoneInfo(self.time_zone))
        return local.weekday() in WORK_DAYS and local.hour in HOURS


def to_tell(unsent: Iterable[Unsent], since: timedelta) -> list[Unsent]:
    """Those that stay unsent and were wanted at least so long ago, but not longer than `OLD`.

    Not a card that somebody deleted, and not one for a person who has no chat with us yet: neither
    is a failure.
    """
    return [
        each
        for each in unsent
        if each.stays
        and since <= each.age <= OLD
        and each.cause != Cause.DELETED
        and not (each.waits and each.cause is None and not each.team_id)
    ]


def line(unsent: Sequence[Unsent]) -> str:
    """All of it in few sentences, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for each in unsent:
        by_reason.setdefault(_reason(each), []).append(each.called)
    sentences = (_sentence(reason, names) for reason, names in by_reason.items())
    return " ".join(["Not sent:", *sentences])


def _sentence(reason: str, names: list[str]) -> str:
    why, helps = _SAID[reason]
    return f"{listed(names, most=NAMED)}. {why}. {helps}"


def _reason(each: Unsent) -> str:
    if each.waits and each.cause is None:
        return Cause.ABSENT
    if each.state == State.UNKNOWN:
        reason = UNCLEAR
    else:
        reason = each.cause if each.cause in _SAID else Cause.REFUSED
    if reason == Cause.ABSENT and each.own_channel:
        return IN_OWN_CHANNEL
    chat = IN_CHAT if each.recipient else ""
    nearest = (f"{each.kind}: {reason}", f"{chat}{reason}", reason)
    return next(found for found in nearest if found in _SAID)
