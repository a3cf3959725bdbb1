"""What happens when a leader gets a digest, turns its pages, acknowledges it or decides.

Whether they may was asked before: see who.py. What they may see is asked here, each time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.days import local_day
from core.digests import finding, who
from core.digests.model import Before, Decided, Decision, Digest, Facts, Project, Wanted
from core.digests.ports import DigestPorts, Leader, Owner
from core.digests.scope import Inside, has, in_scope, narrowed, part_of
from core.digests.standing import shown_colour
from core.digests.wanting import change_until, since_raised, waiting
from core.errors import InputError, NotAllowed, NotFound

MOST_PAGES = 10_000  # whatever a button says; no digest has so many
NOT_THERE = "This is not a part of your digest any more. Write “digest” for a new one."


async def leader(ports: DigestPorts, person_id: str) -> Leader:
    """The leader with this Entra object id. Raises NotAllowed for who is none (any more)."""
    found = await ports.digests.leader(person_id)
    if found is None:
        raise NotAllowed(who.LEADERS)
    return found


async def make(
    ports: DigestPorts, digest_id: str, series: str, whose: Leader, now: datetime, words: str = ""
) -> Digest:
    """Tell a leader how everything in their scope stands now; the same id twice is one digest.

    With `words` it is of the one project or initiative that they mean. What changed is told against
    their newest digest of an earlier day. Raises NotFound for words that mean nothing inside.
    """
    today = local_day(now, whose.time_zone)
    inside, about = await _meant(ports, whose, words)
    facts = await ports.digests.facts(whose, inside, today)
    decisions = await ports.digests.decisions(whose.person_id, [each.id for each in facts.wanted])
    open_ = waiting(facts.wanted, decisions, now, whose.time_zone)
    last = await ports.digests.last(whose.person_id, today)
    told = _compared(replace(facts, wanted=open_), last)
    made = Digest(
        id=digest_id,
        series=series,
        person_id=whose.person_id,
        made_at=now,
        time_zone=whose.time_zone,
        facts=replace(narrowed(told, inside), about=about),
        decisions=decisions,
    )
    return await ports.digests.keep(made, whose.conversation_id)


async def _meant(ports: DigestPorts, whose: Leader, words: str) -> tuple[Inside, str]:
    """What a digest is of, and what that is called; empty where it is the whole scope."""
    outline = await ports.digests.outline()
    inside = in_scope(outline, whose.scope)
    if not words:
        return inside, ""
    known = [each for each in await ports.digests.titles(inside) if has(inside, each)]
    what = finding.found(words, known)
    return part_of(inside, outline, what), what.title


def _compared(facts: Facts, last: Digest | None) -> Facts:
    """The facts with what the last digest said of each project, if there was one."""
    if last is None:
        return facts
    before = {each.id: _told(each) for each in last.facts.projects}
    projects = [replace(each, before=before.get(each.id)) for each in facts.projects]
    return replace(facts, projects=projects, since=last.facts.today)


def _told(project: Project) -> Before:
    return Before(shown_colour(project), project.latest.forecast if project.latest else None)


async def show(ports: DigestPorts, digest_id: str, person_id: str) -> Digest:
    """A digest as its leader may see it now. Raises NotAllowed, NotFound."""
    return (await _mine(ports, digest_id, person_id))[1]


async def turn(ports: DigestPorts, digest_id: str, page: int, person_id: str) -> Digest:
    """A digest on another page; one too far is the last. Raises NotAllowed, NotFound."""
    digest = await show(ports, digest_id, person_id)
    page = int(min(max(page, 1), MOST_PAGES))  # a forged True is a 1, too
    await ports.digests.turned(digest_id, page)
    return replace(digest, page=page)


async def _mine(ports: DigestPorts, digest_id: str, person_id: str) -> tuple[Leader, Digest]:
    whose = await leader(ports, person_id)
    digest = await ports.digests.get(digest_id)
    return whose, _within(digest, in_scope(await ports.digests.outline(), whose.scope))


async def again(ports: DigestPorts, digest_id: str) -> Digest:
    """A digest for the job that edits its card: as its leader may see it now. Raises NotFound."""
    digest = await ports.digests.get(digest_id)
    whose = await ports.digests.leader(digest.person_id)
    if whose is None:
        return _within(digest, Inside(False, frozenset(), frozenset()))
    return _within(digest, in_scope(await ports.digests.outline(), whose.scope))


def _within(digest: Digest, inside: Inside) -> Digest:
    facts = narrowed(digest.facts, inside)
    wanted = {each.id for each in facts.wanted}
    return replace(
        digest,
        facts=facts,
        decisions=[each for each in digest.decisions if each.wanted_id in wanted],
        questions=[each for each in digest.questions if each.project_id in inside.projects],
    )


async def acknowledge(ports: DigestPorts, digest_id: str, person_id: str, now: datetime) -> Digest:
    """Mark a digest as seen; again changes nothing. Raises NotAllowed, NotFound."""
    digest = await show(ports, digest_id, person_id)
    if digest.acknowledged_at is not None:
        return digest
    await ports.digests.acknowledge(digest_id, now)
    return replace(digest, acknowledged_at=now)


async def decide(
    ports: DigestPorts,
    digest_id: str,
    wanted_id: str,
    decided: str,
    person_id: str,
    now: datetime,
) -> Digest:
    """Say yes or no to what waits; for a day from the first time it can be changed.

    The project's owner hears of it. The same again changes nothing. Raises NotAllowed, NotFound,
    and InputError for anything but yes and no.
    """
    if decided not in list(Decided):
        raise InputError("That is neither yes nor no. Nothing was stored; press again.")
    whose, digest = await _mine(ports, digest_id, person_id)
    wanted = _wanted(digest, wanted_id)
    so_far = since_raised(wanted, digest.decisions, digest.time_zone)
    if so_far and so_far[-1].decided == decided:
        return digest
    _check_changeable(so_far, wanted, now)
    owner = await ports.digests.owner(wanted.project_id)
    hears = _hears(owner, whose)
    own = owner is not None and owner.person_id == whose.person_id
    decision = Decision(
        wanted_id,
        Decided(decided),
        now,
        whose.name,
        owner=owner.name if owner else "",
        reached=None if own else hears is not None,
    )
    await ports.digests.decide(digest_id, whose.person_id, wanted, decision, hears)
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


def _hears(owner: Owner | None, whose: Leader) -> Owner | None:
    """An owner who has met Process Center; who decided knows it already."""
    if owner is None or owner.conversation_id is None or owner.person_id == whose.person_id:
        return None
    return owner
