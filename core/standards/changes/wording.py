"""What a change is in words: what is there now, and what it would be."""

from collections.abc import Mapping

from core.standards.changes.model import Change, Thing, Value

NOTHING = "nothing"
SHOWN = 120  # characters of a value in a sentence
_WORDS: Mapping[Thing, Mapping[Value, str]] = {
    Thing.ARCHIVED: {True: "archived", False: "not archived"},
    Thing.DELETED: {True: "deleted", False: "there"},
    Thing.EXPIRATION: {True: "covered by the policy", False: "not covered by the policy"},
    Thing.RENEWED: {True: "renewed", False: "not renewed"},
    Thing.CHANNEL: {True: "there", False: "not there"},
    Thing.TAB: {True: "there", False: "not there"},
    Thing.PLAN: {True: "there", False: "not there"},
    Thing.APP: {True: "installed", False: "not installed"},
    Thing.GUEST_ACCESS: {True: "guests allowed", False: "no guests", None: "as everywhere"},
    Thing.ROLE: {"owner": "owner", "member": "member", "": "not in the team"},
    Thing.CHANNEL_ROLE: {"owner": "owner", "member": "member", "": "not in the channel"},
    Thing.VISIBILITY: {"private": "private", "public": "public"},
    Thing.APP_VERSION: {},
}
# What is done says all of these.
SAID = frozenset(
    {
        *(Thing.CHANNEL, Thing.TAB, Thing.PLAN, Thing.APP, Thing.ROLE, Thing.CHANNEL_ROLE),
        *(Thing.ARCHIVED, Thing.DELETED, Thing.EXPIRATION, Thing.RENEWED),
    }
)
_SWITCHES = {True: "on", False: "off"}


def worded(thing: Thing, value: Value) -> str:
    """A value as people say it; texts of a tenant stand in quotes."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_switch(each)}" for name, each in sorted(value.items()))
    known = _WORDS.get(thing)
    if known is not None and isinstance(value, str | bool | None) and value in known:
        return known[value]
    if value is None or value == "":
        return NOTHING
    return str(value) if thing is Thing.APP_VERSION else f"“{value}”"


def in_short(thing: Thing, value: Value) -> str:
    """The same for a sentence, or a line of a terminal."""
    said = worded(thing, value)
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"


def before_after(change: Change) -> tuple[str, str]:
    """What it is now, and what it would be; the second is empty where somebody has to write it."""
    after = "" if change.is_open else worded(change.thing, change.after)
    before = worded(change.thing, change.before)
    if isinstance(change.after, Mapping) and len(change.after) == 1:
        return before, _switch(next(iter(change.after.values())))
    return before, after


def _switch(value: Value) -> str:
    return _SWITCHES[value] if isinstance(value, bool) else str(value)
