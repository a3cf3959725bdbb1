"""A round ends once, and an answer at that very moment is in the report or refused, never lost."""

import asyncio
from datetime import date

import pytest

from core.checkins.answering import TOO_LATE
from core.checkins.model import Attention, Round
from core.checkins.report import Given, Material, Report, make
from core.errors import NotAllowed, NotFound
from core.posting.subjects import Ending, Subject
from core.pressing.forms import Kept
from tests.conftest import shipped
from tests.ground import DAY, MONDAY, Ground, answer, office
from tests.store.cards import arrive, edits, unshown

TUESDAY = MONDAY + DAY
LAST_MOMENT = TUESDAY.replace(microsecond=0) - DAY / 1_000_000


class Writes:
    """Makes the report as the job does, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[Round, Material]] = []

    def __call__(self, round_: Round, material: Material) -> Report:
        self.given.append((round_, material))
        return make(round_.questions, material, TUESDAY)


async def test_of_many_who_close_a_round_one_does(inside: Ground) -> None:
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    await arrive(inside, subject)
    write = Writes()
    closing = [
        inside.ports.checkins.closing.close(opened.round_id, TUESDAY, write) for _ in range(6)
    ]

    assert sorted(await asyncio.gather(*closing)) == [False] * 5 + [True]
    assert len(write.given) == 1
    assert await unshown(inside, subject) == 1
    assert await edits(inside) == [subject]


async def test_an_answer_that_cannot_be_read_any_more_keeps_no_round_open(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    opened = await inside.open()
    for name in ("ada", "grace"):
        await inside.ports.checkins.answers.keep(
            opened.round_id, name, name, answer("red", "Late."), "Saved.", LAST_MOMENT
        )
    broken = """UPDATE answers SET body = '{"standings": "secret words"}' WHERE person_id = 'ada'"""
    await inside.database.run(broken)
    write = Writes()

    assert await inside.ports.checkins.closing.close(opened.round_id, TUESDAY, write)
    ((_, material),) = write.given
    assert len(material.answers) == 1
    assert "left out of the report" in caplog.text
    assert "secret" not in caplog.text


async def test_answers_at_the_moment_of_the_close_are_in_the_report_or_refused(
    inside: Ground,
) -> None:
    """In each of many rounds people press while two servers close it."""
    for number in range(12):
        opened = await inside.open(MONDAY, *[f"p{who}" for who in range(10)])
        answers, write = inside.ports.checkins.answers, Writes()
        presses = [
            answers.keep(
                opened.round_id, f"p{who}", f"{number:04}{who:04}", answer(), "Saved.", LAST_MOMENT
            )
            for who in range(10)
        ]
        ends = [
            inside.ports.checkins.closing.close(opened.round_id, TUESDAY, write) for _ in range(2)
        ]
        half = 5 if number % 2 else 2
        every = [*presses[:half], *ends[:1], *presses[half:], *ends[1:]]
        told = await asyncio.gather(*every, return_exceptions=True)
        kept = [each for each in told if isinstance(each, Kept)]
        refused = [each for each in told if isinstance(each, NotAllowed)]

        report = await inside.ports.checkins.closing.report(opened.round_id)
        saved = sum(each.new for each in kept)
        stored = await inside.value(
            "SELECT count(*) FROM answers WHERE round_id = %(round)s", round=opened.round_id
        )
        assert report.answered == saved == stored
        assert all(each.new for each in kept)
        assert {each.says for each in refused} <= {TOO_LATE}
        assert saved + len(refused) == 10
        assert (told.count(True), told.count(False)) == (1, 1)


async def test_a_report_has_the_answers_the_names_and_the_rounds_before(inside: Ground) -> None:
    opened = await inside.open()
    raised = answer("red", "Stuck.", attention=Attention("Decide", "grace", date(2026, 12, 1)))
    answers = inside.ports.checkins.answers
    await answers.keep(opened.round_id, "ada", "n" * 8, raised, "Saved.", MONDAY)
    first = Writes()
    await inside.ports.checkins.closing.close(opened.round_id, TUESDAY, first)

    ((round_, given),) = first.given
    assert (round_.id, round_.answered, round_.expected) == (opened.round_id, 1, 3)
    assert (given.answers, given.earlier) == ([Given(raised, MONDAY.date())], [])
    assert (given.names, given.expected) == ({"grace": "Grace"}, 3)
    told = await inside.ports.checkins.closing.report(opened.round_id)
    assert told == make(shipped().questions["stop-look-listen"], given, TUESDAY)
    assert told.attention[0].owner == "Grace"

    ((again,), _) = await inside.ports.checkins.rounds.open(["weekly"], TUESDAY)
    second = Writes()
    await inside.ports.checkins.closing.close(again.round_id, TUESDAY + DAY, second)
    assert second.given[0][1].earlier == [told]
    assert second.given[0][1].silent == [Given(raised, MONDAY.date())], "who says nothing now"


async def test_a_report_keeps_the_gap_where_the_roster_is_not_known(inside: Ground) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    await inside.close(opened.round_id, TUESDAY)

    assert (await inside.ports.checkins.closing.report(opened.round_id)).expected is None


async def test_a_report_that_cannot_be_written_leaves_the_round_open(inside: Ground) -> None:
    opened = await inside.open()

    def fail(_: Round, __: Material) -> Report:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        await inside.ports.checkins.closing.close(opened.round_id, TUESDAY, fail)
    assert await inside.ports.checkins.rounds.open_rounds(None) == [opened.round_id]
    assert await unshown(inside, Subject("round", opened.round_id)) == 0
    assert await inside.ports.posting.cards.over(TUESDAY) == [Ending("round", opened.round_id)]


async def test_an_open_round_and_one_that_is_not_there_have_no_report(inside: Ground) -> None:
    opened = await inside.open()

    with pytest.raises(NotFound):
        await inside.ports.checkins.closing.report(opened.round_id)
    with pytest.raises(NotFound):
        await inside.ports.checkins.closing.report("nowhere")
    with pytest.raises(NotFound):
        await inside.ports.checkins.closing.close("nowhere", TUESDAY, Writes())


async def test_a_round_that_closed_has_its_report_to_show_in_place_of_the_card(
    inside: Ground,
) -> None:
    opened = await inside.open()
    subject = Subject("round", opened.round_id)
    await arrive(inside, subject)
    assert await edits(inside) == []
    await inside.close(opened.round_id, TUESDAY)
    after = await inside.ports.checkins.rounds.round(opened.round_id, TUESDAY)

    assert await unshown(inside, subject) == 1
    assert not after.is_open
    assert after.closed_at
    assert abs(after.closed_at - TUESDAY).total_seconds() < 60


async def test_a_round_keeps_its_questions_whatever_becomes_of_their_file(inside: Ground) -> None:
    await inside.plan(office().replace("open_for: 24h", "open_for: 24h, questions: gone"))
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    round_ = await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)

    assert round_.questions == shipped().questions["stop-look-listen"], "the usual ones"
    kept = await inside.value("SELECT asked ->> 'title' FROM rounds")
    assert kept == round_.questions.title
    await inside.database.run(
        """UPDATE rounds SET asked = jsonb_set(asked, '{title}', '"As it was"')"""
    )
    given = Writes()
    await inside.ports.checkins.closing.close(opened.round_id, TUESDAY, given)
    assert given.given[0][0].questions.title == "As it was"
