"""However many answer at once, each answer is kept once and no change is ever left unshown."""

import asyncio
import random
from datetime import date, timedelta

import pytest

from core.checkins.sitting import Kept
from core.errors import NotFound
from core.facts import Gap
from core.people.rosters import Roster
from core.posting.subjects import Kind, Subject
from tests.ground import DAY, MONDAY, TEAM, Ground, answer, member, office

WEEK = timedelta(weeks=1)


def nonce(number: int) -> str:
    """What a form carries."""
    return f"{number:016x}"


async def keep(inside: Ground, round_id: str, who: str, number: int = 0, why: str = "") -> Kept:
    """Send in a form on Monday; a red one where there is a reason."""
    given = answer("red", why) if why else answer()
    return await inside.ports.answers.keep(
        round_id, who, nonce(number), given, f"Saved {number}.", MONDAY
    )


async def version(inside: Ground, round_id: str) -> int:
    """How often the round has changed."""
    return (await inside.ports.checkins.showing(round_id, MONDAY)).version


async def arrived(inside: Ground, round_id: str) -> None:
    """The card is in the channel and shows everything so far."""
    (job,) = await inside.jobs("deliver")
    now = await version(inside, round_id)
    await inside.ports.deliveries.sent(int(str(job["delivery_id"])), "17", now)


async def test_a_form_counts_once_however_often_it_is_sent_in(inside: Ground) -> None:
    opened = await inside.open()
    before = await version(inside, opened.round_id)
    kept = await asyncio.gather(*(keep(inside, opened.round_id, "ada", 7) for _ in range(8)))

    assert sorted(each.new for each in kept) == [False] * 7 + [True]
    assert {(each.open, each.said) for each in kept} == {(True, "Saved 7.")}
    assert await version(inside, opened.round_id) == before + 1


async def test_an_older_form_does_not_undo_a_newer_one(inside: Ground) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1, "first")
    await keep(inside, opened.round_id, "ada", 2, "second")
    again = await keep(inside, opened.round_id, "ada", 1, "first")

    assert (again.new, again.said) == (False, "Saved 1.")
    sitting = await inside.ports.answers.sitting(opened.round_id, "ada", MONDAY)
    assert sitting.own == answer("red", "second")


async def test_the_same_nonce_of_another_person_is_another_form(inside: Ground) -> None:
    opened = await inside.open()

    assert (await keep(inside, opened.round_id, "ada", 1)).new
    assert (await keep(inside, opened.round_id, "grace", 1)).new


async def test_200_people_at_once_some_twice_some_changing(inside: Ground) -> None:
    people = [f"p{number}" for number in range(200)]
    opened = await inside.open(MONDAY, *people)
    before = await version(inside, opened.round_id)
    forms = [(who, number, f"why {number}") for number, who in enumerate(people)]
    changes = [(who, number + 1000, "changed") for who, number, _ in forms[:50]]

    sent = [*forms, *forms[100:150], *changes]
    random.Random(7).shuffle(sent)  # noqa: S311
    kept = await asyncio.gather(*(keep(inside, opened.round_id, *each) for each in sent))

    assert sum(each.new for each in kept) == 250
    showing = await inside.ports.checkins.showing(opened.round_id, MONDAY)
    assert (showing.round.answered, showing.round.expected) == (200, 200)
    assert showing.version == before + 250
    stored = dict(await inside.ports.answers.sheet(opened.round_id))
    assert {stored[who.title()].standings["schedule"].note for who, *_ in forms[50:]} == {
        why for *_, why in forms[50:]
    }


async def test_no_change_is_left_unshown_and_no_edit_is_asked_for_in_vain(inside: Ground) -> None:
    """An editor shows the newest version whenever a clean answer asks for it, and while it works
    answers come in: afterwards the card shows everything."""
    people = [f"p{number}" for number in range(60)]
    opened = await inside.open(MONDAY, *people)
    await arrived(inside, opened.round_id)
    asked, edits = asyncio.Semaphore(0), 0

    async def edit() -> None:
        """What `show_round` does: show, then look again."""
        nonlocal edits
        while True:
            await asked.acquire()
            seen = 0
            while seen < (newest := await version(inside, opened.round_id)):
                seen, edits = newest, edits + 1
                await inside.ports.cards.shown(Subject(Kind.ROUND, opened.round_id), seen)

    async def press(who: str) -> None:
        if (await keep(inside, opened.round_id, who)).clean:
            asked.release()

    editor = asyncio.create_task(edit())
    await asyncio.gather(*map(press, people))
    async with asyncio.timeout(10):
        while True:
            posted = await inside.ports.cards.posted(Subject(Kind.ROUND, opened.round_id))
            if posted and posted.shown == posted.version:
                break
    editor.cancel()

    assert 1 <= edits <= 62


async def test_only_one_of_many_answers_finds_the_card_clean(inside: Ground) -> None:
    opened = await inside.open()
    early = await keep(inside, opened.round_id, "kim")
    assert not early.clean, "the card is not there yet: it will show this when it arrives"

    await arrived(inside, opened.round_id)
    kept = await asyncio.gather(
        *(keep(inside, opened.round_id, who, number) for number in range(5) for who in ("a", "b"))
    )
    assert [each.clean for each in kept].count(True) == 1


