"""Two teams of nearly the same people split what they talk about, so that each half is missed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from core.facts import Gap
from core.standards.facts import Account, Team, Tenant, Visibility, known
from core.standards.kit.alike import MOST, alike
from core.standards.model import Seen, Subject, SubjectType
from core.standards.params import Count, Share
from core.standards.reads import NOT_ASKED, Read
from core.standards.rules import BY_HAND, TenantRule, Verdict, failed
from core.words import count, listed

IN_BOTH, GAINED = 5, 3  # people by name; the others are counted
QUIET = 90  # days after which a team in which nobody was active is not alive

# What stands behind these may be names.
NUMBERS = re.compile(r"(the same \d+|\d+ of \d+) (person|people) are in both")
OPEN = (Visibility.PRIVATE, Visibility.PUBLIC, NOT_ASKED)
People = Mapping[str, Account]


def check(
    tenant: Tenant, *, similarity: Share = 0.8, at_least_members: Count = 3
) -> Iterator[tuple[Subject, Verdict]]:
    """Of two teams the share is the people in both, among the people in either (Jaccard)."""
    teams = {team.id: team for team in tenant.teams if team.archived is not True}
    least = max(at_least_members, 1)
    people = {
        id_: [member.id for member in known(team.members)]
        for id_, team in teams.items()
        if len(known(team.members)) >= least
    }
    earlier: dict[str, int] = {}
    for a, b in sorted(alike(people, similarity), key=lambda pair: pair[::-1]):
        earlier[b] = earlier.get(b, 0) + 1
        more = f"; of those like “{teams[b].name}” {MOST} are listed" if earlier[b] == MOST else ""
        yield _pair(teams[a], teams[b], similarity, more)


def _pair(a: Team, b: Team, similarity: float, more: str) -> tuple[Subject, Verdict]:
    in_a, in_b = ({each.id: each for each in known(team.members)} for team in (a, b))
    both = in_a.keys() & in_b.keys()
    share = len(both) / len(in_a.keys() | in_b.keys())
    told = [_in_both(a, b, in_a, in_b), _asked(similarity)]
    says = [*told, *_gains(a, b, in_a, in_b), *_alive(a, b)]
    subject = Subject(SubjectType.PAIR, f"{a.id}|{b.id}", f"{a.name} and {b.name}")
    seen = round(share, 2)
    return subject, failed("; ".join(says) + more, BY_HAND, seen=seen, wanted=similarity)


def aloud(says: str, wanted: Seen) -> str:
    """How many are in both, and no name: these stand behind it."""
    begins = NUMBERS.match(says)
    asked = _asked(wanted) if isinstance(wanted, float | int) else "the standard asks for fewer"
    return f"{begins[0] if begins else 'nearly the same people are in both'}; {asked}"


def _asked(similarity: float) -> str:
    return f"the standard asks for less than {round(similarity * 100, 1):g}\u00a0% of them"


def _in_both(a: Team, b: Team, in_a: People, in_b: People) -> str:
    included = " (archived teams included)" if NOT_ASKED in (a.archived, b.archived) else ""
    both = [in_a[id_] for id_ in in_a if id_ in in_b]
    either, names = len(in_a) + len(in_b) - len(both), _named(both, IN_BOTH, a, b)
    if either == len(both):
        says = f"the same {count(both, 'person', 'people')} are in both"
    else:
        says = f"{len(both)} of {count(either, 'person', 'people')} are in both"
    return f"{says}{included}{f': {names}' if names else ''}"


def _gains(a: Team, b: Team, in_a: People, in_b: People) -> Iterator[str]:
    gains = []
    for team, theirs, others in ((b, in_b, in_a), (a, in_a, in_b)):
        if new := [who for id_, who in others.items() if id_ not in theirs]:
            names = _named(new, GAINED, a, b)
            who = f" ({names})" if names else ""
            gains.append(f"{count(new, 'person', 'people')}{who} into “{team.name}”")
    if gains:
        yield f"merging would bring {' and '.join(gains)}"


def _named(people: list[Account], most: int, *teams: Team) -> str:
    """Those whose names can be read, in order, and how many others; empty where nobody's can.

    The owners of either team read this, and who is in a team with hidden members is not theirs.
    """
    if any(team.visibility not in OPEN for team in teams):
        return ""
    names = sorted(who.name or who.principal for who in people if who.name or who.principal)
    shown = names[:most]
    left = len(people) - len(shown)
    return listed([*shown, f"{left:,} more"] if shown and left else shown)


def _alive(a: Team, b: Team) -> Iterator[str]:
    """Which of the two is in use, where that is known."""
    if any(isinstance(team.active_on, Gap) or team.read_on is None for team in (a, b)):
        return
    alive = [team.name for team in (a, b) if _is_alive(team)]
    if len(alive) == 2:
        yield "both are in use"
    elif alive:
        yield f"only “{alive[0]}” is in use"
    else:
        yield f"nobody was active in either for {QUIET} days"


def _is_alive(team: Team) -> bool:
    on = team.active_on
    return isinstance(on, date) and (team.today - on).days <= QUIET


RULE = TenantRule(
    check,
    title="Teams are not doubles of each other",
    reads=(Read.MEMBERS,),
    aloud=aloud,
    also=(Read.TEAMS,),  # not ACTIVITY: two teams are as alike where nobody knows who is active
)
