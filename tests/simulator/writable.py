"""A small tenant with something of everything, to write in."""

from dataclasses import replace

from simulator.estate import App, Governance, Policy, Tab
from simulator.facts import Channel, Kind, TenantFacts
from simulator.generated import generate

BOARD = App("board", "Board", "2.0.0")
TIMER = App("timer", "Timer", "1.0.0", "organization")
OLD = replace(TIMER, version="0.9.0")
PLAIN = generate(3, 14, 1)
PRIVATE = Channel("19:private@thread.tacv2", "Money", Kind.PRIVATE)
GUEST = PLAIN.people[-1].id


def facts() -> TenantFacts:
    """Its first team has something of everything; the last person is a guest in none of them."""
    first, *rest = PLAIN.teams
    general, status, *others = first.channels
    own = replace(PRIVATE, owners=first.owners[:1], members=first.owners[:1])
    full = replace(
        first,
        members=tuple(each for each in first.members if each != GUEST),
        channels=(general, replace(status, tabs=(Tab("Board", BOARD.id),)), *others, own),
        apps=(BOARD, OLD),
        plans=("Work",),
        classification="Internal",
        expires_in=20,
    )
    *people, last = PLAIN.people
    return replace(
        PLAIN,
        people=(*people, replace(last, guest=True)),
        teams=(full, replace(rest[0], expires_in=None), *rest[1:]),
        catalogue=(BOARD, TIMER),
        governance=Governance(policy=Policy(365, "Selected")),
    )
