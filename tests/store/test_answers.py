"""However many answer at once, each answer is kept once and no change is ever left unshown."""

import asyncio
import random
from datetime import date, timedelta

import pytest

from core.checkins.answering import TOO_LATE
from core.errors import NotAllowed, NotFound
from core.facts import Gap
from core.people.roles import Role
from core.people.rosters import Roster
from core.posting.subjects import Subject
from core.pressing.forms import Kept
from jobs.showing import show_what_is_behind
from store.database import Database
from tests.ground import DAY, MONDAY, TEAM, Ground, answer, ground, member, office
from tests.store.cards import arrive, behind, edits, rest, show, unshown
from tests.store.parts import asked, part, those

WEEK = timedelta(weeks=1)


def nonce(number: int) -> str:
    """What a form carries."""
    return f"{number:016x}"


async def keep(inside: Ground, round_id: str, who: str, number: int = 0, why: str = "") -> Kept:
    """Send in a form on Monday; a red one where there is a reason."""
    given = answer("red", why) if why else answer()
    return await inside.ports.checkins.answers.keep(
        round_id, who, nonce(number), given, f"Saved {number}.", MONDAY
    )


def card(round_id: str) -> Subject:
    """Its card in the channel."""
    return Subject("round", round_id)


async def test_a_form_counts_once_however_often_it_is_sent_in(inside: Ground) -> None:
    opened = await inside.open()
    kept = await asyncio.gather(*(keep(inside, opened.round_id, "ada", 7) for _ in range(8)))

    assert sorted(each.new for each in kept) == [False] * 7 + [True]
    assert {each.says for each in kept} == {"Saved 7."}
    assert await unshown(inside, card(opened.round_id)) == 1


async def test_an_older_form_does_not_undo_a_newer_one(inside: Ground) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1, "first")
    await keep(inside, opened.round_id, "ada", 2, "second")
    again = await keep(inside, opened.round_id, "ada", 1, "first")

    assert again == Kept("Saved 1.", new=False)
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "ada", MONDAY)
    assert sitting.own == answer("red", "second")


async def test_the_same_nonce_of_another_person_is_another_form(inside: Ground) -> None:
    opened = await inside.open()

    assert (await keep(inside, opened.round_id, "ada", 1)).new
    assert (await keep(inside, opened.round_id, "grace", 1)).new


async def test_200_people_at_once_some_twice_some_changing(inside: Ground) -> None:
    people = [f"p{number}" for number in range(200)]
    opened = await inside.open(MONDAY, *people)
    forms = [(who, number, f"why {number}") for number, who in enumerate(people)]
    changes = [(who, number + 1000, "changed") for who, number, _ in forms[:50]]

    sent = [*forms, *forms[100:150], *changes]
    random.Random(7).shuffle(sent)  # noqa: S311
    kept = await asyncio.gather(*(keep(inside, opened.round_id, *each) for each in sent))

    assert sum(each.new for each in kept) == 250
    round_ = await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)
    assert (round_.answered, round_.expected) == (200, 200)
    assert await unshown(inside, card(opened.round_id)) == 250
    stored = dict((await inside.ports.checkins.answers.sheet(opened.round_id, MONDAY)).answers)
    assert {stored[who.title()].standings["schedule"].note for who, *_ in forms[50:]} == {
        why for *_, why in forms[50:]
    }


async def test_no_change_is_left_unshown_and_no_edit_is_asked_for_in_vain(inside: Ground) -> None:
    """While an editor shows what there is, answers come in: afterwards the card shows them all."""
    people = [f"p{number}" for number in range(60)]
    opened = await inside.open(MONDAY, *people)
    ports, subject = inside.ports, card(opened.round_id)
    await arrive(inside, subject)
    pressed, drawn = asyncio.Event(), [0]

    async def edit() -> None:
        """What `show` does, again and again: see what is new, draw the card, then say so."""
        while True:
            last = pressed.is_set()
            posted = await ports.posting.cards.posted(subject)
            assert posted
            if posted.changes:
                drawn.append((await ports.checkins.rounds.round(opened.round_id, MONDAY)).answered)
                await ports.posting.cards.shown(subject, posted.changes)
            elif last:
                return

    async def press() -> None:
        await asyncio.gather(*(keep(inside, opened.round_id, who) for who in people))
        pressed.set()

    async with asyncio.timeout(30):
        await asyncio.gather(edit(), press())

    assert drawn[-1] == 60
    assert 1 <= len(drawn) - 1 <= 60
    assert await unshown(inside, subject) == 0


