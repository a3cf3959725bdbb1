"""Exceptions in the stories: somebody of PRJ-Ember asks, the Process Center answers."""

from typing import Any

from simulator import look_up
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK, night, owners
from tests.stories.digests import opens, presses, sends
from tests.stories.people import Form, Person, read, said

EMBER = "19:6ade68d36360561da5cd5284daf18247@thread.tacv2"
EMBER_TEAM = "4a4e9906-937b-5493-9c06-a0aed383bcd8"
ONE_OWNER = "1 active owner; the standard asks for 2"
TWO_OF_US = "Two people work here, and the second joins in March."


async def owner_of_ember(center: Rehearsal) -> Person:
    """Darnell owns PRJ-Ember alone but for somebody who left, in a channel that has the app."""
    await center.install(["PRJ-Ember"])
    darnell = Person(center, "darnell.hughes", EMBER)
    owners(center, "PRJ-Ember").append(darnell.account.id)
    await center.tenant.install([], [darnell.account.id])
    await center.settled()
    return darnell


async def form(who: Person) -> Form:
    """The form for the first finding of the newest card of the team: its one active owner."""
    return await opens(who, "audit.waive")


async def asks(who: Person, reason: str = TWO_OF_US, **typed: Any) -> str:
    """Press *Ask for an exception*, fill the form, send it; the sentence that comes back."""
    filled = await form(who)
    return said(await sends(filled, "audit.submit_waiver", reason=reason, **typed))


async def answers(who: Person, outcome: str, why: str = "") -> str:
    """Press it on the newest request, send the form; the sentence that comes back."""
    filled = await opens(who, "audit.answer_waiver")
    typed = {"outcome": outcome, "why": why}
    return said(await sends(filled, "audit.submit_waiver_answer", **typed))


async def takes_back(who: Person) -> str:
    """Press *Take back* on the newest request."""
    found = await presses(who, "audit.withdraw_waiver")
    return read(found["card"]) if found["kind"] == "card" else said(found)


async def night_without_ember(center: Rehearsal) -> None:
    """The night's audit does not find the team, as if it was deleted; then it is in reach again."""
    teams, world = center.tenant.world.directory.teams, center.tenant.world
    team = teams.pop(look_up.team(world, "PRJ-Ember").id)
    await night(center)
    teams[team.id] = team
    await center.ports.posting.addresses.reopen(EMBER)


def requests(center: Rehearsal, who: Person) -> list[str]:
    """What somebody sees of requests in their chat, oldest first."""
    cards = [read(card) for card in center.cards(who.chat)]
    return [card for card in cards if " · exception " in card or " · request " in card]


def team_card(center: Rehearsal, channel: str = EMBER) -> str:
    """The newest card of the team, as it stands now."""
    return [text for card in center.cards(channel) if "check against" in (text := read(card))][-1]


async def kept(center: Rehearsal) -> list[dict[str, Any]]:
    """The waivers of the office, as its file would have them."""
    found = await center.database.all(
        dict, "SELECT body FROM office_items WHERE part = 'waivers' ORDER BY position, id"
    )
    return [each["body"] for each in found]


async def words(center: Rehearsal) -> list[tuple[str, str, str]]:
    """All that was said of requests, in order: state, who, why."""
    found = await center.database.all(
        dict, "SELECT state, name, why FROM waiver_words ORDER BY waiver, number"
    )
    return [(each["state"], each["name"], each["why"]) for each in found]


__all__ = ["ASK", "EMBER", "EMBER_TEAM"]
