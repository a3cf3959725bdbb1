"""What somebody who asks for an audit gets to see: for commands, buttons and jobs.

Whether they may was asked before (see who.py), but once more where the team was just read.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from core.days import local_day
from core.errors import NotAllowed, NotFound, NotRead
from core.facts import Gap
from core.people.roles import Role
from core.posting.deliveries import OnlyFor
from core.standards import who
from core.standards.auditing import audit
from core.standards.changes.owning import overdue_at
from core.standards.engine import rules
from core.standards.facts import Reading, Team
from core.standards.model import LISTED, Audited, Finding, Key, Outcome, Standard, SubjectType
from core.standards.naming import called, meant
from core.standards.ports import StandardsPorts
from core.standards.reports import aloud
from core.standards.reports.causes import Cause, asked
from core.standards.reports.lines import lines
from core.standards.reports.reports import AuditReport, ReportPage, TeamReport
from core.standards.rules import TenantRule
from core.standards.waivers.waiving import with_kept
from core.suggest import quoted

Then = Callable[[Audited, Reading], Awaitable[None]]
STRIP = 8  # runs that a report looks back on


async def ask(
    ports: StandardsPorts,
    team_id: str,
    person_id: str,
    conversation_id: str,
    activity_id: str,
    *,
    in_channel: bool,
    only_for: OnlyFor | None = None,
) -> None:
    """Have the team read now, and the answer sent to where it was asked.

    `activity_id` is the message or the press that says so. At once again changes nothing. It is a
    job, because reading a team may take longer than Teams waits for us.
    """
    await ports.work.defer(
        "audit_team",
        once=f"{conversation_id}:{team_id}:{person_id}",
        team_id=team_id,
        person_id=person_id,
        conversation_id=conversation_id,
        in_channel=in_channel,
        activity_id=activity_id,
        only_for=only_for and asdict(only_for),
    )


async def ask_by_name(
    ports: StandardsPorts, written: str, person_id: str, conversation_id: str, activity_id: str
) -> None:
    """The same for a team that staff, or somebody who answers for it, names in a chat of theirs.

    Raises NotFound: to others a team that is not theirs is as one that is not there.
    """
    names = await ports.runs.names()
    if not await ports.parts.is_staff(person_id):
        names = await _theirs(ports, names, called(written, names), person_id)
    found = called(written, names)
    if not found:
        raise NotFound(who.NO_TEAM.format(name=quoted(written), hint=meant(written, names)))
    if len(found) > 1:
        raise NotFound(who.SEVERAL.format(name=quoted(written), number=len(found)))
    await ask(ports, found[0], person_id, conversation_id, activity_id, in_channel=False)


async def is_named(ports: StandardsPorts, team_id: str, written: str) -> bool:
    """Whether a team is the one that somebody names, as far as its name is known."""
    names = await ports.runs.names()
    return team_id in names and called(written, {team_id: names[team_id]}) == [team_id]


async def _theirs(
    ports: StandardsPorts, names: Mapping[str, str], asked: Sequence[str], person_id: str
) -> Mapping[str, str]:
    """The teams that somebody owns, and of those that are asked for the ones they answer for."""
    theirs = {each.id for each in await ports.runs.owned(person_id)}
    for id_ in asked:
        part = await ports.parts.at(None, id_, person_id)
        if not part.roles.isdisjoint({Role.TEAM_OWNER, Role.PROJECT_OWNER}):
            theirs.add(id_)
    return {id_: name for id_, name in names.items() if id_ in theirs}


async def check_now(
    ports: StandardsPorts, team_id: str, person_id: str, run_id: str, then: Then
) -> TeamReport:
    """Read and judge one team for an owner of it, as it was just read, or for staff.

    The run is kept as `run_id`; doing it again changes nothing. `then` hears of it as it was kept.
    Raises NotAllowed, NotRead.
    """
    audited, reading = await _read(ports, team_id, run_id)
    team = reading.tenant.teams[0]
    part = await ports.parts.at(None, team_id, person_id)
    if part.roles.isdisjoint({Role.PROJECT_OWNER, Role.STAFF}):
        _check_owns(team, person_id)
    kept = await ports.runs.keep(_of_what_applies(audited), [team])
    await then(kept, reading)
    return await _team_report(ports, kept, team_id, team.name)


async def report(ports: StandardsPorts, audited: Audited) -> AuditReport:
    """A whole run as staff see it, with the runs that came before it while they are near."""
    organisation, zone = await ports.runs.center()
    latest = await ports.runs.history(STRIP, audited.run.standards)
    ids = [each.id for each in latest]
    place = ids.index(audited.run.id) + 1 if audited.run.id in ids else 0
    titles = {
        name: ports.standards[name].title if name in ports.standards else name
        for name in audited.run.standards
    }
    history, fixes = latest[:place] or [audited.run], await ports.offers.number()
    late = _overdue(ports, audited)
    return AuditReport(organisation, zone, titles, audited, history, fixes=fixes, overdue=late)


def _overdue(ports: StandardsPorts, audited: Audited) -> frozenset[Key]:
    now = ports.clock.now()
    return frozenset(
        each.key for each in audited.findings if overdue_at(each, ports.standards, now)
    )


async def held_against(ports: StandardsPorts, audited: Audited, earlier: str) -> Audited:
    """A run that is kept, held against another one; as it is where that is not kept any more."""
    if not earlier or (audited.before and audited.before.id == earlier):
        return audited
    found = await ports.runs.side_by_side(audited.run.id, earlier)
    return found if found and found.before else audited


async def report_again(ports: StandardsPorts, run_id: str, since: str = "") -> AuditReport:
    """A report of all teams that is kept, held against the run `since`. Raises NotFound."""
    audited = await ports.runs.get(run_id)
    if audited is None or not audited.run.whole:
        raise NotFound(who.GONE)
    shown = await held_against(ports, audited, since)
    return replace(await report(ports, shown), since="" if shown is audited else since)


async def list_again(
    ports: StandardsPorts, run_id: str, page: int, most: int, since: str = ""
) -> ReportPage:
    """A page of the list in a report of all teams, of so many lines. Raises NotFound.

    The list begins on page 2. It was written when the run was kept; of older runs it is written
    now, which takes all they found.
    """
    start = (max(page, 2) - 2) * most
    found = await ports.runs.page(run_id, start, most)
    if found is None:
        whole = await report_again(ports, run_id)
        await ports.runs.write_list(run_id, await asyncio.to_thread(lines, whole.audited))
        found = await ports.runs.page(run_id, start, most)
    if found is None:
        raise NotFound(who.GONE)
    if not found.audited.findings and found.of:  # one too far is the last
        return await list_again(ports, run_id, 1 - -found.of // most, most, since)
    organisation, zone = await ports.runs.center()
    late = _overdue(ports, found.audited)
    report = AuditReport(
        organisation, zone, {}, found.audited, [found.audited.run], since, overdue=late
    )
    return ReportPage(report, max(page, 2), found.of)


async def team_again(ports: StandardsPorts, run_id: str, team_id: str) -> TeamReport:
    """What a run that is kept found in a team. Raises NotFound."""
    audited = await ports.runs.get(run_id)
    found = [each for each in audited.findings if each.subject.team == team_id] if audited else []
    if audited is None or audited.run.whole or not found:
        raise NotFound(who.GONE)
    return await _team_report(ports, audited, team_id, found[0].team_name)


async def run_again(ports: StandardsPorts, run_id: str, reader: str) -> TeamReport:
    """What a run of one team that is kept found, for the one whose chat it is in; empty: a channel.

    Raises NotFound, and NotAllowed where the reader may see it no longer.
    """
    audited = await ports.runs.get(run_id)
    if audited is None or audited.run.whole:
        raise NotFound(who.GONE)
    team_id, name = await ports.runs.team(run_id)
    if reader:
        part = await ports.parts.at(None, team_id, reader)
        if part.roles.isdisjoint({Role.TEAM_OWNER, Role.PROJECT_OWNER, Role.STAFF}):
            raise NotAllowed(who.NOT_YOURS)
    found = await _team_report(ports, audited, team_id, name)
    return found if reader else aloud.report(found)


async def _read(ports: StandardsPorts, team_id: str, run_id: str) -> tuple[Audited, Reading]:
    _, zone = await ports.runs.center()
    try:
        return await audit(
            ports.tenants,
            with_kept(ports.standards.values(), await ports.waivers.kept()),
            run_id=run_id,
            team_ids=[team_id],
            now=ports.clock.now,
            today=local_day(ports.clock.now(), zone),
            everything=True,
            archived_since=ports.runs.archived_since,
        )
    except NotRead as error:
        raise NotRead(f"The team could not be read: {error.says.rstrip('.')}.") from error


def _check_owns(team: Team, person_id: str) -> None:
    if isinstance(team.owners, Gap):
        raise NotAllowed(
            f"I cannot tell who owns this team ({team.owners.reason}), so only the Process Center "
            "sees its audit for now. Ask there."
        )
    if person_id not in [each.id for each in team.owners]:
        raise NotAllowed(who.OWNERS_ONLY)


def _of_what_applies(audited: Audited) -> Audited:
    """The run of one team, as one of the standards that are for it, with what is listed."""
    applied = {
        each.standard for each in audited.findings if each.outcome is not Outcome.NOT_APPLICABLE
    }
    names = tuple(name for name in audited.run.standards if name in applied)
    listed = [each for each in audited.findings if each.outcome in LISTED]
    return replace(audited, run=replace(audited.run, standards=names), findings=listed)


async def _team_report(
    ports: StandardsPorts, audited: Audited, team_id: str, name: str
) -> TeamReport:
    _, zone = await ports.runs.center()
    pairs, pairs_at = await pairs_with(ports, team_id)
    against = [ports.standards[name] for name in audited.run.standards if name in ports.standards]
    return TeamReport(
        run_id=audited.run.id,
        team_id=team_id,
        team_name=name,
        standards=[each.title for each in against],
        rules=len({each for standard in against for each in _asked(standard)}),
        findings=audited.findings,
        read_at=audited.run.finished_at,
        time_zone=zone,
        pairs=pairs,
        pairs_at=pairs_at,
        requests=await ports.waivers.of_team(team_id),
        fixes=await ports.offers.number(team_id),
    )


def _asked(standard: Standard) -> Iterator[Cause]:
    """What it asks that can be judged by one team alone."""
    for each in standard.clauses:
        if not isinstance(rules()[each.rule], TenantRule):
            yield asked((standard.name, each.rule, each.level.value))


async def pairs_with(ports: StandardsPorts, team_id: str) -> tuple[list[Finding], datetime | None]:
    """What the newest whole run found between this team and others: one team cannot tell."""
    newest = await ports.runs.latest(team_id)
    if newest is None:
        return [], None
    found = [
        each
        for each in newest.findings
        if each.subject.type is SubjectType.PAIR and each.outcome in LISTED
    ]
    return found, newest.run.finished_at
