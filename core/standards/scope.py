"""Which teams a standard is for; where that cannot be told, why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.facts import Gap
from core.standards.facts import Team
from core.standards.model import AppliesTo

NAMELESS = Gap("Microsoft Graph does not say what the team is called")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The teams of a tenant as one standard sees them."""

    inside: Sequence[Team]
    unsure: Sequence[tuple[Team, str]]  # each with the reason
    outside: Sequence[Team]


def scope(applies_to: AppliesTo, teams: Sequence[Team]) -> Coverage:
    """Part the teams by what `applies_to` asks, each part in the order given."""
    inside: list[Team] = []
    unsure: list[tuple[Team, str]] = []
    outside: list[Team] = []
    for team in teams:
        answer = covers(applies_to, team)
        if isinstance(answer, Gap):
            unsure.append((team, answer.reason))
        else:
            (inside if answer else outside).append(team)
    return Coverage(inside, unsure, outside)


def covers(applies_to: AppliesTo, team: Team) -> bool | Gap:
    """Whether all that is given holds. A plain no stays no, whatever could not be read besides."""
    answers = list(_answers(applies_to, team))
    if False in answers:
        return False
    return next((answer for answer in answers if isinstance(answer, Gap)), True)


def _answers(asked: AppliesTo, team: Team) -> Iterator[bool | Gap]:
    if asked.name is not None:
        yield re.search(asked.name, team.name) is not None if team.name else NAMELESS
    if asked.classification is not None:
        yield _same(_folded(team.classification), asked.classification.casefold())
    if asked.teams is not None:
        yield _is_one_of(team, asked.teams)
    if asked.not_teams:
        yield not _is_one_of(team, asked.not_teams)
    if asked.visibility is not None:
        yield _same(team.visibility, asked.visibility)
    if asked.archived is not None:
        yield _same(team.archived, asked.archived)


def _is_one_of(team: Team, ids: Sequence[str]) -> bool:
    return team.id.casefold() in {each.casefold() for each in ids}


def _folded(fact: str | Gap) -> str | Gap:
    return fact if isinstance(fact, Gap) else fact.casefold()


def _same(fact: object, asked: object) -> bool | Gap:
    return fact if isinstance(fact, Gap) else fact == asked
