"""Two teams of nearly the same name are mixed up, and each gets what was meant for the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from core.standards.facts import Team, Tenant, Unknown
from core.standards.kit.spelling import nearly_same
from core.standards.model import Subject, SubjectType
from core.standards.params import Share
from core.standards.reads import Read
from core.standards.rules import BY_HAND, TenantRule, Verdict, about_team, failed, unknown
from core.words import folded, words_in
from core.words import share as percent

MANY = 10  # of one name; of more each is told beside the first only, else pairs become millions
ASKED = "the standard asks for names that differ"
SAME = "differ only in capitals, spaces, punctuation or numbers at the end"

Named = Mapping[tuple[str, ...], Sequence[Team]]  # teams by the words of their names
Alike = Mapping[tuple[str, str], tuple[str, str, float]]  # by the names without spaces


def check(tenant: Tenant, *, similarity: Share = 0.9) -> Iterator[tuple[Subject, Verdict]]:
    """Names are nearly the same where one word differs, and the two are so alike (spelling.py)."""
    named: defaultdict[tuple[str, ...], list[Team]] = defaultdict(list)
    for team in tenant.teams:
        try:
            named[_told(team.called)].append(team)
        except Unknown as gap:
            yield about_team(team), unknown(gap.reason)

    same: defaultdict[str, list[Team]] = defaultdict(list)
    for words, teams in named.items():
        same["".join(words)] += teams
    for teams in same.values():
        for a, b in _pairs(teams):
            yield _about(a, b), _same(a, b, len(teams), similarity)
    for (one, other), (this, that, share) in _near(named, similarity).items():
        says = f"the names differ in “{this}” and “{that}” only, which are {_part(share)} alike"
        asked = f"the standard asks for less than {_part(similarity)}"
        for a, b in product(_some(same[one]), _some(same[other])):
            verdict = failed(f"{says}; {asked}", BY_HAND, seen=round(share, 2), wanted=similarity)
            yield _about(a, b), verdict


def _told(name: str) -> tuple[str, ...]:
    """Its words without the number at its end; a name of nothing else is that number, or itself."""
    words = list(words_in(name))
    while words:
        words[-1] = words[-1].rstrip("0123456789")
        if words[-1]:
            return tuple(words)
        words.pop()
    return words_in(name) or (folded(name),)


def _pairs(teams: Sequence[Team]) -> Iterator[tuple[Team, Team]]:
    teams = sorted(teams, key=lambda team: team.id)
    return combinations(teams, 2) if len(teams) <= MANY else product(teams[:1], teams[1:])


def _some(teams: Sequence[Team]) -> Sequence[Team]:
    return teams if len(teams) <= MANY else [min(teams, key=lambda team: team.id)]


def _near(named: Named, similarity: float) -> Alike:
    """Names that differ in one word; a word with a number in it is never nearly another one."""
    places: defaultdict[str, set[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(set)
    for words in named:
        for at, word in enumerate(words):
            if not any(map(str.isdigit, word)):
                places[word].add((words[:at], words[at + 1 :]))

    found: dict[tuple[str, str], tuple[str, str, float]] = {}
    for this, that, share in nearly_same(places, similarity):
        for before, after in places[this] & places[that]:
            names = ("".join((*before, word, *after)) for word in (this, that))
            one, other = sorted(names)
            found.setdefault((one, other), (this, that, share))
    return found


def _about(a: Team, b: Team) -> Subject:
    a, b = sorted((a, b), key=lambda team: team.id)
    return Subject(SubjectType.PAIR, f"{a.id}|{b.id}", f"{a.name} and {b.name}")


def _same(a: Team, b: Team, number: int, similarity: float) -> Verdict:
    says = f"both are called “{a.name}”" if a.name == b.name else f"the names {SAME}"
    if number > MANY:
        says = f"{says}, as those of {number:,} teams do"
    return failed(f"{says}; {ASKED}", BY_HAND, seen=1.0, wanted=similarity)


def _part(share: float) -> str:
    return percent(round(100 * share))


RULE = TenantRule(
    check,
    title="Names are not mixed up",
    reads=(Read.GROUPS,),
    of_each=(),
)
