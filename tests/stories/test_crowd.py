"""Two hundred people of one team answer at once, some twice, some changing their minds."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from aiohttp import ClientSession

from core.checkins.answering import TOO_LATE
from core.posting.deliveries import Patience
from jobs.tasks import close_round
from simulator.activities import Activity, fresh_id
from simulator.facts import Channel, Person, Team, TenantFacts, made_id, thread_id
from tests.rehearsal import QUICK, Rehearsal, rehearsal
from tests.sayings import SAVED, saved
from tests.stories import people
from tests.stories.people import MONDAY, shown
from tests.stories.records import answers
from tests.stories.wire import Wire, answer, open_round

CROWD = 200
STATUS = thread_id("crowd", "Status")
REST = timedelta(seconds=0.6)
PATIENCE = Patience(look=QUICK.look, repeat=QUICK.repeat, stuck=QUICK.stuck, rest=REST)
OFFICE = f"""
center: {{organisation: Crowd, time_zone: America/Chicago}}
projects:
  - {{id: crowd, title: Crowd, kind: project, owner: one0@contoso.example,
     team: {made_id("crowd")}, channel: "{STATUS}", starts_on: 2026-01-05}}
checkins:
  - {{id: crowd-weekly, project: crowd, questions: stop-look-listen, mode: channel,
     schedule: {{cron: "0 9 * * MON"}}, open_for: 24h, respondents: members}}
"""


def crowd() -> TenantFacts:
    """A tenant with one team, in which everybody is."""
    names = [f"one{number}@contoso.example" for number in range(CROWD)]
    everybody = tuple(Person(made_id(each), each.split("@")[0], each, each) for each in names)
    ids = tuple(each.id for each in everybody)
    places = (Channel(thread_id("crowd", "General"), "General"), Channel(STATUS, "Status"))
    team = Team(made_id("crowd"), "Crowd", "Everybody", ids[:2], ids, places)
    zone = "America/Chicago"
    return TenantFacts(
        "Crowd", made_id("tenant"), "contoso.example", zone, ids[0], everybody, (team,)
    )


@pytest.fixture
async def center(database_url: str) -> AsyncIterator[Rehearsal]:
    """The crowd on a Monday, with a check-in open and cards that rest 0.6 s between edits."""
    async with rehearsal(database_url, PATIENCE, facts=crowd()) as made:
        await made.at(MONDAY.replace(hour=7))
        await made.import_office(OFFICE)
        await made.install()
        await made.at(MONDAY)
        yield made


async def test_every_answer_is_kept_and_the_card_is_edited_rarely_and_exactly(
    center: Rehearsal,
) -> None:
    """A third sends the same form twice, a third changes the answer once the first is taken.

    One more changes it when the card has just been edited: also then the card rests first.
    """
    round_id = await open_round(center, STATUS)
    dice = Random(7)  # noqa: S311 a story, not a secret
    final: dict[str, str] = {}
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        wire = Wire(center, session)
        for number in range(CROWD):
            person = people.Person(center, f"one{number}", STATUS)
            colours = [dice.choice(["green", "amber", "red"]) for _ in range(1 + (number % 3 == 0))]
            final[person.account.id] = colours[-1]
            forms = [wire.press(person, _typed(round_id, colour)) for colour in colours]
            group.create_task(_sent(wire, forms, twice=number % 3 == 1))
    await center.settled()
    last = people.Person(center, "one7", STATUS)
    final[last.account.id] = "red"
    await last.answers(risks="red", risks_note="After all.")
    await center.settled()

    stored = await center.database.all(dict, "SELECT person_id, body FROM answers")
    kept = {each["person_id"]: each["body"]["standings"]["risks"]["colour"] for each in stored}
    assert kept == final
    assert "200 of 200 answered" in shown(center, STATUS)
    _rested([each["arrived"] for each in center.tenant.log() if each["method"] == "PUT"])


def _typed(round_id: str, colour: str) -> dict[str, str]:
    note = "" if colour == "green" else "Because of the crowd."
    return answer(round_id, risks=colour, risks_note=note)


async def _sent(wire: Wire, forms: list[Activity], twice: bool) -> None:
    """Each form after the other; `twice` repeats it at once with another id."""
    for form in forms:
        repeated = [form, form | {"id": fresh_id()}] if twice else [form]
        heard = await wire.posts(*repeated)
        says = saved(risks=str(form["value"]["data"]["risks"]))
        assert [each.says for each in heard] == [says] * len(repeated)


def _rested(edits: list[float]) -> None:
    """Edits never come closer than the rest between them, and are as few as that allows."""
    gaps = [after - before for before, after in pairwise(edits)]
    assert edits
    assert all(gap >= REST.total_seconds() for gap in gaps), gaps
    assert len(edits) <= (edits[-1] - edits[0]) / REST.total_seconds() + 1


async def test_what_was_saved_before_the_close_is_in_the_report_and_nothing_else(
    center: Rehearsal,
) -> None:
    round_id = await open_round(center, STATUS)
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        wire = Wire(center, session)
        persons = [people.Person(center, f"one{number}", STATUS) for number in range(60)]
        presses = [wire.press(each, answer(round_id)) for each in persons]
        early = await wire.posts(*presses[:20])
        sent = [group.create_task(wire.post(each)) for each in presses[20:]]
        await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        await close_round.run(center.ports, round_id)
    await center.settled()
    said = [each.says for each in [*early, *(task.result() for task in sent)]]

    assert said.count(SAVED) >= 20
    assert all(TOO_LATE in each for each in said if each != SAVED)
    assert len(await answers(center, STATUS)) == said.count(SAVED)
    assert f"{said.count(SAVED)} of 200 answered" in shown(center, STATUS)


async def test_a_report_of_two_hundred_is_no_larger_than_teams_takes(center: Rehearsal) -> None:
    text = "Everything takes longer than we said. " * 26
    await center.database.run(
        """
        INSERT INTO answers (round_id, person_id, body, answered_at)
        SELECT rounds.id, people.id, jsonb_build_object(
            'standings', jsonb_build_object(
                'schedule', jsonb_build_object('colour', 'red', 'note', people.name || %(text)s),
                'budget', jsonb_build_object('colour', 'amber', 'note', people.name || %(text)s),
                'risks', jsonb_build_object('colour', 'red', 'note', people.name || %(text)s)),
            'attention', jsonb_build_object('what', people.name || %(text)s),
            'listen', people.name || %(text)s), now()
        FROM rounds, people
        """,
        {"text": text},
    )
    await center.at(MONDAY + timedelta(days=1))

    assert "200 of 200 answered" in shown(center, STATUS)
    assert "Risks red by 200 of 200" in shown(center, STATUS)
