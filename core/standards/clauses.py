"""One clause judged for everything it is about, whatever kind of rule it names."""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from keyword import iskeyword
from typing import Any, TypeVar

from core.facts import Gap
from core.standards.facts import Reading, Team, Tenant, Unknown
from core.standards.model import Clause, Outcome, Subject
from core.standards.reach import missing
from core.standards.rules import (
    HIDDEN,
    AnyRule,
    ChannelRule,
    OrganisationRule,
    Rule,
    TenantRule,
    Verdict,
    about_channel,
    about_team,
    about_tenant,
    passed,
    unknown,
)
from core.standards.scope import Coverage

OUTSIDE = Verdict(Outcome.NOT_APPLICABLE, "the standard is not for this team")
NOT_WHOLE = Verdict(Outcome.NOT_APPLICABLE, "judged over all teams only")
OUR_MISTAKE = "could not be judged because of a mistake of ours; the log of the server has it"

T = TypeVar("T")
Judgement = tuple[Subject, Verdict]
log = logging.getLogger(__name__)


def judgements(
    clause: Clause, rule: AnyRule, scope: Coverage, reading: Reading
) -> Iterator[Judgement]:
    """Each subject once with its verdict, before any waiver."""
    tenant = reading.tenant
    if isinstance(rule, TenantRule | OrganisationRule) and not reading.whole:
        yield about_tenant(tenant), NOT_WHOLE
        return
    if isinstance(rule, OrganisationRule):
        subject = about_tenant(tenant)
        yield subject, _ask(clause, subject, _check(clause, rule, tenant.organisation))
        return
    for team in scope.outside:
        yield about_team(team), OUTSIDE
    for team, reason in scope.unsure:
        yield about_team(team), unknown(reason)
    if isinstance(rule, TenantRule):
        yield from _over_all(clause, rule, scope, tenant)
    else:
        yield from _each_team(clause, rule, scope, tenant)


def _each_team(
    clause: Clause, rule: Rule | ChannelRule, scope: Coverage, tenant: Tenant
) -> Iterator[Judgement]:
    if tenant.rest is not None:
        yield about_tenant(tenant), unknown(tenant.rest.reason)
    check = _check(clause, rule)
    for team in scope.inside:
        if isinstance(rule, ChannelRule):
            yield from _channels(clause, check, team)
        else:
            subject = about_team(team)
            beside = (tenant.organisation,) if rule.beside else ()
            yield subject, _ask(clause, subject, partial(check, team, *beside))


def _channels(clause: Clause, check: Callable[..., Verdict], team: Team) -> Iterator[Judgement]:
    if isinstance(team.channels, Gap):
        yield about_team(team), unknown(team.channels.reason)
        return
    some_failed = False
    for channel in team.channels:
        subject = about_channel(channel, team)
        verdict = _ask(clause, subject, partial(check, channel, team))
        some_failed |= verdict.outcome is Outcome.FAILED
        yield subject, verdict
    if team.hides_channels and not some_failed:
        yield about_team(team), HIDDEN


def _over_all(
    clause: Clause, rule: TenantRule, scope: Coverage, tenant: Tenant
) -> Iterator[Judgement]:
    readable: list[Team] = []
    needed = rule.reads if rule.of_each is None else rule.of_each
    for team in scope.inside:
        if (gap := missing(team, needed, rule.also)) is None:
            readable.append(team)
        else:
            yield about_team(team), unknown(gap.reason)

    all_read = not tenant.rest and not scope.unsure and len(readable) == len(scope.inside)
    handed = replace(tenant, teams=readable, rest=None if all_read else Gap("not all was read"))
    check = _check(clause, rule, handed)
    subject = about_tenant(tenant)
    found = _ask(clause, subject, lambda: list(check()))
    reasons = [tenant.rest.reason] if tenant.rest else []
    if isinstance(found, Verdict):
        reasons.append(found.says)
    else:
        yield from found
    if reasons:
        yield subject, unknown("; ".join(reasons))
    elif not found and all_read:
        yield subject, passed()


def _check(clause: Clause, rule: AnyRule, *about: object) -> Callable[..., Any]:
    """The rule's own, with the clause's parameters: Python keeps words like `except` for itself."""
    params = {f"{key}_" if iskeyword(key) else key: each for key, each in clause.params.items()}
    return partial(rule.check, *about, **params)


def _ask(clause: Clause, subject: Subject, call: Callable[[], T]) -> T | Verdict:
    """What the rule says; where it may not or cannot say, `unknown` with the reason."""
    try:
        return call()
    except Unknown as gap:
        return unknown(gap.reason)
    except Exception as error:  # noqa: BLE001 - one broken rule must not end the audit
        # Only the error's class and place: its words may hold names of the tenant.
        at = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {at.name}, line {at.lineno}"
        log.error("rule broke rule=%s subject=%s error=%s", clause.rule, subject.id, what)
        return unknown(OUR_MISTAKE)