async def test_of_many_answers_however_many_servers_look_one_edit_comes(
    inside: Ground, database_url: str
) -> None:
    opened = await inside.open()
    subject = card(opened.round_id)
    await keep(inside, opened.round_id, "kim")
    assert await behind(inside) == [], "the card is not there yet: it will show this on arrival"

    await arrive(inside, subject)
    assert await behind(inside) == []
    people = [(number, who) for number in range(5) for who in ("a", "b")]
    await asyncio.gather(*(keep(inside, opened.round_id, who, number) for number, who in people))
    await rest(inside)
    async with Database(database_url) as another, ground(another) as two:
        looks = [show_what_is_behind(each.ports) for each in (inside, two) for _ in range(3)]
        await asyncio.gather(*looks)
    assert await inside.jobs("show") == [subject.arguments]

    await inside.forget_jobs()
    await show(inside, subject)
    assert await edits(inside) == []


async def test_a_card_that_was_just_edited_rests_before_the_next_edit(inside: Ground) -> None:
    opened = await inside.open()
    subject = card(opened.round_id)
    await arrive(inside, subject)
    await keep(inside, opened.round_id, "ada")
    await show_what_is_behind(inside.ports)
    assert await inside.jobs("show") == [], "it was sent a moment ago"

    assert await edits(inside) == [subject]
    await inside.forget_jobs()
    await show(inside, subject)
    await keep(inside, opened.round_id, "grace")
    await show_what_is_behind(inside.ports)
    assert await inside.jobs("show") == [], "it was edited a moment ago"


async def test_an_answer_is_taken_back_once_and_can_be_given_again(inside: Ground) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1)
    answers = inside.ports.checkins.answers

    told = [
        await answers.withdraw(opened.round_id, "ada", nonce(2), "Withdrawn.", MONDAY)
        for _ in range(2)
    ]
    assert told == [Kept("Withdrawn.", new=True), Kept("Withdrawn.", new=False)]
    assert await unshown(inside, card(opened.round_id)) == 2
    assert (await answers.sheet(opened.round_id, MONDAY)).answers == []
    assert (await keep(inside, opened.round_id, "ada", 3)).new


async def test_repeating_the_last_answer_never_replaces_one(inside: Ground) -> None:
    opened = await inside.open()
    last, answers = answer("red", "last week"), inside.ports.checkins.answers
    presses = [answers.repeat_last(opened.round_id, "ada", last, MONDAY) for _ in range(6)]
    kept = await asyncio.gather(*presses)

    assert sorted(kept) == [False] * 5 + [True]
    assert await unshown(inside, card(opened.round_id)) == 1
    await keep(inside, opened.round_id, "grace", 1, "now")
    assert not await answers.repeat_last(opened.round_id, "grace", last, MONDAY)
    sheet = await answers.sheet(opened.round_id, MONDAY)
    notes = [each.standings["schedule"].note for _, each in sheet.answers]
    assert notes == ["last week", "now"]


@pytest.mark.parametrize("closed", [True, False])
async def test_after_its_time_a_round_takes_nothing(inside: Ground, closed: bool) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1)
    if closed:
        await inside.close(opened.round_id, MONDAY + DAY)
    answers, late = inside.ports.checkins.answers, MONDAY + DAY

    before = await unshown(inside, card(opened.round_id))
    for press in (
        answers.keep(opened.round_id, "grace", nonce(1), answer(), "Saved.", late),
        answers.withdraw(opened.round_id, "ada", nonce(2), "Withdrawn.", late),
        answers.repeat_last(opened.round_id, "kim", answer(), late),
    ):
        with pytest.raises(NotAllowed, match=TOO_LATE):
            await press
    again = await answers.keep(opened.round_id, "ada", nonce(1), answer(), "Saved 1.", late)
    assert again == Kept("Saved 1.", new=False)
    sheet = await answers.sheet(opened.round_id, late)
    assert [name for name, _ in sheet.answers] == ["Ada"]
    assert await unshown(inside, card(opened.round_id)) == before


