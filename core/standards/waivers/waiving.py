"""Exceptions that somebody answers for: they hold until their day, for what they accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.days import full_day
from core.facts import Gap
from core.office.forms import LONGEST_TEXT, unshown
from core.standards.facts import Account, Tenant
from core.standards.model import Outcome, Seen, Standard, Subject, SubjectType, Waiver
from core.standards.rules import Verdict

WAIVED = "; waived until "  # what was found stands before it
DECIMALS = 6  # of a number in a file of ours


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
                until = f"{full_day(waiver.until)}, approved by {waiver.approved_by}"
                says = f"{verdict.says}{WAIVED}{until}: {waiver.reason}"
                return replace(verdict, outcome=Outcome.WAIVED, says=says, remedy=None)
        notes = [self._why_not(waiver, verdict.seen) for waiver in fitting[-1:]]
        return replace(verdict, says="; ".join([verdict.says, *filter(None, notes)]))

    def _why_not(self, waiver: Waiver, seen: Seen) -> str | None:
        if waiver.until < self.today:
            return f"its waiver ended on {full_day(waiver.until)}"
        if waiver.accepted is not None and not _equal(waiver.accepted, seen):
            return f"the waiver accepted {_shown(waiver.accepted)}, now it is {_shown(seen)}"
        return None


def with_kept(
    standards: Iterable[Standard], kept: Iterable[tuple[str, Waiver]]
) -> Sequence[Standard]:
    """The standards with the waivers that were approved from cards, beside those of their files.

    `kept` are with the name of their standard; one of a standard that is not there is for nothing.
    """
    more: defaultdict[str, list[Waiver]] = defaultdict(list)
    for name, waiver in kept:
        more[name].append(waiver)
    return [replace(each, waivers=(*each.waivers, *more[each.name])) for each in standards]


def holding(
    kept: Iterable[tuple[str, Waiver]], tenant: Tenant, today: date
) -> tuple[tuple[str, Waiver], ...]:
    """Of those that were approved from cards, which have not ended, for teams that were read."""
    there = {team.id.casefold() for team in tenant.teams}
    return tuple(
        (name, waiver)
        for name, waiver in kept
        if waiver.until >= today and (waiver.team or "").casefold() in there
    )


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
    if waiver.subject is not None and not _same(waiver.subject, subject.id):
        return False
    if waiver.person is not None:
        return subject.type is SubjectType.PERSON and _same(waiver.person, subject.id)
    if waiver.team is None:
        return waiver.subject is not None
    teams = subject.id.split("|") if subject.type is SubjectType.PAIR else [subject.team or ""]
    return any(_same(waiver.team, team) for team in teams)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def as_accepted(seen: Seen) -> Seen:
    """What was seen, as a file can say it: it reads back as the same, and compares as the same."""
    if isinstance(seen, tuple):
        return tuple(sorted({text for each in seen if (text := _written(each))}))
    if isinstance(seen, str):
        return _written(seen) or ()
    return round(seen, DECIMALS) if isinstance(seen, float) else seen


def _written(text: str) -> str:
    shown = "".join(letter for letter in text if not unshown(letter))
    return shown.strip()[:LONGEST_TEXT].strip()


def _equal(accepted: Seen, seen: Seen) -> bool:
    """True is not 1 here, and 1 is 1.0; lists have no order."""
    one, other = as_accepted(accepted), as_accepted(seen)
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _shown(seen: Seen) -> str:
    if isinstance(seen, tuple):
        return ", ".join(sorted(seen)) or "nothing"
    if isinstance(seen, bool):
        return "true" if seen else "false"
    return f"“{seen}”" if isinstance(seen, str) else str(seen)
