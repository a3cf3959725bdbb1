"""Nothing is lost on the way from the version before: all of it goes on, and comes once."""

from collections import Counter
from datetime import timedelta
from typing import Any

from core.people.roles import Role
from core.posting.subjects import Subject
from core.retros import sentences
from core.retros.model import Phase
from core.retros.who import LEAD
from jobs.pictures import pictures
from simulator.colleagues.answering import Wish
from simulator.colleagues.playing import RetroWish
from store.database import Database
from tests.conftest import Server, shipped
from tests.left_behind.before import BEGUN, JOBS, Before, Row, times
from tests.left_behind.conftest import Left
from tests.rehearsal import Rehearsal
from tests.stories.digests import replies
from tests.stories.people import APOLLO, BOREALIS, CEDAR, Person, read, said, shown
from tests.stories.retros import moves_on, seen, writes_note

SHOWN = ("round", "retro", "digest", "question")


async def test_what_was_planned_and_who_owns_a_team_is_known_from_the_start(
    postgres: Server, migrated: Left
) -> None:
    before = migrated.before
    with postgres.copy(migrated.company.database) as url:
        async with Database(url) as database:
            planned = await database.all(
                dict,
                """
                SELECT concat_ws(':', kind, id, nullif(reader, '')) AS key, next_local AS local,
                    next_due_at AS at, paused
                FROM schedules ORDER BY 1
                """,
            )
            owners = await database.all(dict, "SELECT * FROM owners ORDER BY team_id, person_id")
            jobs = await database.all(dict, JOBS)
            things = await database.all(
                dict,
                """
                SELECT kind, array_agg(id ORDER BY id) AS open FROM things WHERE NOT ended
                GROUP BY kind
                """,
            )
    assert planned == before.planned
    assert [(each["team_id"], each["person_id"]) for each in owners] == before.owners
    assert jobs == [_of_now(each, before) for each in before.jobs]
    assert {each["kind"]: each["open"] for each in things} == {
        "round": sorted(each["id"] for each in before.rounds),
        "retro": sorted(each["id"] for each in before.retros),
        "digest": sorted({*before.readers} - {each["id"] for each in before.questions}),
        "question": sorted(each["id"] for each in before.questions),
    }


async def test_all_jobs_are_done_and_all_messages_arrive_once(
    center: Rehearsal, at_rest: Left
) -> None:
    before = at_rest.before
    assert await center.database.all(dict, "SELECT * FROM procrastinate_jobs") == []

    now = {each["id"]: each for each in await center.database.all(dict, "SELECT * FROM deliveries")}
    for each in before.unsettled:
        expected = "queued" if each["waits"] else "sent"
        assert (now[each["id"]]["state"], each["key"]) == (expected, each["key"])
        assert times(center.tenant.messages(), each) == int(not each["waits"]), each["key"]
    for each in before.settled:
        assert now[each["id"]]["state"] == each["state"]
        assert now[each["id"]]["activity_id"] == each["activity_id"]

    arrived = [each["activity_id"] for each in now.values() if each["state"] == "sent"]
    new = [each["id"] for each in center.tenant.messages() if each["id"] not in before.messages]
    assert sorted(new) == sorted(set(arrived) - before.messages), "and nobody else sent anything"
    assert len(arrived) == len(set(arrived))


async def test_jobs_that_waited_did_what_they_were_for(center: Rehearsal, at_rest: Left) -> None:
    before = at_rest.before
    digest, team = before.job("send_digest"), before.job("audit_team")
    (sent,) = await center.database.all(
        dict,
        "SELECT * FROM deliveries WHERE thing = %(digest_id)s AND recipient = %(person_id)s",
        digest,
    )
    assert sent["state"] == "sent"
    run = await center.database.row(
        "SELECT state, number FROM audit_runs WHERE id = %(run_id)s", before.job("run_audit")
    )
    assert run
    assert run["state"] == "done"
    thread = center.tenant.messages(team["conversation_id"])
    assert [each for each in thread if "PRJ-Borealis" in read(*each["cards"])]

    closed = await center.database.row(
        "SELECT report FROM rounds WHERE id = %(round_id)s AND closed_at IS NOT NULL",
        before.job("close_round"),
    )
    assert closed
    assert closed["report"]
    unread = "SELECT place FROM rosters WHERE read_at IS NULL OR read_at <= %(at)s"
    assert await center.database.all(dict, unread, {"at": before.rosters_read_at}) == []


