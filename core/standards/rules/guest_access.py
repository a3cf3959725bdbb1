"""A team that nobody from outside may read keeps guests out by a switch of its own."""

from core.office.written import Switch
from core.standards.facts import Team, known
from core.standards.model import Remedy, RemedyMode
from core.standards.organisation import Organisation
from core.standards.reads import Read
from core.standards.rules import BY_HAND, Rule, Verdict, failed, passed

LETS = {True: "lets owners add guests", False: "keeps guests out"}
WANTED = {True: "one that lets owners add guests", False: "one that keeps guests out"}
NOT_SET = "not set"
NONE = "the team has no switch of its own for guests"
THEIRS = {
    True: f"{NONE}, and the organisation’s lets owners add them",
    False: f"{NONE}, and the organisation’s keeps them out",
}


def check(team: Team, organisation: Organisation, *, allowed: Switch = False) -> Verdict:
    """Judges the group's own switch, Group.Unified.Guest (see
    https://learn.microsoft.com/graph/group-directory-settings), and not what comes of it: where
    the organisation lets no guests in, no team can; and where it does, it may stop tomorrow.

    A team without a switch does not keep guests out by itself, so it fails where that is asked.
    Whether it lets them in is what the organisation has set for all.
    """
    own = known(team.guests_allowed)
    if own is None and allowed:
        return _by_the_organisation(known(organisation.rules).guests_allowed)
    if own is allowed:
        return passed(f"the team’s own switch {LETS[own]}", seen=own, wanted=allowed)

    found = NONE if own is None else f"the team’s own switch {LETS[own]}"
    return failed(
        f"{found}; the standard asks for {WANTED[allowed]}",
        Remedy("set_guest_access", RemedyMode.AUTO, choices=(str(allowed).lower(),), pick=1),
        seen=NOT_SET if own is None else own,
        wanted=allowed,
    )


def _by_the_organisation(lets: bool) -> Verdict:
    if lets:
        return passed(THEIRS[lets], seen=NOT_SET, wanted=True)
    return failed(
        f"{THEIRS[lets]}; the standard asks that they can be added",
        BY_HAND,
        seen=NOT_SET,
        wanted=True,
    )


RULE = Rule(
    check,
    title="Guests can be added where they should",
    remedy="set_guest_access",
    reads=(Read.GROUP_SETTINGS, Read.GUEST_SETTINGS),
    beside=True,
)
