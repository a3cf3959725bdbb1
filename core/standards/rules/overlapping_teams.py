"""Two teams of nearly the same people split what they talk about, so that each half is missed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import ceil

from core.standards.facts import Team, Tenant, known
from core.standards.model import Subject, SubjectType
from core.standards.params import Count, Share
from core.standards.reads import NOT_ASKED, Read
from core.standards.rules import BY_HAND, TenantRule, Verdict, failed
from core.words import count

People = Mapping[str, frozenset[str]]  # ids of the members, by the team's


def check(
    tenant: Tenant, *, similarity: Share = 0.8, at_least_members: Count = 3
) -> Iterator[tuple[Subject, Verdict]]:
    """Of two teams the share is the people in both, among the people in either (Jaccard)."""
    teams = {team.id: team for team in tenant.teams if team.archived is not True}
    members = {id_: frozenset(m.id for m in known(team.members)) for id_, team in teams.items()}
    people = {id_: who for id_, who in members.items() if len(who) >= max(at_least_members, 1)}
    for a, b, share in sorted(_alike(people, similarity)):
        subject = Subject(SubjectType.PAIR, f"{a}|{b}", f"{teams[a].name} and {teams[b].name}")
        says = _says(teams[a], teams[b], people, similarity)
        yield subject, failed(says, BY_HAND, seen=round(share, 2), wanted=similarity)


def _alike(people: People, similarity: float) -> Iterator[tuple[str, str, float]]:
    """Pairs that are that similar, the smaller id first, with their share.

    Teams so similar share one of their few rarest people (prefix filtering, as in Chaudhuri,
    Ganti and Kaushik 2006), so those who are in hundreds of teams need not be looked at.
    """
    spread = Counter(id_ for who in people.values() for id_ in who)
    seen_in: dict[str, list[str]] = {}
    for b in sorted(people):
        rarest = sorted(people[b], key=lambda id_: (spread[id_], id_))
        # Less a hair: 0.7 * 10 is a little more than 7.
        shared = max(ceil(similarity * len(rarest) - 1e-9), 1)
        some = rarest[: len(rarest) - shared + 1]
        for a in {a for id_ in some for a in seen_in.get(id_, ())}:
            both = len(people[a] & people[b])
            share = both / (len(people[a]) + len(people[b]) - both)
            if share >= similarity:
                yield a, b, share
        for id_ in some:
            seen_in.setdefault(id_, []).append(b)


def _says(a: Team, b: Team, people: People, similarity: float) -> str:
    both, either = people[a.id] & people[b.id], people[a.id] | people[b.id]
    included = " (archived teams included)" if NOT_ASKED in (a.archived, b.archived) else ""
    gains = [
        f"{count(more, 'person', 'people')} into “{team.name}”"
        for team, more in ((b, people[a.id] - both), (a, people[b.id] - both))
        if more
    ]
    asked = f"the standard asks for less than {round(similarity * 100, 1):g}\u00a0% of them"
    if not gains:
        return f"the same {count(both, 'person', 'people')} are in both{included}; {asked}"
    return (
        f"{len(both)} of {count(either, 'person', 'people')} are in both{included}; {asked}; "
        f"merging would bring {' and '.join(gains)}"
    )


RULE = TenantRule(
    check,
    title="Teams are not doubles of each other",
    reads=(Read.MEMBERS,),
    also=(Read.TEAMS,),
)