async def test_every_card_that_was_behind_shows_what_there_is(
    center: Rehearsal, at_rest: Left
) -> None:
    before = at_rest.before
    assert {each["kind"] for each in before.behind} == set(SHOWN)
    for each in before.behind:
        picture, reader = pictures()[each["kind"]], before.reader(each["thing"])
        drawn = await picture.draw(center.ports, each["thing"], reader)
        card = _card(center, each["activity_id"])
        assert card == drawn["attachments"][0]["content"]
        assert before.says().get(each["thing"], "closed") in read(card), each["key"]
    unshown = """
        SELECT kind, thing FROM changes JOIN deliveries ON deliveries.id = delivery
        WHERE state = 'sent'
    """
    assert await center.database.all(dict, unshown) == []


async def test_an_open_round_is_answered_on_its_old_card_and_becomes_its_report(
    center: Rehearsal, at_rest: Left
) -> None:
    (cedar,) = [each for each in at_rest.before.rounds if each["channel_id"] == CEDAR]
    assert cedar["id"] not in [each["thing"] for each in at_rest.before.behind], "an old card"
    for each in at_rest.before.rounds:
        for who in each["asked"]:
            part = await center.ports.people.parts.of("round", each["id"], who)
            assert part
            assert Role.RESPONDENT in part.roles
    heard = await center.tenant.answer(Wish(CEDAR, count=2))
    assert [each["result"]["kind"] for each in heard] == ["message", "message"]
    await center.settled()
    assert f"{cedar['answers'] + 2} of {len(cedar['asked'])} answered" in shown(center, CEDAR)

    await center.at(max(each["closes_at"] for each in at_rest.before.rounds))
    closed = {
        each["id"]: each
        for each in await center.database.all(
            dict,
            """
            SELECT rounds.id, report, activity_id FROM rounds JOIN deliveries ON thing = rounds.id
            WHERE closed_at IS NOT NULL
            """,
        )
    }
    titles = [each.title for each in shipped().questions["stop-look-listen"].dimensions]
    for each in at_rest.before.rounds:
        report = closed[each["id"]]["report"]
        more = 2 if each is cedar else 0
        assert report["answered"] == each["answers"] + more
        assert [line["title"] for line in report["lines"]] == titles
        assert "answered · closed" in read(_card(center, closed[each["id"]]["activity_id"]))


async def test_an_owner_of_the_team_and_who_began_it_move_an_open_retro_on(
    center: Rehearsal, at_rest: Left
) -> None:
    before = at_rest.before
    retro = before.retro_in(APOLLO)
    (owner,) = before.only_owners(retro)
    assert (retro["phase"], bool(retro["ballots"])) == ("vote", True)
    assert said(await Person(center, "noor.haddad").presses("retro.next")).startswith(
        LEAD.says[:10]
    )
    assert await moves_on(_who(center, owner, APOLLO)) == sentences.moved(Phase.ACTIONS)
    counted = await center.database.row("SELECT * FROM retros WHERE id = %(id)s", retro)
    assert counted
    assert counted["voted"] == retro["ballots"]
    assert said(await _who(center, owner, APOLLO).presses("retro.back")) == (
        sentences.went_back(Phase.VOTE)
    )
    await center.settled()
    assert f"{retro['ballots']} of " in seen(center)

    retro = before.retro_in(BOREALIS)
    writer = Person(center, "aiko.fujimori", BOREALIS)
    prompt = retro["format"]["prompts"][0]["id"]
    assert await writes_note(writer, "Still here", prompt) == sentences.NOTE_SAVED
    await center.settled()
    assert f"writing · {retro['notes'] + 1} notes" in seen(center, BOREALIS)
    assert retro in before.begun_by_members
    starter = _who(center, retro["started_by"], BOREALIS)
    assert await moves_on(starter) == sentences.moved(Phase.VOTE)


