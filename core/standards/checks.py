"""What the shape of a standard cannot say: its rules exist, and its parts fit together."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from core.office.references import Problem
from core.standards.model import Clause, Standard, Waiver
from core.suggest import did_you_mean, quoted


def check(standard: Standard, rules: Collection[str]) -> list[Problem]:
    """Every mistake. What could not be read is None in the standard, and is not judged again."""
    return [
        *_applies_to(standard),
        *_clauses(standard.clauses, rules),
        *_waivers(standard, rules),
    ]


def ended(standard: Standard, today: date) -> list[Waiver]:
    """The waivers that hold no longer: what they were for counts again."""
    return [waiver for waiver in standard.waivers if waiver.until < today]


def meets_none(standard: Standard, teams: Mapping[str, str]) -> bool:
    """Whether it is for none of these teams (names by id), as far as names and ids tell."""
    asked = standard.applies_to
    only = _folded(asked.teams) if asked.teams is not None else None
    but = _folded(asked.not_teams)
    return not any(
        (asked.name is None or re.search(asked.name, name))
        and (only is None or id_.casefold() in only)
        and id_.casefold() not in but
        for id_, name in teams.items()
    )


def _applies_to(standard: Standard) -> Iterator[Problem]:
    asked = standard.applies_to
    if asked.teams == ():
        says = "names no team. Name one, or leave teams out for every team."
        yield Problem(("applies_to", "teams"), says)
    elif asked.teams and _folded(asked.teams) <= _folded(asked.not_teams):
        says = "leaves out every team that teams: names, so it is for none. Change one of the two."
        yield Problem(("applies_to", "not_teams"), says)


def _folded(ids: Iterable[str]) -> set[str]:
    return {each.casefold() for each in ids}


def _clauses(clauses: tuple[Clause, ...], rules: Collection[str]) -> Iterator[Problem]:
    seen = set()
    for position, clause in enumerate(clauses):
        path = ("clauses", position, "rule")
        if clause.rule and clause.rule not in rules:
            hint = did_you_mean(clause.rule, rules)
            says = f"There is no rule {quoted(clause.rule)}.{hint}"
            yield Problem(path, f"{says} `process-center list rules` shows all.")
        if clause.rule and clause.level and (clause.rule, clause.level) in seen:
            says = f"{quoted(clause.rule)} stands twice as {clause.level}. Remove one of the two."
            yield Problem(path, says)
        seen.add((clause.rule, clause.level))
        yield from _example(clause, position)


def _example(clause: Clause, position: int) -> Iterator[Problem]:
    params = clause.params or {}
    pattern, example = params.get("pattern"), params.get("example")
    if isinstance(pattern, str) and isinstance(example, str) and not re.search(pattern, example):
        says = f"{quoted(example)} does not match the pattern. Correct one of the two."
        yield Problem(("clauses", position, "params", "example"), says)


def _waivers(standard: Standard, rules: Collection[str]) -> Iterator[Problem]:
    named = {clause.rule for clause in standard.clauses}
    for position, waiver in enumerate(standard.waivers):
        path = ("waivers", position)
        # Where a clause's rule is not known, it may be the one that is meant.
        if waiver.rule and waiver.rule not in named and named <= set(rules):
            hint = did_you_mean(waiver.rule, named)
            says = f"No clause here has the rule {quoted(waiver.rule)}.{hint}"
            yield Problem((*path, "rule"), f"{says} Name one that is here, or remove the waiver.")
        if waiver.team and waiver.person:
            yield Problem((*path, "person"), "stands beside team. A waiver is for one of the two.")
        elif not waiver.team and not waiver.person and not waiver.subject:
            says = (
                "one of them is for nobody. Add team: with the team's id, person: for a rule about "
                "people, or subject: with the organisation's id."
            )
            yield Problem(path, says)
