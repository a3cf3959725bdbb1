"""A scheduled digest reaches its leader once, at their time, or says why it did not."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.digests import service
from core.digests.model import Decided, Decision
from core.digests.ports import Letter
from core.errors import NotFound
from core.posting.subjects import Subject
from jobs.pictures import pictures
from jobs.sweeps import begin_and_end
from jobs.tasks import deliver, send_digest, show
from tests.ground import Ground
from tests.store.cards import edits, posted, unshown
from tests.store.digests import (
    LEE,
    LETTER,
    OFFICE,
    QUESTION,
    TODAY,
    TUESDAY,
    WHY,
    arrive,
    begin,
    chat,
    close,
    item,
    keep,
    letters,
    report,
    told,
)

CARD = Subject("digest", "one", "kim")
ONE = {"digest_id": "one", "series": "weekly", "person_id": "kim"}


class Teams:
    """Takes every message, and counts."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.edited: list[tuple[str, dict[str, Any]]] = []

    async def send(self, address: Any, activity: dict[str, Any], only_for: object = None) -> str:
        assert only_for is None
        self.sent.append((address.conversation_id, activity))
        return f"activity-{len(self.sent)}"

    async def edit(self, address: Any, activity_id: str, activity: dict[str, Any]) -> None:
        del address
        self.edited.append((activity_id, activity))


def outside(inside: Ground) -> tuple[Any, Teams]:
    """The same ports with somebody who takes messages, and no rest between edits."""
    teams = Teams()
    patience = replace(inside.ports.posting.patience, rest=timedelta())
    posting = replace(inside.ports.posting, messenger=teams, patience=patience)
    return replace(inside.ports, posting=posting), teams


async def drawn(inside: Ground, digest_id: str, whose: str) -> dict[str, Any]:
    """What its card shows now."""
    return await pictures()["digest"].draw(inside.ports, digest_id, whose)


