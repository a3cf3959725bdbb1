"""A team that nobody from outside may read keeps guests out by a switch of its own."""

from core.office.written import Switch
from core.standards.facts import Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed, unknown

LETS = {True: "lets owners add guests", False: "keeps guests out"}
WANTED = {True: "one that lets owners add guests", False: "one that keeps guests out"}
NONE = "the team has no switch of its own for guests"
THEIRS = unknown(f"{NONE}: the setting of the organisation holds, which is not the team’s to meet")


def check(team: Team, *, allowed: Switch = False) -> Verdict:
    """Judges the group's own switch, Group.Unified.Guest (see
    https://learn.microsoft.com/graph/group-directory-settings), and not what comes of it: where
    the organisation lets no guests in, no team can; and where it does, it may stop tomorrow.

    A team without a switch does not keep guests out by itself, so it fails where that is asked.
    Whether it lets them in cannot be told from the team.
    """
    own = known(team.guests_allowed)
    if own is allowed:
        return passed(f"the team’s own switch {LETS[own]}", seen=own, wanted=allowed)
    if own is None and allowed:
        return THEIRS

    found = NONE if own is None else f"the team’s own switch {LETS[own]}"
    return failed(
        f"{found}; the standard asks for {WANTED[allowed]}",
        Remedy("set_guest_access", RemedyMode.AUTO, choices=(str(allowed).lower(),), pick=1),
        seen="not set" if own is None else own,
        wanted=allowed,
    )


RULE = Rule(check, title="Guests can be added where they should", reads=(Read.GUEST_SETTINGS,))
