"""Audits in the stories: when they run, how the tenant changes between them, what was kept."""

from datetime import datetime, timedelta
from typing import Any

from simulator import look_up
from tests.rehearsal import Rehearsal
from tests.stories.people import MONDAY, Person

NIGHT = MONDAY.replace(hour=2, minute=0, second=5) + timedelta(days=1)  # the first nightly audit
ASK = "@Process Center audit"


async def chats(center: Rehearsal, *names: str) -> list[Person]:
    """These people, each with a personal chat with Process Center."""
    people = [Person(center, name) for name in names]
    await center.tenant.install([], [each.account.id for each in people])
    await center.settled()
    return people


async def night(center: Rehearsal, at: datetime = NIGHT) -> None:
    """A night comes, with its audit."""
    await center.at(at)


def owners(center: Rehearsal, team: str) -> list[str]:
    """Ids of a team's owners in the tenant, to be changed in place."""
    found = look_up.team(center.tenant.world, team)
    return center.tenant.world.directory.rosters[found.id].owners


def members(center: Rehearsal, team: str) -> list[str]:
    """Ids of a team's members, its owners too, to be changed in place."""
    found = look_up.team(center.tenant.world, team)
    return center.tenant.world.directory.rosters[found.id].members


def reports(center: Rehearsal, who: Person) -> list[dict[str, Any]]:
    """The cards of audits in a person's chat with us, oldest first."""
    return [card for card in center.cards(who.chat) if "audit" in str(card.get("speak", ""))]


async def runs(center: Rehearsal) -> list[dict[str, Any]]:
    """Every run that is kept or under way, oldest first."""
    return await center.database.all(
        dict, "SELECT id, audit, state, whole FROM audit_runs ORDER BY number, id"
    )
