"""The Process Center sees of each check-in what is open, silent, not delivered, and next."""

from core.checkins.overview import Need, Watched
from core.facts import Gap
from tests.ground import DAY, MONDAY, Ground, answer, office

WEEK = 7 * DAY


async def seen(inside: Ground, week: int = 0) -> Watched:
    """The one check-in."""
    (found,) = await inside.ports.checkins.rounds.overview(MONDAY + week * WEEK)
    return found


async def held(inside: Ground, week: int, *people: str) -> None:
    """A round of that week that came, was answered by these people, and closed."""
    now = MONDAY + week * WEEK
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], now)
    await state(inside, "sent")
    for each in people:
        answers = inside.ports.checkins.answers
        await answers.keep(opened.round_id, each, f"{week} {each}", answer(), "Saved.", now)
    await inside.close(opened.round_id, now + DAY)


async def state(inside: Ground, state: str, reason: str = "") -> None:
    """What became of every card so far."""
    await inside.database.run(
        "UPDATE deliveries SET state = %(state)s, reason = %(reason)s",
        {"state": state, "reason": reason},
    )


async def test_a_check_in_before_its_first_round_is_next(inside: Ground) -> None:
    await inside.plan(office(), MONDAY - DAY)
    await inside.meet()
    found = await seen(inside)

    assert (found.need, found.next_at, found.round_id) == (Need.NEXT, MONDAY, None)


async def test_an_open_round_is_counted_as_its_card_counts_it(inside: Ground) -> None:
    opened = await inside.open()
    await inside.ports.checkins.answers.keep(
        opened.round_id, "kim", "1", answer(), "Saved.", MONDAY
    )
    found = await seen(inside)
    round_ = await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)

    assert found.need is Need.OPEN
    assert (found.answered, found.expected) == (round_.answered, round_.expected) == (1, 3)
    assert found.closes_at == round_.closes_at


async def test_of_how_many_is_unknown_while_the_roster_is(inside: Ground) -> None:
    await inside.plan(office())
    await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    found = await seen(inside)

    assert isinstance(found.expected, Gap)
    assert found.need is Need.UNMET, "nobody can answer there"


async def test_silence_counts_from_the_first_round_without_an_answer(inside: Ground) -> None:
    opened = await inside.open()
    await inside.ports.checkins.answers.keep(
        opened.round_id, "kim", "1", answer(), "Saved.", MONDAY
    )
    await state(inside, "sent")
    await inside.close(opened.round_id, MONDAY + DAY)
    assert (await seen(inside)).need is Need.NEXT

    await held(inside, 1)
    await held(inside, 2)
    found = await seen(inside, 2)
    assert (found.need, found.silent) == (Need.SILENT, 2)
    assert found.silent_since
    assert found.silent_since.date() == (MONDAY + WEEK + DAY).date(), "as the digest has it"

    await held(inside, 3, "kim")
    assert (await seen(inside, 3)).silent == 0


async def test_an_answer_in_the_open_round_ends_the_silence(inside: Ground) -> None:
    await inside.close((await inside.open()).round_id, MONDAY + DAY)
    await state(inside, "sent")
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY + WEEK)
    assert (await seen(inside, 1)).need is Need.SILENT

    await inside.ports.checkins.answers.keep(
        opened.round_id, "kim", "1", answer(), "Saved.", MONDAY + WEEK
    )
    assert (await seen(inside, 1)).need is Need.OPEN


async def test_a_card_that_never_came_is_no_silence_of_the_team(inside: Ground) -> None:
    opened = await inside.open()
    await state(inside, "failed", "Teams says no.")
    await inside.close(opened.round_id, MONDAY + DAY)
    found = await seen(inside, 1)

    assert (found.need, found.trouble, found.silent) == (Need.FAILED, "Teams says no.", 0)
    await state(inside, "unknown")
    assert "is looked for" in (await seen(inside, 1)).trouble
    await inside.database.run("UPDATE deliveries SET look_at = 'infinity'")
    assert "“check in” there sends it again" in (await seen(inside, 1)).trouble
    await state(inside, "queued", "Teams answered 401.")
    assert (await seen(inside, 1)).trouble == ""
    await inside.database.run("UPDATE deliveries SET cause = 'sign_in'")
    assert (await seen(inside, 1)).trouble == "Teams answered 401."


async def test_what_left_the_office_file_is_not_watched(inside: Ground) -> None:
    await inside.open()
    await inside.database.run("UPDATE checkins SET retired = true")

    assert await inside.ports.checkins.rounds.overview(MONDAY) == []
