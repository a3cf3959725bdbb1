"""What happens when a leader gets a digest, turns its pages, acknowledges it or decides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.checkins.answering import Place
from core.digests.model import Before, Decided, Decision, Digest, Facts, Project, Wanted
from core.digests.ports import Digests, Leader, Letter, Owner, Write, WriteDecision
from core.digests.scope import Inside, in_scope, narrowed
from core.digests.standing import shown_colour
from core.digests.wanting import change_until, since_raised, waiting
from core.errors import InputError, NotAllowed, NotFound

MOST_PAGES = 10_000  # whatever a button says; no digest has so many
FOR_LEADERS = (
    "Digests are for the leaders whom the office file names. The Process Center can add you there."
)
IN_PRIVATE = "A digest is for you alone. Write “digest” to me in a chat, not in a channel."
NOT_YOURS = "This digest belongs to somebody else. Write “digest” to me for your own."
NOT_THERE = "This is not a part of your digest any more. Write “digest” for a new one."


async def leader(digests: Digests, place: Place) -> Leader:
    """The leader who asks, in a chat of theirs. Raises NotAllowed."""
    found = await digests.leader(place.person_id) if place.person_id else None
    if found is None:
        raise NotAllowed(FOR_LEADERS)
    if place.channel_id is not None:
        raise NotAllowed(IN_PRIVATE)
    return found


async def make(
    digests: Digests, digest_id: str, series: str, whose: Leader, now: datetime, write: Write
) -> Digest:
    """Tell a leader how everything in their scope stands now; the same id twice is one digest.

    What changed is told against their newest digest of an earlier day.
    """
    today = now.astimezone(ZoneInfo(whose.time_zone)).date()
    inside = in_scope(await digests.outline(), whose.scope)
    facts = await digests.facts(whose, inside, today)
    decisions = await digests.decisions(whose.person_id, [each.id for each in facts.wanted])
    open_ = waiting(facts.wanted, decisions, now, whose.time_zone)
    last = await digests.last(whose.person_id, today)
    told = _compared(replace(facts, wanted=open_), last)
    made = Digest(
        id=digest_id,
        series=series,
        person_id=whose.person_id,
        made_at=now,
        time_zone=whose.time_zone,
        facts=narrowed(told, inside),
        decisions=decisions,
    )
    chat = whose.conversation_id
    return await digests.keep(made, Letter(chat, write(made)) if chat else None)


def _compared(facts: Facts, last: Digest | None) -> Facts:
    """The facts with what the last digest said of each project, if there was one."""
    if last is None:
        return facts
    before = {each.id: _told(each) for each in last.facts.projects}
    projects = [replace(each, before=before.get(each.id)) for each in facts.projects]
    return replace(facts, projects=projects, since=last.facts.today)


def _told(project: Project) -> Before:
    return Before(shown_colour(project), project.latest.forecast if project.latest else None)


async def show(digests: Digests, digest_id: str, place: Place) -> Digest:
    """A digest as its leader may see it now. Raises NotAllowed, NotFound."""
    return (await _mine(digests, digest_id, place))[1]


async def turn(digests: Digests, digest_id: str, page: int, place: Place) -> Digest:
    """A digest on another page; one too far is the last. Raises NotAllowed, NotFound."""
    digest = await show(digests, digest_id, place)
    page = int(min(max(page, 1), MOST_PAGES))  # a forged True is a 1, too
    await digests.turned(digest_id, page)
    return replace(digest, page=page)


async def _mine(digests: Digests, digest_id: str, place: Place) -> tuple[Leader, Digest]:
    whose = await leader(digests, place)
    digest = await digests.get(digest_id)
    if digest.person_id != whose.person_id:
        raise NotAllowed(NOT_YOURS)
    return whose, _within(digest, in_scope(await digests.outline(), whose.scope))


async def again(digests: Digests, digest_id: str) -> Digest:
    """A digest for the job that edits its card: as its leader may see it now. Raises NotFound."""
    digest = await digests.get(digest_id)
    whose = await digests.leader(digest.person_id)
    if whose is None:
        return _within(digest, Inside(False, frozenset(), frozenset()))
    return _within(digest, in_scope(await digests.outline(), whose.scope))


def _within(digest: Digest, inside: Inside) -> Digest:
    facts = narrowed(digest.facts, inside)
    wanted = {each.id for each in facts.wanted}
    return replace(
        digest,
        facts=facts,
        decisions=[each for each in digest.decisions if each.wanted_id in wanted],
        questions=[each for each in digest.questions if each.project_id in inside.projects],
    )


async def acknowledge(digests: Digests, digest_id: str, place: Place, now: datetime) -> Digest:
    """Mark a digest as seen; again changes nothing. Raises NotAllowed, NotFound."""
    digest = await show(digests, digest_id, place)
    if digest.acknowledged_at is not None:
        return digest
    await digests.acknowledge(digest_id, now)
    return replace(digest, acknowledged_at=now)


async def decide(
    digests: Digests,
    digest_id: str,
    wanted_id: str,
    decided: str,
    place: Place,
    now: datetime,
    write: WriteDecision,
) -> Digest:
    """Say yes or no to what waits; for a day from the first time it can be changed.

    The project's owner hears of it. The same again changes nothing. Raises NotAllowed, NotFound,
    and InputError for anything but yes and no.
    """
    if decided not in list(Decided):
        raise InputError("That is neither yes nor no. Nothing was stored; press again.")
    whose, digest = await _mine(digests, digest_id, place)
    wanted = _wanted(digest, wanted_id)
    so_far = since_raised(wanted, digest.decisions, digest.time_zone)
    if so_far and so_far[-1].decided == decided:
        return digest
    _check_changeable(so_far, wanted, now)
    decision = Decision(wanted_id, Decided(decided), now, whose.name)
    body = write(wanted, decision, bool(so_far))
    letter = _letter(await digests.owner(wanted.project_id), whose, body)
    await digests.decide(digest_id, whose.person_id, decision, letter)
    return replace(digest, decisions=[*digest.decisions, decision])


def _wanted(digest: Digest, wanted_id: str) -> Wanted:
    for each in digest.facts.wanted:
        if each.id == wanted_id:
            return each
    raise NotFound(NOT_THERE)


def _check_changeable(so_far: Sequence[Decision], wanted: Wanted, now: datetime) -> None:
    until = change_until(so_far)
    if until is not None and until <= now:
        raise NotAllowed(
            f"You said {so_far[-1].decided} more than a day ago, and the team works with it. "
            f"Talk to the owner of {wanted.project} to change it."
        )


def _letter(owner: Owner | None, whose: Leader, body: Mapping[str, object]) -> Letter | None:
    """To an owner who has met Process Center; who decided knows it already."""
    if owner is None or owner.conversation_id is None or owner.person_id == whose.person_id:
        return None
    return Letter(owner.conversation_id, body)
