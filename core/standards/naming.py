"""A team is found by its name, as people write names."""

import re
from collections.abc import Mapping

from core.suggest import did_you_mean
from core.words import named

_BETWEEN = re.compile(r"[\s_-]+")


def called(written: str, teams: Mapping[str, str]) -> list[str]:
    """The ids of the teams of this name; `teams` are names by id.

    Capitals make no difference. Where none is written so, neither do spaces and hyphens: “prj
    ember” is PRJ-Ember. Several teams may have one name.
    """
    exact = [id_ for id_, name in teams.items() if named(name) == named(written)]
    return exact or [id_ for id_, name in teams.items() if _loose(name) == _loose(written)]


def meant(written: str, teams: Mapping[str, str]) -> str:
    """A sentence that starts with a space: the team whose name looks like it, if any does."""
    return did_you_mean(written, teams.values())


def _loose(name: str) -> str:
    return _BETWEEN.sub("", named(name))
