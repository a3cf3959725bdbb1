"""From one finding to the changes that would put it right, or to one that is left to people."""

import hashlib
import json
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.facts import Gap
from core.standards.changes.kinds import kinds
from core.standards.changes.links import link
from core.standards.changes.model import Change, Picks, Thing, Value
from core.standards.facts import Account, Team, Tenant, Unknown
from core.standards.model import Clause, Finding, RemedyMode, SubjectType
from core.standards.remedies import ByHand, Facts, Kind, Wish
from core.standards.reports.causes import apart
from core.words import capital, folded

BY_HAND = "by_hand"
NOT_READ = "its team was not read"
FORBIDDEN = "Process Center is not permitted to do it, which needs {permission}"
ARCHIVED = "the team is archived, so Microsoft lets nothing of it be changed but who is in it"
# See https://learn.microsoft.com/graph/api/team-archive.
SHUT = frozenset(
    {
        *(Thing.NAME, Thing.DESCRIPTION, Thing.CLASSIFICATION, Thing.VISIBILITY, Thing.SETTINGS),
        *(Thing.CHANNEL_NAME, Thing.CHANNEL, Thing.CHANNEL_ROLE),
        *(Thing.TAB, Thing.APP, Thing.APP_VERSION),
    }
)
IN_WORDS = frozenset({Thing.CHANNEL, Thing.PLAN})  # named, not identified: as `folded` has it


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the tenant beside a finding's own team; `held` as `planned` has it."""

    tenant: Tenant
    teams: Mapping[str, Team]
    names: Mapping[str, str]
    accounts: dict[str, Account]
    apps: Mapping[str, str]
    held: Collection[str] | None


def known_of(tenant: Tenant, held: Collection[str] | None) -> Known:
    """Everybody and everything that was read in any team."""
    names = tenant.organisation.names
    return Known(
        tenant=tenant,
        teams={team.id: team for team in tenant.teams},
        names={} if isinstance(names, Gap) else names,
        accounts=_accounts(tenant.teams),
        apps={
            folded(id_): app.id
            for team in tenant.teams
            if not isinstance(team.apps, Gap)
            for app in team.apps
            for id_ in (app.external_id, app.id)
            if id_
        },
        held=held,
    )


def proposed(finding: Finding, clause: Clause, known: Known) -> list[Change]:
    """What would put one finding right: at least one change, guided where nothing may be written.

    Their ids do not depend on the clause unless each clause of the rule asks for things of its own.
    """
    kind_name = finding.remedy.kind if finding.remedy else BY_HAND
    kind_name = kind_name if kind_name in kinds() else BY_HAND
    kind, reason, found = kinds()[kind_name], "", list[Wish]()
    if finding.subject.type in (SubjectType.TEAM, SubjectType.CHANNEL):
        try:
            found = list(kind.wishes(finding, _facts(finding, clause, known)))
        except (Unknown, ByHand) as gap:
            reason = gap.reason
    plain = _plain(kind_name, kind, finding, clause, known)
    if not found:
        return [guided(plain, reason)]
    return [_allowed(each, known) for each in _wished(plain, kind, finding, found)]


def guided(change: Change, reason: str = "") -> Change:
    """The same for people to do, with the reason why before what the clause says."""
    steps = change.steps
    if reason:
        steps = f"{capital(reason)}. {steps}"
    return replace(change, mode=RemedyMode.GUIDED, steps=steps)


def identity(*parts: object) -> str:
    """The same for the same parts, in any plan."""
    written = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def place(change: Change) -> tuple[str, str, str, str]:
    """What is set: two changes of one place are about the same thing."""
    target = folded(change.target) if change.thing in IN_WORDS else change.target
    return change.team_id, change.thing.value, str(change.extra.get("channel", "")), target


def _facts(finding: Finding, clause: Clause, known: Known) -> Facts:
    team = known.teams.get(finding.subject.team or "")
    if team is None:
        raise ByHand(NOT_READ)
    return Facts(
        team=team,
        organisation=known.tenant.organisation,
        params=clause.params,
        names=known.names,
        # Its own people first: of another team's less may have been read.
        accounts=ChainMap(_accounts([team]), known.accounts),
        apps=known.apps,
    )


def _accounts(teams: Sequence[Team]) -> dict[str, Account]:
    """By id and principal name; of somebody read twice, the account of whom more is known."""
    found: dict[str, Account] = {}
    for team in teams:
        for people in (team.owners, team.members):
            for each in () if isinstance(people, Gap) else people:
                for name in filter(None, (each.id, each.principal)):
                    before = found.get(folded(name))
                    if before is None or isinstance(before.enabled, Gap):
                        found[folded(name)] = each
    return found


def _plain(kind_name: str, kind: Kind, finding: Finding, clause: Clause, known: Known) -> Change:
    """What all changes of a finding have in common."""
    subject, mode = finding.subject, finding.remedy.mode if finding.remedy else RemedyMode.GUIDED
    if mode is RemedyMode.AUTO and not kind.inverse:
        mode = RemedyMode.APPROVE
    team = known.teams.get(subject.team or "")
    channel = subject.id if subject.type is SubjectType.CHANNEL else ""
    return Change(
        id=identity(kind_name, "guided", subject.id, finding.rule, _asked(finding)),
        kind=kind_name,
        thing=kind.thing,
        mode=mode,
        standard=finding.standard,
        rule=finding.rule,
        team_id=subject.team or "",
        team_name=finding.team_name,
        subject=subject,
        says=finding.says,
        target="",
        label=subject.name or subject.id,
        before=None,
        after=None,
        owners_may=clause.owners_may,
        steps=finding.fix,
        link=link(team, known.tenant.id, channel),
        seen=finding.seen,
    )


def _wished(
    plain: Change, kind: Kind, finding: Finding, wishes: Sequence[Wish]
) -> Iterator[Change]:
    for number, wish in enumerate(wishes):
        change = replace(
            plain,
            target=wish.target,
            label=wish.label,
            before=wish.before,
            after=wish.after,
            needs=wish.needs or kind.needs,
            choices=wish.choices,
            picks=wish.picks,
            extra=wish.extra,
        )
        yield replace(change, id=_id(change, finding, number))


def _id(change: Change, finding: Finding, number: int) -> str:
    """Of what is chosen only the place among those that are chosen is known beforehand."""
    team_id, thing, channel, target = place(change)
    if change.picks is Picks.TARGET:
        about = (finding.rule, number, _asked(finding))
        return identity(change.kind, team_id, thing, channel, *about)
    app = change.extra.get("app", "") if change.thing is Thing.TAB else ""
    return identity(change.kind, team_id, thing, channel, target, app)


def _asked(finding: Finding) -> Value:
    """What tells clauses of one rule apart, where each asks for things of its own."""
    wanted = finding.wanted if apart(finding.rule) else None
    return list(wanted) if isinstance(wanted, tuple) else wanted


def _allowed(change: Change, known: Known) -> Change:
    """Guided where its team is archived, or it lacks the permission, which is named."""
    team = known.teams.get(change.team_id)
    if team and team.archived is True and change.thing in SHUT:
        return guided(change, ARCHIVED)
    if known.held is None or not change.needs or change.needs in known.held:
        return change
    return guided(change, FORBIDDEN.format(permission=change.needs))
