"""What moved since the leader's last digest: worse, better, or not known there."""

from enum import StrEnum

from core.checkins.model import Colour
from core.digests.model import Facts, Project
from core.digests.standing import is_silent, shown_colour


class Move(StrEnum):
    """How a project moved; a green that fell silent is worse. The value is how many are counted."""

    WORSE = "worse"
    BETTER = "better"
    HEARD = "heard of again"
    NEW = "new"


_SAID = {
    Move.WORSE: "worse since your last digest",
    Move.BETTER: "better since your last digest",
    Move.HEARD: "heard of again since your last digest",
    Move.NEW: "not in your last digest",
}


def moved(project: Project, facts: Facts) -> Move | None:
    """None where nothing moved, and in the first digest, which has nothing to compare with."""
    if facts.since is None:
        return None
    if project.before is None:
        return Move.NEW
    now, then = shown_colour(project), project.before.colour
    if now is then or (then is None and is_silent(project)):
        return None
    if then is None:
        return Move.HEARD
    if now is None:
        return Move.WORSE if is_silent(project) else None
    colours = list(Colour)
    return Move.WORSE if colours.index(now) > colours.index(then) else Move.BETTER


def said(project: Project, facts: Facts) -> str:
    """The same as a part of the project's own line; empty where the days of its colour say it."""
    move = moved(project, facts)
    return "" if move is None or _is_evident(project, facts) else _SAID[move]


def _is_evident(project: Project, facts: Facts) -> bool:
    """Whether "red since Tue 10 Nov, was amber" is later than the last digest."""
    latest = project.latest
    if latest is None or latest.was is None or facts.since is None or is_silent(project):
        return False
    return latest.since > facts.since and project.before is not None
