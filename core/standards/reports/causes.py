"""What people are told: one cause at one subject is one finding, however many clauses it breaks.

Clauses of one rule, in one standard or in several, ask the same of a team, some of them more
strictly. Programs get each clause; a person who has lost one owner has lost one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from core.standards.engine import rules
from core.standards.model import (
    LISTED,
    Audited,
    ClauseKey,
    Counts,
    Finding,
    Key,
    Level,
    Milder,
    Outcome,
    Stood,
)
from core.standards.rules import Rule

Cause = tuple[str, ...]
Before = Mapping[Cause, Sequence[tuple[Level, Stood]]]

in_order = attrgetter("rank", "key")


def cause(key: Key) -> Cause:
    """What several findings have in common that come from the same thing, in any run."""
    _, rule, _, subject = key
    return key if apart(rule) else (rule, subject)


def asked(clause: ClauseKey) -> Cause:
    """What several clauses have in common that ask for the same thing."""
    _, rule, _ = clause
    return clause if apart(rule) else (rule,)


def apart(rule: str) -> bool:
    """Whether each clause of this rule names things of its own."""
    known = rules().get(rule)
    return isinstance(known, Rule) and known.apart


def causes(findings: Sequence[Finding]) -> list[Finding]:
    """Of those that are listed, the one that speaks for each cause and outcome, worst first.

    The stricter clause speaks: must before should, then the more severe. It is as old as the oldest
    of them. What passed or does not apply stays as it is.
    """
    return _found(findings, map(_speaker, _together(findings)))


def by_cause(audited: Audited) -> Audited:
    """A run as people are told of it; doing it twice changes nothing.

    A cause is new where no clause of it was open in the run before, or could not be read where it
    could be then. It is worse where it is not met now and was, as it was last read, only advice or
    accepted, or never read. It is fixed where nothing of it is open any more.
    """
    groups = list(_together(audited.findings))
    speakers = [_speaker(each) for each in groups]
    before = _before(audited)
    found = _found(audited.findings, speakers)
    return replace(
        audited,
        run=replace(audited.run, counts=_counts(audited.run.counts, found)),
        findings=found,
        new=frozenset(each[0].key for each in groups if _is_new(each, before)),
        fixed=_fixed(audited),
        worse=dict(_worse(groups, before)) | dict(audited.worse),
    )


def same_cause(finding: Finding, findings: Iterable[Finding]) -> list[Finding]:
    """All of these that have the cause and the outcome of one, which may be among them."""
    about = (_said(finding), finding.outcome)
    return [each for each in findings if (_said(each), each.outcome) == about]


def is_news(audited: Audited) -> bool:
    """Whether a run is worth a card by itself: the first, and one that found anything bad anew.

    That is something new or worse, or something that could be read before and could not now.
    """
    if audited.before is None:
        return True
    told = by_cause(audited)
    new = (each for each in told.findings if each.key in told.new)
    return bool(told.worse) or any(each.outcome is not Outcome.WAIVED for each in new)


def _together(findings: Iterable[Finding]) -> Iterator[Sequence[Finding]]:
    """What is listed, by cause and outcome, the one that speaks first."""
    groups: defaultdict[object, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.outcome in LISTED:
            groups[_said(each), each.outcome].append(each)
    for group in groups.values():
        yield sorted(group, key=in_order)


def _said(finding: Finding) -> Cause:
    """Two standards that miss the same channel are one cause as well."""
    said = (finding.rule, finding.subject.id)
    return (*said, finding.says) if apart(finding.rule) else said


def _found(findings: Iterable[Finding], speakers: Iterable[Finding]) -> list[Finding]:
    """Who speaks for what is listed, and the rest, worst first."""
    rest = (each for each in findings if each.outcome not in LISTED)
    return sorted([*speakers, *rest], key=in_order)


def _speaker(group: Sequence[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    seen = [each.first_seen_at for each in group if each.first_seen_at]
    return replace(group[0], first_seen_at=min(seen, default=None))


def _before(audited: Audited) -> Before:
    """How each cause stood that was open; what is not said to be new stood as it does now."""
    was = dict(audited.was)
    for each in audited.findings:
        if each.outcome in LISTED and each.key not in audited.new:
            was.setdefault(each.key, Stood(each.outcome, each.outcome is Outcome.FAILED))
    found: defaultdict[Cause, list[tuple[Level, Stood]]] = defaultdict(list)
    for key, stood in was.items():
        found[cause(key)].append((Level(key[2]), stood))
    return found


def _earlier(group: Sequence[Finding], before: Before) -> list[tuple[Level, Stood]]:
    known = {cause(each.key) for each in group}
    return [stood for each in known for stood in before.get(each, ())]


def _is_new(group: Sequence[Finding], before: Before) -> bool:
    earlier = _earlier(group, before)
    if group[0].outcome is Outcome.UNKNOWN:
        return all(stood.outcome is not Outcome.UNKNOWN for _, stood in earlier)
    return not earlier


def _worse(groups: Iterable[Sequence[Finding]], before: Before) -> Iterator[tuple[Key, Milder]]:
    for group in groups:
        earlier = _earlier(group, before)
        if group[0].outcome is Outcome.FAILED and earlier:
            unmet = {level for level, stood in earlier if stood.unmet}
            if Level.MUST not in unmet and group[0].level not in unmet:
                yield group[0].key, _milder(unmet, [stood for _, stood in earlier])


def _milder(unmet: Iterable[Level], earlier: Iterable[Stood]) -> Milder:
    if set(unmet):
        return Milder.SHOULD
    accepted = any(stood.outcome is Outcome.WAIVED for stood in earlier)
    return Milder.ACCEPTED if accepted else Milder.UNKNOWN


def _fixed(audited: Audited) -> Sequence[Finding]:
    listed = (each for each in audited.findings if each.outcome in LISTED)
    open_ = {cause(each.key) for each in listed}
    met = {_said(each): each for each in sorted(audited.fixed, key=in_order, reverse=True)}
    return sorted((each for each in met.values() if cause(each.key) not in open_), key=in_order)


def _counts(counts: Counts, found: Iterable[Finding]) -> Counts:
    """The same with what is listed counted by cause; teams and what is met stay."""
    numbers = Counter((each.outcome, each.level) for each in found)
    return replace(
        counts,
        failed_must=numbers[Outcome.FAILED, Level.MUST],
        failed_should=numbers[Outcome.FAILED, Level.SHOULD],
        unknown=sum(numbers[Outcome.UNKNOWN, level] for level in Level),
        waived=sum(numbers[Outcome.WAIVED, level] for level in Level),
    )
