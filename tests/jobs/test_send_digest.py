"""A scheduled digest reaches its leader once, at their time, or says why it did not."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.checkins.answering import Place
from core.digests import service
from core.digests.model import Decided, Decision
from core.digests.ports import Letter
from core.errors import NotFound
from core.posting.subjects import Kind, Subject
from jobs import sweep
from jobs.pictures import picture
from jobs.tasks import deliver, send_digest, show_digest, show_question
from tests.ground import Ground
from tests.store.digests import (
    LEE,
    LETTER,
    OFFICE,
    QUESTION,
    TODAY,
    TUESDAY,
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

ONE = {"digest_id": "one", "series": "weekly", "person_id": "kim"}


class Teams:
    """Takes every message, and counts."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.edited: list[tuple[str, dict[str, Any]]] = []

    async def send(self, address: Any, activity: dict[str, Any]) -> str:
        self.sent.append((address.conversation_id, activity))
        return f"activity-{len(self.sent)}"

    async def edit(self, address: Any, activity_id: str, activity: dict[str, Any]) -> None:
        del address
        self.edited.append((activity_id, activity))


def outside(inside: Ground) -> tuple[Any, Teams]:
    """The same ports with somebody who takes messages, and no rest between edits."""
    teams = Teams()
    patience = replace(inside.ports.patience, rest=timedelta())
    return replace(inside.ports, messenger=teams, patience=patience), teams


async def test_what_is_due_is_made_posted_and_sent_once(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await inside.at(TUESDAY)
    await sweep.open_and_close(inside.ports)
    await sweep.open_and_close(inside.ports)
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
    made = await inside.ports.digests.get(str(kims["digest_id"]))
    assert (made.series, made.time_zone, made.facts.today) == ("weekly", "America/Chicago", TODAY)


async def test_a_card_is_first_sent_as_it_was_written(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await keep(inside, told(), sent=False)
    ports, teams = outside(inside)
    await deliver.JOB(ports, delivery_id=1)

    assert teams.sent == [("kim-chat", LETTER)]
    posted = await inside.ports.cards.posted(Subject(Kind.DIGEST, "one"))
    assert posted
    assert (posted.shown, posted.version) == (1, 1)


async def test_a_digest_tells_what_changed_since_the_last_that_arrived(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await close(inside, report(TODAY, "green"))
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    await arrive(inside, "digest:one")
    await close(inside, report(TODAY + timedelta(days=6), "red"))
    await inside.at(TUESDAY + timedelta(weeks=1))
    await send_digest.run(inside.ports, "two", "weekly", "kim")

    facts = (await inside.ports.digests.get("two")).facts
    assert facts.since == TODAY
    assert [each.before and each.before.colour for each in facts.projects] == [
        "green",
        None,
        None,
        None,
    ]


async def test_without_a_chat_it_waits_and_the_log_says_so(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(inside)
    await inside.at(TUESDAY)
    with caplog.at_level(logging.WARNING):
        await send_digest.run(inside.ports, **ONE)
    assert "no chat to tell in digest=one person=kim" in caplog.text
    assert await inside.jobs("deliver") == []

    await chat(inside, "kim")
    ports, teams = outside(inside)
    (delivery,) = await inside.jobs("deliver")
    await deliver.JOB(ports, **delivery)
    assert [where for where, _ in teams.sent] == ["kim-chat"]
    assert await inside.value("SELECT shown FROM digests") == 1


async def test_who_leads_no_more_gets_nothing(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(inside)
    await inside.at(TUESDAY)
    with caplog.at_level(logging.WARNING):
        await send_digest.run(inside.ports, "one", "weekly", "ada")

    assert "no leader any more digest=one person=ada" in caplog.text
    with pytest.raises(NotFound):
        await inside.ports.digests.get("one")


async def test_a_press_is_shown_on_the_card_that_arrived(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await close(inside, report(TODAY, "red", attention=(item("Sign it"),)))
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    await arrive(inside, "digest:one")
    (wanted,) = (await inside.ports.digests.get("one")).facts.wanted
    said = Decision(wanted.id, Decided.YES, TUESDAY, "Kim")
    await inside.ports.digests.decide("one", "kim", said, None)
    await inside.ports.digests.acknowledge("one", TUESDAY)
    ports, teams = outside(inside)
    for each in await inside.jobs("show_digest"):
        await show_digest.JOB(ports, **each)

    ((activity_id, activity),) = teams.edited
    assert activity_id == "activity-digest:one"
    assert "Seen on" in str(activity)
    assert await inside.value("SELECT shown = version FROM digests")


async def test_an_edit_leaves_the_leader_on_the_page_that_they_read(inside: Ground) -> None:
    plain = "".join(f"  - {{id: more-{n}, title: More {n}}}\n" for n in range(30))
    await begin(inside, OFFICE.replace("checkins:\n", f"{plain}checkins:\n"))
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, **ONE)
    subject = Subject(Kind.DIGEST, "one")
    _, first = await picture(inside.ports, subject)
    await service.turn(inside.ports.digests, "one", 2, Place("kim", None))

    version, second = await picture(inside.ports, subject)
    assert version == 1
    assert "1 to 20 of 34" in str(second)
    assert "1 to 20 of 34" not in str(first)
    assert (await inside.ports.digests.get("one")).page == 2


async def test_a_reply_is_shown_under_the_question(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "kim")
    await chat(inside, "ada")
    await keep(inside, told())
    letter = Letter("ada-chat", LETTER)
    await inside.ports.digests.ask(QUESTION, "nonceone1", "Sent.", letter)
    await arrive(inside, "question:why")
    replied = replace(QUESTION, reply="Because.", replied_at=TUESDAY)
    await inside.ports.digests.reply(replied, "nonceone1", "Sent.", letter)
    ports, teams = outside(inside)
    for each in await inside.jobs("show_question"):
        await show_question.JOB(ports, **each)

    ((activity_id, activity),) = teams.edited
    assert activity_id == "activity-question:why"
    assert "Because." in str(activity)


async def test_a_card_shows_no_more_than_its_leader_may_see_now(inside: Ground) -> None:
    await begin(inside)
    await chat(inside, "lee")
    await inside.at(TUESDAY)
    await send_digest.run(inside.ports, "hers", "weekly", "lee")
    subject = Subject(Kind.DIGEST, "hers")
    assert "Apollo" in str(await picture(inside.ports, subject))

    await inside.plan(OFFICE.replace("[grow, clean-data]", "[clean-data]"))
    _, narrower = await picture(inside.ports, subject)
    assert "Cedar" in str(narrower)
    assert "Apollo" not in str(narrower)

    leaders = OFFICE.replace(f"    - {{person: {LEE}, scope: [grow, clean-data]}}\n", "")
    await inside.plan(leaders)
    _, nothing = await picture(inside.ports, subject)
    assert "Cedar" not in str(nothing)
    assert await letters(inside) == [("digest:hers", "lee-chat", "queued")]
