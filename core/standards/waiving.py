"""Exceptions that somebody answers for: they hold until their day, for what they accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from core.days import full_day
from core.facts import Gap
from core.standards.facts import Account, Tenant
from core.standards.model import Outcome, Seen, Standard, Subject, SubjectType, Waiver
from core.standards.rules import Verdict


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of one standard, on one day."""

    each: tuple[Waiver, ...]
    today: date

    def judge(self, rule: str, subject: Subject, verdict: Verdict) -> Verdict:
        """A failed verdict as it stands with them; one that no longer holds is spoken of."""
        if verdict.outcome is not Outcome.FAILED:
            return verdict
        fitting = [each for each in self.each if each.rule == rule and _is_for(each, subject)]
        for waiver in fitting:
            if self._why_not(waiver, verdict.seen) is None:
                says = f"{verdict.says}; waived until {full_day(waiver.until)}: {waiver.reason}"
                return replace(verdict, outcome=Outcome.WAIVED, says=says, remedy=None)
        notes = [self._why_not(waiver, verdict.seen) for waiver in fitting[-1:]]
        return replace(verdict, says="; ".join([verdict.says, *filter(None, notes)]))

    def _why_not(self, waiver: Waiver, seen: Seen) -> str | None:
        if waiver.until < self.today:
            return f"its waiver ended on {full_day(waiver.until)}"
        if waiver.accepted is not None and not _equal(waiver.accepted, seen):
            return f"the waiver accepted {_shown(waiver.accepted)}, now it is {_shown(seen)}"
        return None


def waivers(standard: Standard, tenant: Tenant, today: date) -> Waivers:
    """The waivers of a standard, the last to end last; people in them become ids."""
    ids = _ids(standard, tenant)
    named = [
        replace(each, person=ids.get(each.person.casefold(), each.person)) if each.person else each
        for each in standard.waivers
    ]
    return Waivers(tuple(sorted(named, key=lambda each: each.until)), today)


def _ids(standard: Standard, tenant: Tenant) -> dict[str, str]:
    """Ids by principal name, of the people who are named so in a waiver."""
    asked = {each.person.casefold() for each in standard.waivers if each.person}
    if not any("@" in person for person in asked):
        return {}
    found = ((person.principal.casefold(), person.id) for person in _people(tenant))
    return {principal: id_ for principal, id_ in found if principal in asked}


def _people(tenant: Tenant) -> Iterator[Account]:
    for team in tenant.teams:
        for part in (team.owners, team.members):
            yield from () if isinstance(part, Gap) else part


def _is_for(waiver: Waiver, subject: Subject) -> bool:
    if waiver.person is not None:
        return subject.type is SubjectType.PERSON and _same(waiver.person, subject.id)
    if waiver.team is None:
        return False
    teams = subject.id.split("|") if subject.type is SubjectType.PAIR else [subject.team or ""]
    return any(_same(waiver.team, team) for team in teams)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _equal(accepted: Seen, seen: Seen) -> bool:
    """True is not 1 here, and 1 is 1.0; lists have no order."""
    if isinstance(accepted, tuple) and isinstance(seen, tuple):
        return set(accepted) == set(seen)
    return isinstance(accepted, bool) is isinstance(seen, bool) and accepted == seen


def _shown(seen: Seen) -> str:
    if isinstance(seen, tuple):
        return ", ".join(sorted(seen)) or "nothing"
    if isinstance(seen, bool):
        return "true" if seen else "false"
    return f"“{seen}”" if isinstance(seen, str) else str(seen)
