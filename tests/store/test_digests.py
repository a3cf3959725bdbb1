"""What is kept of digests: each once, with its letters, whatever is pressed how often and when."""

import asyncio
import json
from dataclasses import replace

import pytest

from core.digests.model import Digest, Project, Reported
from store.database import Database
from store.digests import rows as read
from tests.core.digest_facts import FACTS
from tests.ground import DAY, Ground, ground
from tests.store.cards import edits, unshown
from tests.store.digests import (
    ONE,
    TUESDAY,
    WEEK,
    arrive,
    chat,
    keep,
    letters,
    told,
)


async def test_a_digest_comes_back_as_it_was_told(inside: Ground) -> None:
    full = replace(told(), facts=FACTS)
    kept = await keep(inside, full, sent=False)

    assert kept == await inside.ports.digests.digests.get("one")
    assert replace(kept, facts=FACTS) == replace(full, decisions=[], questions=[])
    assert kept.facts == replace(
        FACTS,
        initiatives=list(FACTS.initiatives),
        projects=list(FACTS.projects),
        wanted=list(FACTS.wanted),
        open_actions=list(FACTS.open_actions),
    )


async def test_a_digest_is_kept_once_and_posted_once(inside: Ground) -> None:
    first = await keep(inside, told("one", "sign"), sent=False)
    again = await keep(inside, told("one", "other", at=TUESDAY + DAY), sent=False)

    assert first == again
    assert await letters(inside) == [("digest:one:kim", "kim-chat", "queued")]
    assert len(await inside.jobs("deliver")) == 1
    delivery = await inside.ports.posting.deliveries.get(1)
    assert delivery
    assert (delivery.subject, delivery.body) == (ONE, None), "it is drawn when it is sent"


async def test_a_digest_of_the_version_before_is_read_as_it_was_kept(inside: Ground) -> None:
    await keep(inside, replace(told(), facts=FACTS))
    old = json.loads(read.FACTS.dump_json(FACTS))
    del old["about"]
    for each in old["open_actions"]:
        each |= {"title": "Show the build", "project": "Payments", "owner": "Grace Hopper"}
    for each in old["projects"]:
        del each["silent_since"]
        for name in ("why", "said_on", "silences"):
            del each["latest"][name]
    await inside.database.run("UPDATE digests SET facts = %(facts)s", {"facts": json.dumps(old)})
    facts = (await inside.ports.digests.digests.get("one")).facts

    assert list(facts.open_actions) == list(FACTS.open_actions)
    assert facts.projects[0] == replace(FACTS.projects[0], latest=_without_why(FACTS.projects[0]))
    assert facts.about == ""


def _without_why(project: Project) -> Reported:
    assert project.latest
    return replace(project.latest, why="")


async def test_of_many_who_keep_it_at_once_one_does(inside: Ground, database_url: str) -> None:
    async with Database(database_url) as second, ground(second) as other:
        same = [keep(each, told(), sent=False) for each in (inside, other) * 4]
        kept = await asyncio.gather(*same)

    assert all(each == kept[0] for each in kept)
    assert len(await inside.jobs("deliver")) == 1


async def test_a_leader_who_has_not_met_us_gets_the_newest_with_their_first_word(
    inside: Ground,
) -> None:
    for name in ("one", "two"):
        await inside.ports.digests.digests.keep(told(name), None)
    await inside.ports.digests.digests.keep(told("hers", person="lee"), None)
    assert await inside.jobs("deliver") == []

    await chat(inside, "kim")
    assert await letters(inside) == [
        ("digest:one:kim", "person:kim", "cancelled"),
        ("digest:two:kim", "kim-chat", "queued"),
        ("digest:hers:lee", "person:lee", "queued"),
    ]
    assert await inside.jobs("deliver") == [{"delivery_id": 2}]
    delivery = await inside.ports.posting.deliveries.get(2)
    assert delivery
    assert delivery.body is None, "it is written as things stand then"


@pytest.mark.parametrize("lost", ["state = 'failed'", "state = 'unknown', look_at = 'infinity'"])
async def test_the_next_digest_takes_the_place_of_those_that_did_not_arrive(
    inside: Ground, lost: str
) -> None:
    """Else a chat that opens again would get all of them, and staff would be told each day."""
    unsent = inside.ports.posting.unsent
    for number in range(3):
        await keep(inside, told(f"old{number}", at=TUESDAY - (4 - number) * DAY))
    async with inside.database.connection() as connection:
        await connection.execute(f"UPDATE deliveries SET {lost}".encode())  # noqa: S608 above
    project = told("one")
    project = replace(project, facts=replace(project.facts, about="Apollo"))
    await inside.ports.digests.digests.keep(project, "kim-chat")
    assert len(await unsent.all(staying=True)) == 3, "one project is not all of them"

    await inside.ports.digests.digests.keep(told("new"), "kim-chat")
    assert [each.id for each in await unsent.all()] == ["one", "new"]
    await inside.forget_jobs()
    await inside.ports.posting.deliveries.release("kim-chat", None)
    assert await inside.jobs("deliver") == []


async def test_the_last_digest_is_the_newest_that_arrived_on_an_earlier_day(
    inside: Ground,
) -> None:
    async def last() -> Digest | None:
        return await inside.ports.digests.digests.last("kim", TUESDAY.date())

    assert await last() is None
    await keep(inside, told("today"))
    await keep(inside, told("lost", at=TUESDAY - DAY), sent=False)
    await keep(inside, told("hers", at=TUESDAY - DAY, person="lee"))
    assert await last() is None

    await keep(inside, told("old", at=TUESDAY - WEEK))
    newer = await keep(inside, told("newer", at=TUESDAY - 2 * DAY))
    one = told("one project", at=TUESDAY - DAY)
    await keep(inside, replace(one, facts=replace(one.facts, about="Apollo")))
    assert await last() == newer


async def test_a_digest_is_seen_once_and_its_card_says_so(inside: Ground) -> None:
    await keep(inside, told())
    assert await edits(inside) == [], "it shows all there is"
    await inside.ports.digests.digests.acknowledge("one", TUESDAY)
    await inside.ports.digests.digests.acknowledge("one", TUESDAY + DAY)

    assert (await inside.ports.digests.digests.get("one")).acknowledged_at == TUESDAY
    assert await unshown(inside, ONE) == 1
    assert await edits(inside) == [ONE]


async def test_what_a_card_does_not_show_when_it_arrives_is_shown_next(inside: Ground) -> None:
    await keep(inside, told(), sent=False)
    await inside.ports.digests.digests.acknowledge("one", TUESDAY)
    assert await edits(inside) == [], "it is not there yet"
    await arrive(inside, ONE)

    assert await unshown(inside, ONE) == 1
    assert await edits(inside) == [ONE]


async def test_a_digest_whose_chat_was_closed_waits_for_its_leader(inside: Ground) -> None:
    await chat(inside, "kim")
    await inside.ports.posting.addresses.close("kim-chat", None, "blocked")
    await inside.ports.digests.digests.keep(told(), "kim-chat")
    assert await inside.jobs("deliver") == []

    await chat(inside, "kim")
    assert await letters(inside) == [("digest:one:kim", "kim-chat", "queued")]
    assert len(await inside.jobs("deliver")) == 1


async def test_to_turn_a_page_is_nothing_to_be_shown(inside: Ground) -> None:
    await keep(inside, told())
    await inside.ports.digests.digests.turned("one", 2)

    assert (await inside.ports.digests.digests.get("one")).page == 2
    assert await unshown(inside, ONE) == 0
