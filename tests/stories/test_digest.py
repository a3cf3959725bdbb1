"""A leader's digest: when it comes, to whom, and what it says."""

from datetime import timedelta

from bot.commands.digest import IN_OUR_CHAT, WAITS
from core.digests.who import LEADERS
from simulator import look_up
from tests.rehearsal import Rehearsal
from tests.stories.digests import (
    TUESDAY,
    chat,
    digests,
    office,
    presses,
    seen,
    tuesday,
)
from tests.stories.people import GREEN, LATE_STORE, MONDAY, Person, read
from tests.stories.wire import Wire

LONDON = (
    "people:\n",
    "people:\n  - {person: desmond.achebe@contoso.example, time_zone: Europe/London}\n",
)


async def test_each_leader_gets_it_at_its_time_in_their_zone_once(
    center: Rehearsal, other: Rehearsal
) -> None:
    await office(center, LONDON)
    kim, desmond, ada = [await chat(center, name) for name in ("kim", "desmond.achebe", "ada")]
    london = TUESDAY - timedelta(hours=6)
    counts = []
    for when in (london - timedelta(minutes=1), london, TUESDAY - timedelta(minutes=1), TUESDAY):
        await center.at(when)
        await other.sweep()
        await center.settled()
        counts.append(tuple(len(digests(center, each)) for each in (desmond, kim, ada)))

    assert counts == [(0, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 0)]
    await center.at(TUESDAY + timedelta(weeks=1))
    assert len(digests(center, kim)) == 2


async def test_it_tells_what_teams_answered_and_who_was_silent(
    monday: Rehearsal, ada: Person, noor: Person
) -> None:
    kim = await chat(monday, "kim")
    await ada.answers(**LATE_STORE)
    await noor.answers(**GREEN)
    await tuesday(monday)
    told = seen(monday, kim)

    assert told.startswith("Week 47 · Contoso · 4 initiatives")
    assert "1 of 8 projects reported" in told
    assert "Apollo app red since Tue 17 Nov\nThe store said no." in told
    assert "Borealis controller silent since Tue 17 Nov, never reported" in told
    assert "5 others silent" in told
    assert "A digest of a later day says what changed." in told
    for person in ("Ada", "Noor"):
        assert person not in told, "a reason has no name"


async def test_the_next_one_says_what_changed(monday: Rehearsal, ada: Person) -> None:
    kim = await chat(monday, "kim")
    await ada.answers(**GREEN)
    await tuesday(monday)
    await monday.at(MONDAY + timedelta(weeks=1))
    await ada.answers(**LATE_STORE)
    await monday.at(TUESDAY.replace(hour=9, minute=1) + timedelta(weeks=1))
    await monday.at(TUESDAY + timedelta(weeks=1))

    assert "Apollo app red since Tue 24 Nov, was green" in seen(monday, kim)
    assert "worse since your last digest" not in seen(monday, kim), "the days say so already"
    assert "Since Tue 17 Nov: 1 worse" in seen(monday, kim)


async def test_a_red_that_falls_silent_stays_red_with_its_reason(
    monday: Rehearsal, ada: Person
) -> None:
    kim = await chat(monday, "kim")
    await ada.answers(**LATE_STORE)
    await tuesday(monday)
    await monday.at(MONDAY + timedelta(weeks=1))
    await tuesday(monday, weeks=1)
    told = seen(monday, kim)

    assert "0 of 8 projects reported · 8 silent" in told
    assert (
        "■\nApollo app red, silent since Tue 24 Nov\nThe store said no.\nred since Tue 17 Nov"
        in told
    )
    assert "No colour changed since Tue 17 Nov." in told


async def test_one_project_is_asked_for_by_its_name(monday: Rehearsal, ada: Person) -> None:
    kim = await chat(monday, "kim")
    await ada.answers(**LATE_STORE)
    await tuesday(monday)
    told = await kim.writes("digest apollo", kim.chat)

    assert told.startswith("Week 47 · Apollo app\n1 of 1 project reported")
    assert "Borealis" not in told
    assert "Week 47 · Third generation" in await kim.writes("digest Third generation", kim.chat)
    assert await kim.writes("digest apolo", kim.chat) == (
        "Nothing in your scope is called “apolo”. Did you mean “Apollo app”?"
    )
    desmond = await chat(monday, "desmond.achebe")
    refused = await desmond.writes("digest cedar", desmond.chat)
    assert refused.startswith("Nothing in your scope is called “cedar”.")
    assert "Cedar" not in refused


async def test_staff_who_lead_nothing_get_the_whole_for_themselves(
    monday: Rehearsal, ada: Person, kim: Person
) -> None:
    await ada.answers(**LATE_STORE)
    await monday.at(TUESDAY.replace(hour=9, minute=1))
    pat = await chat(monday, "pat")
    told = await pat.writes("digest", pat.chat)

    assert told.startswith("Week 47 · Contoso · 4 initiatives\n1 of 8 projects reported")
    assert "Seen" in read((await presses(pat, "digest.acknowledge"))["card"])
    assert await kim.writes("digest decisions", kim.chat)
    await monday.at(TUESDAY + timedelta(weeks=1))
    assert len(digests(monday, pat)) == 1, "the weekly one is for leaders"