async def test_an_answer_is_taken_back_once_and_can_be_given_again(inside: Ground) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1)
    before = await version(inside, opened.round_id)
    answers = inside.ports.answers

    told = [
        await answers.withdraw(opened.round_id, "ada", nonce(2), "Withdrawn.", MONDAY)
        for _ in range(2)
    ]
    assert [(each.new, each.said) for each in told] == [(True, "Withdrawn."), (False, "Withdrawn.")]
    assert await version(inside, opened.round_id) == before + 1
    assert await answers.sheet(opened.round_id) == []
    assert (await keep(inside, opened.round_id, "ada", 3)).new


async def test_repeating_the_last_answer_never_replaces_one(inside: Ground) -> None:
    opened = await inside.open()
    last, answers = answer("red", "last week"), inside.ports.answers
    presses = [answers.repeat_last(opened.round_id, "ada", last, MONDAY) for _ in range(6)]
    kept = await asyncio.gather(*presses)

    assert sorted(each.new for each in kept) == [False] * 5 + [True]
    await keep(inside, opened.round_id, "grace", 1, "now")
    assert not (await answers.repeat_last(opened.round_id, "grace", last, MONDAY)).new
    notes = [each.standings["schedule"].note for _, each in await answers.sheet(opened.round_id)]
    assert notes == ["last week", "now"]


@pytest.mark.parametrize("closed", [True, False])
async def test_after_its_time_a_round_takes_nothing(inside: Ground, closed: bool) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1)
    if closed:
        await inside.close(opened.round_id, MONDAY + DAY)
    answers, late = inside.ports.answers, MONDAY + DAY

    kept = [
        await answers.keep(opened.round_id, "grace", nonce(1), answer(), "Saved.", late),
        await answers.withdraw(opened.round_id, "ada", nonce(2), "Withdrawn.", late),
        await answers.repeat_last(opened.round_id, "kim", answer(), late),
    ]
    assert [(each.open, each.new) for each in kept] == [(False, False)] * 3
    again = await answers.keep(opened.round_id, "ada", nonce(1), answer(), "Saved 1.", late)
    assert (again.open, again.new, again.said) == (True, False, "Saved 1.")
    assert [name for name, _ in await answers.sheet(opened.round_id)] == ["Ada"]


async def test_a_round_that_is_not_there_is_told(inside: Ground) -> None:
    with pytest.raises(NotFound, match="Look for a newer card"):
        await inside.ports.answers.sitting("nowhere", "ada", MONDAY)
    assert not (await keep(inside, "nowhere", "ada")).open


async def test_a_person_s_last_answer_is_that_of_an_earlier_round(inside: Ground) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1, "a week ago")
    await inside.close(opened.round_id, MONDAY + DAY)
    ((second,), _) = await inside.ports.checkins.open(["weekly"], MONDAY + WEEK)
    sitting = await inside.ports.answers.sitting(second.round_id, "ada", MONDAY + WEEK)

    assert (sitting.own, sitting.last) == (None, answer("red", "a week ago"))
    assert sitting.last_at == MONDAY
    assert sitting.report
    assert sitting.report.answered == 1
    old = await inside.ports.answers.sitting(opened.round_id, "ada", MONDAY + WEEK)
    assert (old.own, old.last) == (answer("red", "a week ago"), None)


@pytest.mark.parametrize(("until", "away"), [(15, False), (16, True), (20, True)])
async def test_who_is_away_until_a_day_is_away_until_its_end(
    inside: Ground, until: int, away: bool
) -> None:
    opened = await inside.open()
    await inside.ports.rosters.away("ada", "Ada", date(2026, 11, until))
    sitting = await inside.ports.answers.sitting(opened.round_id, "ada", MONDAY)

    assert sitting.asked is not away
    assert sitting.away_until == (date(2026, 11, until) if away else None)
    assert "ada" in [each.id for each in sitting.people], "away or not, they can be responsible"


async def test_the_day_is_that_of_the_check_in_s_zone(inside: Ground) -> None:
    opened = await inside.open()
    await inside.ports.rosters.away("ada", "Ada", date(2026, 11, 16))
    evening = MONDAY.replace(hour=23, minute=30) + timedelta(hours=6)  # 23:30 in Chicago
    sitting = await inside.ports.answers.sitting(opened.round_id, "ada", evening)

    assert sitting.away_until == date(2026, 11, 16)


async def test_guests_are_asked_only_by_name_and_others_also_where_no_member_is(
    inside: Ground,
) -> None:
    named = "respondents: {members: false, people: [eve@contoso.example]}"
    await inside.plan(office().replace("open_for: 24h", f"open_for: 24h, {named}"))
    members = (member("ada"), member("eve", guest=True))
    await inside.ports.rosters.save(Roster(TEAM, members, Gap("no"), {}))
    await inside.ports.rosters.resolve({"eve@contoso.example": member("eve", guest=True)})
    ((opened,), _) = await inside.ports.checkins.open(None, MONDAY)

    asked = {
        who: (await inside.ports.answers.sitting(opened.round_id, who, MONDAY)).asked
        for who in ("ada", "eve")
    }
    assert asked == {"ada": False, "eve": True}


async def test_the_owner_is_known_by_name_once_looked_up(inside: Ground) -> None:
    opened = await inside.open()
    sitting = await inside.ports.answers.sitting(opened.round_id, "grace", MONDAY)
    assert (sitting.owner, sitting.owner_id) == (None, None)
    assert sitting.owner_called == "ada@contoso.example"

    await inside.ports.rosters.resolve({"ada@contoso.example": member("ada")})
    sitting = await inside.ports.answers.sitting(opened.round_id, "grace", MONDAY)
    assert (sitting.owner, sitting.owner_id) == ("Ada", "ada")
