"""A round ends once, and an answer at that very moment is in the report or refused, never lost."""

import asyncio
from datetime import date

import pytest

from core.checkins.model import Attention
from core.checkins.report import Material, Report, make
from core.checkins.sitting import Kept
from core.errors import NotFound
from core.ports import Ports
from tests.ground import DAY, MONDAY, Ground, answer, office

TUESDAY = MONDAY + DAY
LAST_MOMENT = TUESDAY.replace(microsecond=0) - DAY / 1_000_000


class Writes:
    """Makes the report as the job does, and remembers what it was given."""

    def __init__(self, ports: Ports) -> None:
        self.questions = ports.questions["stop-look-listen"]
        self.given: list[Material] = []

    def __call__(self, material: Material) -> Report:
        self.given.append(material)
        return make(self.questions, material, TUESDAY)


async def test_of_many_who_close_a_round_one_does(inside: Ground) -> None:
    opened = await inside.open()
    await inside.forget_jobs()
    write = Writes(inside.ports)
    closing = [inside.ports.closing.close(opened.round_id, TUESDAY, write) for _ in range(6)]

    assert sorted(await asyncio.gather(*closing)) == [False] * 5 + [True]
    assert len(write.given) == 1
    assert await inside.jobs("show_round") == [{"round_id": opened.round_id}]


async def test_answers_at_the_moment_of_the_close_are_in_the_report_or_refused(
    inside: Ground,
) -> None:
    """In each of many rounds people press while two servers close it."""
    for number in range(12):
        opened = await inside.open(MONDAY, *[f"p{who}" for who in range(10)])
        answers, write = inside.ports.answers, Writes(inside.ports)
        presses = [
            answers.keep(
                opened.round_id, f"p{who}", f"{number:04}{who:04}", answer(), "Saved.", LAST_MOMENT
            )
            for who in range(10)
        ]
        ends = [inside.ports.closing.close(opened.round_id, TUESDAY, write) for _ in range(2)]
        half = 5 if number % 2 else 2
        told = await asyncio.gather(*presses[:half], *ends[:1], *presses[half:], *ends[1:])
        kept = [each for each in told if isinstance(each, Kept)]

        report = await inside.ports.closing.report(opened.round_id)
        saved = sum(each.new for each in kept)
        stored = await inside.value(
            "SELECT count(*) FROM answers WHERE round_id = %(round)s", round=opened.round_id
        )
        assert report.answered == saved == stored
        assert all(each.open == each.new for each in kept)


async def test_a_report_has_the_answers_the_names_and_the_rounds_before(inside: Ground) -> None:
    opened = await inside.open()
    raised = answer("red", "Stuck.", attention=Attention("Decide", "grace", date(2026, 12, 1)))
    answers = inside.ports.answers
    await answers.keep(opened.round_id, "ada", "n" * 8, raised, "Saved.", MONDAY)
    first = Writes(inside.ports)
    await inside.ports.closing.close(opened.round_id, TUESDAY, first)

    (given,) = first.given
    assert (given.answers, given.earlier) == ([raised], [])
    assert (given.names, given.expected) == ({"grace": "Grace"}, 3)
    told = await inside.ports.closing.report(opened.round_id)
    assert told == make(first.questions, given, TUESDAY)
    assert told.attention[0].owner == "Grace"

    ((again,), _) = await inside.ports.checkins.open(["weekly"], TUESDAY)
    second = Writes(inside.ports)
    await inside.ports.closing.close(again.round_id, TUESDAY + DAY, second)
    assert second.given[0].earlier == [told]


async def test_a_report_keeps_the_gap_where_the_roster_is_not_known(inside: Ground) -> None:
    await inside.plan(office())
    ((opened,), _) = await inside.ports.checkins.open(["weekly"], MONDAY)
    await inside.close(opened.round_id, TUESDAY)

    assert (await inside.ports.closing.report(opened.round_id)).expected is None


async def test_a_report_that_cannot_be_written_leaves_the_round_open(inside: Ground) -> None:
    opened = await inside.open()

    def fail(_: Material) -> Report:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        await inside.ports.closing.close(opened.round_id, TUESDAY, fail)
    assert await inside.ports.checkins.open_rounds(None) == [opened.round_id]
    assert await inside.jobs("show_round") == []


async def test_an_open_round_and_one_that_is_not_there_have_no_report(inside: Ground) -> None:
    opened = await inside.open()

    with pytest.raises(NotFound):
        await inside.ports.closing.report(opened.round_id)
    with pytest.raises(NotFound):
        await inside.ports.closing.report("nowhere")
    assert not await inside.ports.closing.close("nowhere", TUESDAY, Writes(inside.ports))


async def test_closing_raises_the_version_so_the_report_replaces_the_card(inside: Ground) -> None:
    opened = await inside.open()
    before = (await inside.ports.checkins.showing(opened.round_id, MONDAY)).version
    await inside.close(opened.round_id, TUESDAY)
    after = await inside.ports.checkins.showing(opened.round_id, TUESDAY)

    assert (after.version, after.round.is_open) == (before + 1, False)
    assert after.round.closed_at
    assert abs(after.round.closed_at - TUESDAY).total_seconds() < 60