async def test_who_adds_the_app_later_gets_what_waited_for_them(center: Rehearsal) -> None:
    kim = Person(center, "kim")
    await tuesday(center)
    assert digests(center, kim) == []
    await chat(center, "kim")

    assert len(digests(center, kim)) == 1


async def test_a_leader_sees_their_own_scope_alone(center: Rehearsal) -> None:
    desmond, tomasz = [await chat(center, each) for each in ("desmond.achebe", "tomasz.wieczorek")]
    await tuesday(center)

    assert "your 2 initiatives" in seen(center, desmond)
    assert "0 of 5 projects reported" in seen(center, desmond)
    assert "One back office" in seen(center, tomasz)
    assert "0 of 2 projects reported" in seen(center, tomasz)
    for title in ("Apollo", "Dovetail", "Ember", "Fjord", "Harbor", "Borealis"):
        assert title not in read(*digests(center, tomasz))
    for title in ("Cedar", "Granite", "Borealis", "One back office", "Contoso"):
        assert title not in read(*digests(center, desmond))


async def test_digest_gives_a_fresh_one_at_any_time(monday: Rehearsal, ada: Person) -> None:
    kim = await chat(monday, "kim")
    first = await kim.writes("digest", kim.chat)
    assert "0 of 8 projects reported" in first

    await ada.answers(**GREEN)
    await monday.at(TUESDAY.replace(hour=9, minute=1))
    assert "1 of 8 projects reported" in await kim.writes("Digest please", kim.chat)
    assert len(digests(monday, kim)) == 2


async def test_a_message_that_teams_repeats_is_one_digest(center: Rehearsal, wire: Wire) -> None:
    kim = await chat(center, "kim")
    said = wire.message(kim, "digest", id="1700000000000")
    heard = await wire.posts(*[said] * 5)
    await wire.post(said)
    await center.settled()

    assert [each.status for each in heard] == [200] * 5
    assert len(digests(center, kim)) == 1


async def test_who_is_no_leader_is_told_who_gets_digests(center: Rehearsal, ada: Person) -> None:
    assert await ada.writes("@Process Center digest") == LEADERS
    vikram = await chat(center, "vikram.rathore")

    assert await vikram.writes("digest", vikram.chat) == LEADERS
    assert digests(center, vikram) == []


async def test_a_leader_who_asks_in_a_channel_gets_it_in_their_own_chat(
    center: Rehearsal,
) -> None:
    await center.install(["Leadership"])
    kim = await chat(center, "kim")
    kim = Person(center, "kim", look_up.team(center.tenant.world, "Leadership").general)

    assert await kim.writes("@Process Center digest") == IN_OUR_CHAT
    await center.settled()
    assert len(digests(center, kim)) == 1


async def test_it_waits_for_a_leader_who_never_wrote_to_us(center: Rehearsal) -> None:
    await center.install(["Leadership"])
    kim = Person(center, "kim", look_up.team(center.tenant.world, "Leadership").general)

    assert await kim.writes("@Process Center digest") == WAITS
    await chat(center, "kim")
    await center.settled()
    assert len(digests(center, kim)) == 1


async def test_with_nothing_in_scope_it_says_so_and_who_decides(center: Rehearsal) -> None:
    later = "objectives:\n", "objectives:\n  - {id: later, title: Later}\n"
    await office(center, ("scope: [one-back-office]", "scope: [later]"), later)
    tomasz = await chat(center, "tomasz.wieczorek")
    told = await tomasz.writes("digest", tomasz.chat)

    assert "Nothing is in your scope yet" in told
    assert "The Process Center can give you objectives" in told


async def test_who_leads_no_more_gets_none_and_cannot_press_the_old_one(center: Rehearsal) -> None:
    kim = await chat(center, "kim")
    await tuesday(center)
    await office(center, ("    - {person: kim@contoso.example, scope: all}\n", ""))
    heard = await presses(kim, "digest.acknowledge")
    await center.at(TUESDAY + timedelta(weeks=1))

    assert heard == {"kind": "message", "text": LEADERS}
    assert len(digests(center, kim)) == 1
    assert await kim.writes("digest", kim.chat) == LEADERS


async def test_a_second_one_on_the_first_day_promises_nothing_that_is_not_so(
    center: Rehearsal,
) -> None:
    kim = await chat(center, "kim")
    await tuesday(center)
    again = await kim.writes("digest", kim.chat)

    for told in (seen(center, kim), again):
        assert "A digest of a later day says what changed." in told


async def test_help_names_what_else_digest_can_be_asked_for(center: Rehearsal) -> None:
    kim = await chat(center, "kim")
    told = await kim.writes("help", kim.chat)

    assert "digest PROJECT" in told
    assert "digest decisions" in told