async def test_a_round_that_is_not_there_is_told(inside: Ground) -> None:
    with pytest.raises(NotFound, match="Look for a newer card"):
        await inside.ports.checkins.answers.sitting("nowhere", "ada", MONDAY)
    with pytest.raises(NotFound, match="Look for a newer card"):
        await inside.ports.checkins.answers.sheet("nowhere", MONDAY)
    with pytest.raises(NotAllowed, match=TOO_LATE):
        await keep(inside, "nowhere", "ada")
    assert await inside.ports.people.parts.of("round", "nowhere", "ada") is None


async def test_a_person_s_last_answer_is_that_of_an_earlier_round(inside: Ground) -> None:
    opened = await inside.open()
    await keep(inside, opened.round_id, "ada", 1, "a week ago")
    await inside.close(opened.round_id, MONDAY + DAY)
    ((second,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY + WEEK)
    sitting = await inside.ports.checkins.answers.sitting(second.round_id, "ada", MONDAY + WEEK)

    assert (sitting.own, sitting.last) == (None, answer("red", "a week ago"))
    assert (sitting.last_on, sitting.last_rounds) == (MONDAY.date(), 1)
    assert sitting.report
    assert sitting.report.answered == 1
    old = await inside.ports.checkins.answers.sitting(opened.round_id, "ada", MONDAY + WEEK)
    assert (old.own, old.last) == (answer("red", "a week ago"), None)


@pytest.mark.parametrize(("until", "away"), [(15, False), (16, True), (20, True)])
async def test_who_is_away_until_a_day_is_away_until_its_end(
    inside: Ground, until: int, away: bool
) -> None:
    opened = await inside.open()
    await inside.ports.people.absences.away("ada", "Ada", date(2026, 11, until))
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "ada", MONDAY)
    asking = await inside.ports.checkins.rounds.asking("ada", MONDAY)

    assert [each.id for each in asking] == ([] if away else [opened.round_id])
    round_ = await inside.ports.checkins.rounds.round(opened.round_id, MONDAY)
    assert round_.expected == (2 if away else 3)
    assert sitting.away_until == (date(2026, 11, until) if away else None)
    assert "ada" in [each.id for each in sitting.people], "away or not, they can be responsible"


async def test_the_day_is_that_of_the_check_in_s_zone(inside: Ground) -> None:
    opened = await inside.open()
    await inside.ports.people.absences.away("ada", "Ada", date(2026, 11, 16))
    evening = MONDAY.replace(hour=23, minute=30) + timedelta(hours=6)  # 23:30 in Chicago
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "ada", evening)

    assert sitting.away_until == date(2026, 11, 16)


async def test_guests_are_asked_only_by_name_and_others_also_where_no_member_is(
    inside: Ground,
) -> None:
    named = "respondents: {members: false, people: [eve@contoso.example]}"
    await inside.plan(office().replace("open_for: 24h", f"open_for: 24h, {named}"))
    members = (member("ada"), member("eve", guest=True))
    await inside.ports.people.rosters.save(Roster(TEAM, members, Gap("no"), {}, Gap("no")))
    await inside.ports.people.names.resolve({"eve@contoso.example": member("eve", guest=True)})
    ((opened,), _) = await inside.ports.checkins.rounds.open(None, MONDAY)

    assert await asked(inside, opened.round_id, "ada", "eve") == [False, True]
    assert await inside.ports.checkins.rounds.asking("ada", MONDAY) == []
    (asking,) = await inside.ports.checkins.rounds.asking("eve", MONDAY)
    assert asking.id == opened.round_id


async def test_the_owner_is_known_by_name_once_looked_up(inside: Ground) -> None:
    opened = await inside.open()
    called, subject = "ada@contoso.example", card(opened.round_id)
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "grace", MONDAY)
    assert sitting.owner is None
    assert (await part(inside, subject, "grace")).owner == ""
    assert await those(inside, subject, Role.PROJECT_OWNER, "ada", "grace", called) == [called]

    await inside.ports.people.names.resolve({called: member("ada")})
    sitting = await inside.ports.checkins.answers.sitting(opened.round_id, "grace", MONDAY)
    assert sitting.owner == "Ada"
    assert (await part(inside, subject, "grace")).owner == "Ada"
    assert await those(inside, subject, Role.PROJECT_OWNER, "ada", "grace", called) == ["ada"]