async def test_all_open_retros_go_on_to_their_end(center: Rehearsal, at_rest: Left) -> None:
    before = at_rest.before
    posted = {each["thing"] for each in before.deliveries if each["state"] != "failed"}
    going_on = [each for each in before.retros if each["id"] in posted]
    assert {each["phase"] for each in going_on} == {"write", "vote", "actions"}
    played = await center.tenant.retro(RetroWish())
    assert {each["conversation"]: each["phase"] for each in played} == {
        each["channel_id"]: "closed" for each in going_on
    }
    assert [each["answers"] for each in played if each["unsent"]] == []
    await center.settled()
    for each in going_on:
        assert "closed · " in seen(center, each["channel_id"])


async def test_an_open_question_is_replied_to_and_who_asked_hears_of_it(
    center: Rehearsal, at_rest: Left
) -> None:
    (asked,) = [each for each in at_rest.before.questions if not each["reply"]]
    owner = _who(center, asked["owner_id"], _chat(center, asked["owner_id"]))
    await replies(owner, "On Friday.")
    told = [read(card) for card in center.cards(_chat(center, asked["leader_id"]))]
    assert len([each for each in told if "On Friday." in each]) == 2, "a letter, and the digest"


async def test_what_waited_for_somebody_arrives_once_when_they_come_back(
    center: Rehearsal, at_rest: Left
) -> None:
    (waiting,) = [each for each in at_rest.before.unsettled if each["waits"]]
    whose = waiting["conversation_id"].removeprefix("person:")
    assert times(center.tenant.messages(), waiting) == 0
    await center.tenant.install([], [whose])
    await center.settled()
    assert times(center.tenant.messages(), waiting) == 1
    unshown = "SELECT * FROM changes WHERE delivery = %(id)s"
    assert await center.database.all(dict, unshown, waiting) == []


async def test_everything_planned_comes_due_once_at_its_time(
    center: Rehearsal, at_rest: Left
) -> None:
    before = at_rest.before
    planned = [each for each in before.planned if each["at"]]
    for when in sorted({each["at"] for each in planned}):
        await center.at(when + timedelta(seconds=5))

    came = await center.database.all(
        dict, "SELECT schedule, due_local, outcome, begun_id FROM occurrences ORDER BY 1, 2"
    )
    known = {(each["schedule"], each["due_local"]): each for each in came}
    assert len(known) == len(came)
    for each in before.occurrences:
        assert known.pop((each["schedule"], each["due_local"])) == each, "it was not begun again"
    for each in planned:
        found = known[each["key"], each["local"]]
        assert (found["outcome"] == "paused") == each["paused"]
        assert (found["begun_id"] is None) == each["paused"]
        assert found["outcome"] in ("opened", "joined", "paused"), each["key"]
    begun = [each["begun_id"] for each in known.values() if each["begun_id"]]
    assert len(begun) == len(set(begun))

    new = Counter(
        each["schedule"].split(":")[0]
        for each in known.values()
        if each["outcome"] in ("opened", "late")
    )
    counts = await center.database.row(BEGUN)
    assert counts
    asked_for = Counter(digest=1, audit=1)  # by jobs that waited
    assert {kind: counts[kind] - before.begun[kind] - asked_for[kind] for kind in counts} == new


def _of_now(job: Row, before: Before) -> Row:
    """A job of the version before as this one would have deferred it."""
    kind = job["name"].removeprefix("show_")
    if kind not in SHOWN:
        return job
    thing = job["args"][f"{kind}_id"]
    card = Subject(kind, thing, before.reader(thing))
    lock = f"show:{card.key}"
    now = {"name": "show", "args": card.arguments, "lock": lock}
    return {**job, **now, "queueing_lock": lock if job["queueing_lock"] else None}


def _card(center: Rehearsal, activity_id: str) -> dict[str, Any]:
    """The newest state of a card in the tenant."""
    (found,) = [each for each in center.tenant.messages() if each["id"] == activity_id]
    card: dict[str, Any] = found["cards"][0]
    return card


def _who(center: Rehearsal, person_id: str, where: str) -> Person:
    """Somebody by their object id."""
    person = center.tenant.world.directory.people[person_id]
    return Person(center, person.mail.split("@")[0], where)


def _chat(center: Rehearsal, person_id: str) -> str:
    return center.tenant.world.places.bot_chat(person_id)
