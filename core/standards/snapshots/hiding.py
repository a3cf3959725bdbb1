"""A snapshot without names: replaced everywhere, after what needs them was judged and kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from core.facts import Gap
from core.standards.clauses import NOT_WHOLE, OUTSIDE, Judgement, judgements
from core.standards.engine import rules
from core.standards.facts import Reading, Tenant
from core.standards.model import Outcome, Seen, Standard
from core.standards.reach import in_order
from core.standards.rules import Verdict
from core.standards.scope import covers, scope
from core.standards.snapshots.hidden import (
    About,
    Hidden,
    asked,
    counts_only,
    fingerprint,
    reads_names,
)
from core.standards.snapshots.pseudonyms import Pseudonyms
from core.standards.snapshots.snapshot import Snapshot
from core.standards.waivers.waiving import waivers

NOBODY = "Without names"


def anonymous(
    snapshot: Snapshot, standards: Sequence[Standard], today: date, *, secret: bytes, salt: str
) -> Snapshot:
    """The same facts under other names; `secret` must be random and is kept nowhere.

    Dates, numbers and Microsoft's own words stay. Waivers from cards do not: people wrote them.
    """
    pseudonyms = Pseudonyms(secret)
    reading = replace(snapshot.reading, tenant=in_order(snapshot.reading.tenant))
    hidden = Hidden(
        salt,
        today,
        dict(_scopes(reading, standards, pseudonyms, salt)),
        dict(_verdicts(reading, standards, today, pseudonyms, salt)),
        dict(_waivers(reading, standards, today, pseudonyms, salt)),
    )
    renamed = replace(reading, tenant=_tenant(reading.tenant, pseudonyms))
    return replace(snapshot, reading=renamed, organisation=NOBODY, hidden=hidden, waivers=())


def _tenant(tenant: Tenant, pseudonyms: Pseudonyms) -> Tenant:
    teams = sorted((pseudonyms.of(team) for team in tenant.teams), key=lambda team: team.id)
    rest = tenant.rest and Gap(pseudonyms.reason(tenant.rest.reason), tenant.rest.gone)
    organisation = pseudonyms.of(tenant.organisation)
    return Tenant(pseudonyms.id(tenant.id), "", teams, rest, organisation)


def _scopes(
    reading: Reading, standards: Iterable[Standard], pseudonyms: Pseudonyms, salt: str
) -> Iterator[tuple[str, dict[str, bool | str]]]:
    for applies_to in (standard.applies_to for standard in standards):
        if reads_names(applies_to):
            answers: dict[str, bool | str] = {}
            for team in reading.tenant.teams:
                told = covers(applies_to, team)
                answers[pseudonyms.id(team.id)] = (
                    pseudonyms.reason(told.reason) if isinstance(told, Gap) else told
                )
            yield fingerprint(salt, applies_to), answers


def _verdicts(
    reading: Reading,
    standards: Iterable[Standard],
    today: date,
    pseudonyms: Pseudonyms,
    salt: str,
) -> Iterator[tuple[str, tuple[Judgement, ...]]]:
    for standard in standards:
        teams = scope(standard.applies_to, reading.tenant.teams)
        waived = waivers(standard, reading.tenant, today)
        for clause in standard.clauses:
            if counts_only(clause.rule):
                continue
            said = (
                (
                    pseudonyms.subject(subject),
                    _bare(waived.judge(clause.rule, subject, verdict), pseudonyms),
                )
                for subject, verdict in judgements(clause, rules()[clause.rule], teams, reading)
                if verdict is not OUTSIDE and verdict is not NOT_WHOLE
            )
            yield asked(salt, standard, clause), tuple(said)


def _bare(verdict: Verdict, pseudonyms: Pseudonyms) -> Verdict:
    """What it came to, without what was seen; numbers are nobody's."""
    unread = verdict.outcome is Outcome.UNKNOWN
    says = pseudonyms.reason(verdict.says) if unread else ""
    remedy = verdict.remedy and replace(verdict.remedy, choices=(), pick=None)
    return Verdict(verdict.outcome, says, _number(verdict.seen), _number(verdict.wanted), remedy)


def _number(seen: Seen) -> Seen:
    return seen if isinstance(seen, int | float) else None


def _waivers(
    reading: Reading,
    standards: Iterable[Standard],
    today: date,
    pseudonyms: Pseudonyms,
    salt: str,
) -> Iterator[tuple[str, About]]:
    """For whom each is. What was written is found again by its fingerprint alone."""
    ids = {team.id.casefold(): team.id for team in reading.tenant.teams}
    for standard in standards:
        for each in standard.waivers:
            [found] = waivers(replace(standard, waivers=(each,)), reading.tenant, today).each
            team = found.team and pseudonyms.id(ids.get(found.team.casefold(), found.team))
            person = found.person and pseudonyms.id(found.person)
            about = found.subject and "|".join(
                sorted(
                    pseudonyms.id(ids.get(part.casefold(), part))
                    for part in found.subject.split("|")
                )
            )
            yield fingerprint(salt, each), (team, person, about)
