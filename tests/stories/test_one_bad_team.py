"""What Graph answers badly of one team, channel, person or app for ever costs that one alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, islice

import pytest

from core.standards.clauses import OUR_MISTAKE
from core.standards.engine import reads
from core.standards.model import Audited
from core.standards.reads import Read as OurRead
from simulator.facts import TenantFacts
from simulator.faults import Fault, FaultKind, Where
from simulator.generated import generate
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.graph.reads import Read
from simulator.graph.router import PATTERNS
from simulator.tenant import Tenant
from tests.stories.planted import teams_of
from tests.stories.whole_audits import asked, audited, by_key, running, worse

CROWD = 21  # owners: more than come with the list of teams, so that they are asked for
SOME = 12  # teams that somebody asks for by themselves
EMPTY = 3  # pages of each read
FOR_EVER = (
    FaultKind.FORBIDDEN, FaultKind.OTHER_SHAPE, FaultKind.GONE, FaultKind.NULLS, FaultKind.BAD,
    FaultKind.IDS_ONLY, FaultKind.ERROR_BEFORE, FaultKind.NOTHING_SAID, FaultKind.HTML,
    FaultKind.OTHER_TYPES, FaultKind.GARBLED, FaultKind.NEW_WORDS, FaultKind.OTHER_HOST,
    FaultKind.NAMELESS, FaultKind.LOOP, FaultKind.NOTHING,
)  # fmt: skip
OF_ENTRIES = (
    FaultKind.IDS_ONLY, FaultKind.NOTHING_SAID, FaultKind.OTHER_TYPES, FaultKind.NEW_WORDS,
    FaultKind.NAMELESS,
)  # fmt: skip
# What is asked about one thing, what is listed with an entry for each, what is one for all of them.
# Those that are spoiled in one audit judge different things.
OF_EACH = (
    (Read.TEAM, Read.CHANNEL_MEMBERS, Read.PLANS),
    (Read.CHANNELS, Read.GROUP_OWNERS, Read.GROUP_SETTINGS),
    (Read.TABS, Read.INSTALLED_APPS, Read.GROUP_MEMBERS),
)
OF_SOME = (Read.GROUP, Read.USER)
OF_LISTS = (Read.GROUPS, Read.USERS, Read.CATALOGUE)
OF_ALL = (
    Read.ACTIVITY, Read.ORGANISATION_SETTINGS, Read.LIFECYCLE_POLICIES, Read.REPORT_SETTINGS,
)  # fmt: skip


@cache
def company() -> TenantFacts:
    """Of forty untidy teams sixteen have a crowd of owners."""
    facts = generate(40, 200, 3, mess=True)
    fine = [each.id for each in facts.people if each.works_here][:CROWD]
    crowded = [
        replace(team, owners=tuple(fine), members=tuple(dict.fromkeys([*fine, *team.members])))
        for team in facts.teams[: len(FOR_EVER)]
    ]
    return replace(facts, teams=(*crowded, *facts.teams[len(FOR_EVER) :]))


class Questions:
    """What was asked, and about which things."""

    def __init__(self, tenant: Tenant) -> None:
        self.about: defaultdict[Read, dict[str, str]] = defaultdict(dict)
        tenant.world.graph.witness = self._hear

    def _hear(self, method: str, path: str, _: Query, __: Answer) -> None:
        for pattern, read, _reader in PATTERNS[method]:
            if isinstance(read, Read) and (found := pattern.fullmatch(path)):
                named = [*found.groupdict().values()]
                self.about[read] |= {named[-1]: named[0]} if named else {}
                return


def some(facts: TenantFacts) -> list[str]:
    return [team.id for team in facts.teams[-SOME:]]


def around(facts: TenantFacts, things: Iterable[str]) -> set[str]:
    """The teams in which these people are, also those who are in a channel only."""
    wanted = {*things}
    inside = {team.id for team in facts.teams for each in team.channels if wanted & {*each.members}}
    return inside.union(*(teams_of(facts).get(each, set()) for each in wanted))


def complaints(
    clean: Audited, spoilt: Audited, facts: TenantFacts, bad: Collection[str]
) -> Iterator[str]:
    """Whatever differs of teams that are not `bad`, and all that is not unknown where it does."""
    yield from worse(clean, spoilt, facts)
    before, after = by_key(clean), by_key(spoilt)
    for key in before.keys() | after.keys():
        now, then = after.get(key), before.get(key)
        team = (now or then or clean.findings[0]).subject.team
        if team and team not in bad and now != then:
            yield f"not of this team {key}: {now and now.says}, not {then and then.says}"
        if now and (now.says == OUR_MISTAKE or (now.outcome == "unknown" and not now.says)):
            yield f"no word {key}"


async def test_every_read_has_a_row() -> None:
    facts = company()
    async with running(facts) as tenant:
        heard = Questions(tenant)
        await audited(tenant)
        await audited(tenant, team_ids=some(facts))

    assert reads(asked(facts)) == set(OurRead)
    assert set(heard.about) == {*chain(*OF_EACH), *OF_SOME, *OF_LISTS, *OF_ALL}


@pytest.mark.parametrize("half", range(2))
async def test_one_team_or_channel_that_cannot_be_read_costs_no_other(half: int) -> None:
    """Each of them in a way of its own: up to sixteen of each read in one audit."""
    facts = company()
    ways = [*FOR_EVER[half * 8 :], *FOR_EVER[: half * 8]]
    said: list[str] = []
    async with running(facts) as tenant:
        heard = Questions(tenant)
        clean = await audited(tenant)
        for spoiled in OF_EACH:
            places = {read: one_of_each_team(heard.about[read], facts) for read in spoiled}
            kinds = {read: dict(zip(places[read], ways, strict=False)) for read in spoiled}
            spoilt = await under(tenant, kinds)
            bad = {places[read][thing] for read in spoiled for thing in kinds[read]}
            said += complaints(clean, spoilt, facts, bad)

    assert said == []


async def test_one_team_or_person_of_those_that_were_asked_for_costs_no_other() -> None:
    facts = company()
    said: list[str] = []
    async with running(facts) as tenant:
        heard = Questions(tenant)
        clean = await audited(tenant, team_ids=some(facts))
        people = dict(zip(heard.about[Read.USER], FOR_EVER, strict=False))
        spoilt = await under(tenant, {Read.USER: people}, some(facts))
        said += complaints(clean, spoilt, facts, around(facts, people))
        teams = dict(zip(some(facts)[1:], FOR_EVER, strict=False))
        spoilt = await under(tenant, {Read.GROUP: teams}, some(facts))
        gone = {key for key, each in by_key(clean).items() if each.subject.team in teams}
        told = {key[3] for key in gone - by_key(spoilt).keys()}
        left = replace(clean, findings=[each for each in clean.findings if each.key not in gone])
        said += complaints(left, spoilt, facts, teams)

    assert said == []
    assert told
    assert spoilt.run.complete < 1


async def test_one_entry_of_a_list_costs_what_it_is_about() -> None:
    facts = company()
    said: list[str] = []
    async with running(facts) as tenant:
        clean = await audited(tenant)
        for number, kind in enumerate(OF_ENTRIES):
            for read, (thing, bad) in entries(facts, number).items():
                spoilt = await under(tenant, {read: {thing: kind}})
                said += [f"{read} {each}" for each in complaints(clean, spoilt, facts, bad)]

    assert said == []


async def test_an_empty_page_that_leads_to_the_rest_costs_nothing() -> None:
    facts = company()
    async with running(facts) as tenant:
        heard = Questions(tenant)
        clean = await audited(tenant)
        for read in chain(*OF_EACH):
            for thing in islice(heard.about[read], EMPTY):
                tenant.fault(fault(FaultKind.EMPTY_PAGE, read, thing, times=1))
        odd = await audited(tenant)
        struck = tenant.graph_counts()["struck"]

    assert odd.findings == clean.findings
    assert struck == EMPTY * len([*chain(*OF_EACH)])


def one_of_each_team(places: Mapping[str, str], facts: TenantFacts) -> dict[str, str]:
    """The first of them in each team, the last team first."""
    first = {team: thing for thing, team in [*places.items()][::-1]}
    return {first[team.id]: team.id for team in reversed(facts.teams) if team.id in first}


def entries(facts: TenantFacts, number: int) -> dict[Read, tuple[str, set[str]]]:
    """One thing of each list, and the teams that it concerns."""
    team, person, app = facts.teams[-1 - number], facts.people[number], facts.catalogue[number % 2]
    having = {each.id for each in facts.teams if app.id in {one.id for one in each.apps}}
    return {
        Read.GROUPS: (team.id, {team.id}),
        Read.USERS: (person.id, around(facts, [person.id])),
        Read.CATALOGUE: (app.id, having),
    }


def fault(kind: FaultKind, read: Read, thing: str, times: int | None = None) -> Fault:
    return Fault(kind, times=times, where=Where.GRAPH_PART, read=read, about=thing)


async def under(
    tenant: Tenant,
    kinds: Mapping[Read, Mapping[str, FaultKind]],
    teams: list[str] | None = None,
) -> Audited:
    """An audit in which these reads fail for ever, each about these things, in these ways."""
    tenant.clear_faults()
    tenant.clear_graph_counts()
    for read, ways in kinds.items():
        for thing, kind in ways.items():
            tenant.fault(fault(kind, read, thing))
    found = await audited(tenant, team_ids=teams)
    assert tenant.graph_counts()["struck"] >= sum(map(len, kinds.values()))
    return found
