"""Who may do this here: asked before anything but the thing and its people is read."""

from dataclasses import replace

from bot.chat.turn import Turn
from core.errors import NotAllowed
from core.people.roles import TEAM, May, Part, Refused, check, depends_on_roster, refusal
from core.posting.closing import heard_again


async def admit(turn: Turn, may: May) -> None:
    """Raises NotAllowed in words, and NotFound where the thing is not there.

    Somebody who was refused may have joined a moment ago, so the roster is read again then. A
    conversation that did not take our last message is open again: somebody pressed in it.
    """
    if not may.roles:
        return
    named = next(((kind, id_) for kind in may.about if (id_ := turn.text(kind))), None)
    if may.otherwise and not named:
        whole = await turn.ports.people.parts.at(None, None, turn.person_id, turn.here)
        await _heard(turn, whole)
        check(may.otherwise, whole, turn.place)
        return
    part = await _part(turn, may, named)
    if part and turn.from_outside:
        part = replace(part, guest=True)
    await _heard(turn, part)
    try:
        check(may, part, turn.place)
    except NotAllowed as error:
        if part and part.team_id and part.roster_known and depends_on_roster(may, part, turn.place):
            await turn.ports.people.rosters.forget(part.team_id)
            await turn.ports.work.defer("read_rosters", once="all")
        if part and named and isinstance(error, Refused) and "{people}" in may.says:
            known = await turn.ports.people.parts.who(*named, may.roles)
            raise Refused(refusal(may, part, known)) from error
        raise


async def _part(turn: Turn, may: May, named: tuple[str, str] | None) -> Part | None:
    parts = turn.ports.people.parts
    if named and named[0] == TEAM:
        here = turn.channel_id if named[1] == await turn.team() else None
        return await parts.at(here, named[1], turn.person_id, turn.here)
    if named:
        return await parts.of(*named, turn.person_id, turn.here)
    if may.about and TEAM not in may.about:
        return None
    return await parts.at(turn.channel_id, await turn.team(), turn.person_id, turn.here)


async def _heard(turn: Turn, part: Part | None) -> None:
    if part and part.closed:
        await heard_again(turn.ports.posting, turn.here, turn.team_id)