async def test_what_is_due_is_made_posted_and_sent_once(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await inside.at(TUESDAY)
    await begin_and_end.run(inside.ports)
    await begin_and_end.run(inside.ports)
    jobs = await inside.jobs("send_digest")
    assert sorted(str(each["person_id"]) for each in jobs) == ["kim", "lee"]

    (kims,) = [each for each in jobs if each["person_id"] == "kim"]
    for _ in range(2):
        await send_digest.JOB(inside.ports, **kims)
    ports, teams = outside(inside)
    (delivery,) = await inside.jobs("deliver")
    for _ in range(2):
        await deliver.JOB(ports, **delivery)

    ((where, activity),) = teams.sent
    assert where == "kim-chat"
    assert "Week 47" in str(activity)
    made = await inside.ports.digests.digests.get(str(kims["digest_id"]))
    assert (made.series, made.time_zone, made.facts.today) == ("weekly", "America/Chicago", TODAY)


async def test_a_card_is_drawn_when_it_is_sent(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await keep(inside, told(), sent=False)
    ports, teams = outside(inside)
    await deliver.JOB(ports, delivery_id=1)

    ((where, activity),) = teams.sent
    assert where == "kim-chat"
    assert "Week 47" in str(activity)
    assert (await posted(inside, Subject("digest", "one", "kim"))).changes == ()


async def test_a_digest_tells_what_changed_since_the_last_that_arrived(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await close(inside, report(TODAY, "green"))
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    await arrive(inside, CARD)
    await close(inside, report(TODAY + timedelta(days=6), "red"))
    await inside.at(TUESDAY + timedelta(weeks=1))
    await send_digest.run(inside.ports, "two", "weekly", "kim")

    facts = (await inside.ports.digests.digests.get("two")).facts
    assert facts.since == TODAY
    assert [each.before and each.before.colour for each in facts.projects] == [
        "green",
        None,
        None,
        None,
    ]


async def test_without_a_chat_it_waits_and_whose_it_is_is_due_to_be_met(inside: Ground) -> None:
    await begin(inside)
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    assert await inside.jobs("deliver") == []
    assert [each.person_id for each in await inside.ports.posting.contacts.due()] == ["kim"]

    await chat(inside, "kim")
    ports, teams = outside(inside)
    (delivery,) = await inside.jobs("deliver")
    await deliver.JOB(ports, **delivery)
    assert [where for where, _ in teams.sent] == ["kim-chat"]
    assert await unshown(inside, CARD) == 0


async def test_who_leads_no_more_gets_nothing(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(inside)
    await inside.at(TUESDAY)
    with caplog.at_level(logging.WARNING):
        await send_digest.run(inside.ports, "one", "weekly", "ada")

    assert "no leader any more digest=one person=ada" in caplog.text
    with pytest.raises(NotFound):
        await inside.ports.digests.digests.get("one")


async def test_a_press_is_shown_on_the_card_that_arrived(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await close(inside, report(TODAY, "red", attention=(item("Sign it"),)))
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    await arrive(inside, CARD)
    (wanted,) = (await inside.ports.digests.digests.get("one")).facts.wanted
    said = Decision(wanted.id, Decided.YES, TUESDAY, "Kim")
    await inside.ports.digests.digests.decide("one", "kim", wanted, said, None)
    await inside.ports.digests.digests.acknowledge("one", TUESDAY)
    ports, teams = outside(inside)
    for each in await edits(inside):
        await show.JOB(ports, **each.arguments)

    ((activity_id, activity),) = teams.edited
    assert activity_id == "activity-one"
    assert "Seen {{DATE(" in str(activity)
    assert await unshown(inside, CARD) == 0


async def test_an_edit_leaves_the_leader_on_the_page_that_they_read(inside: Ground) -> None:
    plain = "".join(f"  - {{id: more-{n}, title: More {n}}}\n" for n in range(30))
    await begin(inside, OFFICE.replace("checkins:\n", f"{plain}checkins:\n"))
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    first = await drawn(inside, "one", "kim")
    await service.turn(inside.ports.digests, "one", 2, "kim")

    second = await drawn(inside, "one", "kim")
    assert await unshown(inside, CARD) == 0
    assert "1 to 20 of 34" in str(second)
    assert "1 to 20 of 34" not in str(first)
    assert (await inside.ports.digests.digests.get("one")).page == 2


async def test_a_reply_is_shown_under_the_question(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await chat(inside, "ada")
    await keep(inside, told())
    await inside.ports.digests.digests.ask(QUESTION, "nonceone1", "Sent.", "ada-chat")
    await arrive(inside, WHY)
    replied = replace(QUESTION, reply="Because.", replied_at=TUESDAY)
    letter = Letter("ada-chat", LETTER)
    await inside.ports.digests.digests.reply(replied, "nonceone1", "Sent.", letter)
    ports, teams = outside(inside)
    for each in await edits(inside):
        await show.JOB(ports, **each.arguments)

    edited = dict(teams.edited)
    assert {*edited} == {"activity-one", "activity-why"}, "the digest counts the reply"
    assert "Because." in str(edited["activity-why"])


async def test_a_card_shows_no_more_than_its_leader_may_see_now(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "lee")
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, "hers", "weekly", "lee")
    await service.turn(inside.ports.digests, "hers", 2, "lee")
    assert "Apollo" in str(await drawn(inside, "hers", "lee"))

    await inside.plan(OFFICE.replace("[grow, clean-data]", "[clean-data]"))
    narrower = await drawn(inside, "hers", "lee")
    assert "Cedar" in str(narrower)
    assert "Apollo" not in str(narrower)

    leaders = OFFICE.replace(f"    - {{person: {LEE}, scope: [grow, clean-data]}}\n", "")
    await inside.plan(leaders)
    nothing = await drawn(inside, "hers", "lee")
    assert "Cedar" not in str(nothing)
    assert await letters(inside) == [("digest:hers:lee", "lee-chat", "queued")]
