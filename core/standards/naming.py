"""A team is found by its name, as people write names."""

import re
from collections.abc import Mapping

from core.suggest import alike, did_you_mean, quoted
from core.words import listed, named

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


def id_instead(written: str, teams: Mapping[str, str]) -> str:
    """What to write instead of a name where an id belongs; empty where no team is called so."""
    near = alike(written, teams.values())[:1]
    found = called(written, teams) or [id_ for each in near for id_ in called(each, teams)]
    if not found:
        return ""
    name = quoted(teams[found[0]])
    if len(found) > 1:
        return f"{len(found)} teams are called {name}; write the id of one: {listed(found)}."
    return f"The id of {name} is {found[0]}; write that."


def _loose(name: str) -> str:
    return _BETWEEN.sub("", named(name))
