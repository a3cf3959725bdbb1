"""What somebody who asks for an audit gets to see, and who may: for commands, buttons and jobs."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.errors import NotAllowed, NotFound, NotRead
from core.facts import Gap
from core.ports import Ports
from core.standards.auditing import audit
from core.standards.engine import rules
from core.standards.facts import Reading, Team
from core.standards.model import LISTED, Audited, Finding, Outcome, Standard, SubjectType
from core.standards.ports import Report, TeamReport
from core.standards.rules import TenantRule

STRIP = 8  # runs that a report looks back on
OWNERS_ONLY = (
    "A team’s audit is for its owners and the Process Center. One of its owners can ask here. "
    "In a chat with me, “audit” shows the teams that you own."
)
STAFF_ONLY = (
    "The audit of all teams is for the Process Center. In a chat with me, “audit” shows "
    "the teams that you own."
)
ELSEWHERE = "That audit belongs to another team. Write “audit” in that team’s channel."
GONE = "That audit is not there any more. Write “audit” for a new one."


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to see a team now; `activity_id` is the message or the press that says so."""

    team_id: str
    person_id: str
    conversation_id: str
    in_channel: bool
    activity_id: str


async def ask(ports: Ports, wish: Wish) -> None:
    """Have the team read and the answer sent to where it was asked; at once again changes nothing.

    It is a job, because reading a team may take longer than Teams waits for us.
    """
    once = f"{wish.conversation_id}:{wish.team_id}:{wish.person_id}"
    await ports.work.defer("audit_team", once=once, **asdict(wish))


async def check_now(ports: Ports, team_id: str, person_id: str, run_id: str) -> TeamReport:
    """Read and judge one team for an owner of it, as it was just read, or for staff.

    The run is kept as `run_id`; doing it again changes nothing. Raises NotAllowed, NotRead.
    """
    audited, reading = await _read(ports, team_id, run_id)
    team = reading.tenant.teams[0]
    if not await ports.rosters.is_staff(person_id):
        _check_owns(team, person_id)
    kept = await ports.runs.keep(_of_what_applies(audited), [team])
    return await _team_report(ports, kept, team_id, team.name)


async def check_may_ask(ports: Ports, team_id: str, person_id: str) -> None:
    """Raises NotAllowed unless they are staff, or owned the team when all were last read."""
    if await ports.rosters.is_staff(person_id):
        return
    if team_id not in [each.id for each in await ports.runs.owned(person_id)]:
        raise NotAllowed(OWNERS_ONLY)


async def report(ports: Ports, audited: Audited) -> Report:
    """A whole run as staff see it, with the runs that came before it while they are near."""
    organisation, zone = await ports.runs.center()
    latest = await ports.runs.history(STRIP, audited.run.standards)
    ids = [each.id for each in latest]
    place = ids.index(audited.run.id) + 1 if audited.run.id in ids else 0
    titles = {
        name: ports.standards[name].title if name in ports.standards else name
        for name in audited.run.standards
    }
    return Report(organisation, zone, titles, audited, latest[:place] or [audited.run])


async def report_again(ports: Ports, run_id: str, person_id: str, channel: str | None) -> Report:
    """The report of a run that is kept, for staff in a chat of theirs. Raises NotAllowed, NotFound.

    `channel` is where they asked, None in a personal chat.
    """
    if channel is not None or not await ports.rosters.is_staff(person_id):
        raise NotAllowed(STAFF_ONLY)
    audited = await ports.runs.get(run_id)
    if audited is None or not audited.run.whole:
        raise NotFound(GONE)
    return await report(ports, audited)


async def team_again(ports: Ports, run_id: str, team_id: str, person_id: str) -> TeamReport:
    """What a run that is kept found in a team. Raises NotAllowed, NotFound.

    It is for staff, and for who owned the team when that run read it.
    """
    staff = await ports.rosters.is_staff(person_id)
    if not staff and not await ports.runs.owns(run_id, team_id, person_id):
        raise NotAllowed(OWNERS_ONLY)
    audited = await ports.runs.get(run_id)
    found = [each for each in audited.findings if each.subject.team == team_id] if audited else []
    if audited is None or audited.run.whole or not found:
        raise NotFound(GONE)
    return await _team_report(ports, audited, team_id, found[0].team_name)


async def _read(ports: Ports, team_id: str, run_id: str) -> tuple[Audited, Reading]:
    _, zone = await ports.runs.center()
    try:
        return await audit(
            ports.tenants,
            tuple(ports.standards.values()),
            run_id=run_id,
            team_ids=[team_id],
            now=ports.clock.now,
            today=ports.clock.now().astimezone(ZoneInfo(zone)).date(),
            everything=True,
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
        raise NotAllowed(OWNERS_ONLY)


def _of_what_applies(audited: Audited) -> Audited:
    """The run of one team, as one of the standards that are for it, with what is listed."""
    applied = {
        each.standard for each in audited.findings if each.outcome is not Outcome.NOT_APPLICABLE
    }
    names = tuple(name for name in audited.run.standards if name in applied)
    listed = [each for each in audited.findings if each.outcome in LISTED]
    return replace(audited, run=replace(audited.run, standards=names), findings=listed)


async def _team_report(ports: Ports, audited: Audited, team_id: str, name: str) -> TeamReport:
    _, zone = await ports.runs.center()
    pairs, pairs_at = await _pairs(ports, team_id)
    against = [ports.standards[name] for name in audited.run.standards if name in ports.standards]
    return TeamReport(
        run_id=audited.run.id,
        team_id=team_id,
        team_name=name,
        standards=[each.title for each in against],
        clauses=sum(map(_clauses, against)),
        findings=audited.findings,
        read_at=audited.run.finished_at,
        time_zone=zone,
        pairs=pairs,
        pairs_at=pairs_at,
    )


def _clauses(standard: Standard) -> int:
    """How many of its clauses can be judged by one team alone."""
    known = rules()
    return sum(not isinstance(known[each.rule], TenantRule) for each in standard.clauses)


async def _pairs(ports: Ports, team_id: str) -> tuple[list[Finding], datetime | None]:
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
