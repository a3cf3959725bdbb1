"""Putting right in the stories: what is ticked on a form, what comes of it, who hears of it."""

from typing import Any

from jobs.sweeps import remind_owners, tell_changes
from simulator.results import Result
from tests.rehearsal import Rehearsal
from tests.stories.digests import opens, sends
from tests.stories.people import Form, Person, read


async def review(who: Person, **about: object) -> Form:
    """The form of the newest card that has a way to it."""
    return await opens(who, "audit.review_fixes", **about)


def numbers(form: Form) -> dict[str, str]:
    """The toggles of a form by what they do: "fix_1" by "Make somebody an owner"."""
    found = {each["label"]: each["id"] for each in _inputs(form.card, "Input.Toggle")}
    assert found, "nothing can be ticked"
    return found


async def approves(form: Form, *does: str, **chosen: Any) -> Result:
    """Tick these and nothing else, and send it."""
    known = numbers(form)
    ticks = dict.fromkeys(known.values(), "false") | {known[each]: "true" for each in does}
    return await sends(form, "audit.approve", **ticks, **chosen)


async def done(center: Rehearsal) -> None:
    """What was approved is done, and everybody was told."""
    await center.settled()
    await tell_changes.run(center.ports)
    await center.settled()


async def reminded(center: Rehearsal) -> None:
    """Servers look who is to be reminded, two of them at once."""
    await remind_owners.run(center.ports)
    await remind_owners.run(center.ports)
    await center.settled()


def cards(center: Rehearsal, where: str, words: str) -> list[str]:
    """The cards in a chat or channel with these words, oldest first."""
    return [text for card in center.cards(where) if words in (text := read(card))]


def _inputs(part: Any, kind: str) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for each in part for found in _inputs(each, kind)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == kind else []
    return own + [found for each in part.values() for found in _inputs(each, kind)]
