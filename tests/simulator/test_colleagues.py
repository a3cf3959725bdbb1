"""Colleagues fill the form as people do: from its own inputs, in their project's words."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from simulator.colleagues.answering import Answering, Wish
from simulator.colleagues.filling import Mood, Pen
from simulator.colleagues.form import Field
from simulator.colleagues.live import one_answer
from simulator.colleagues.stories import stories
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, channel, person
from tests.simulator.tiny_bot import TinyBot, posted

DICE = Random(1)  # noqa: S311 - colleagues, not keys


def submitted(bot: TinyBot) -> list[dict[str, Any]]:
    return [each["value"]["data"] for each in bot.of("task/submit")]


async def test_colleagues_press_fill_and_send(
    client: Client, tenant: Tenant, bot: TinyBot, apollo: str
) -> None:
    await client.post(apollo, posted())
    answered = (await client("POST", "/control/answer", {"conversation": apollo, "count": 5})).body

    assert [each["result"] for each in answered["answered"]] == [
        {"kind": "message", "text": "Saved."}
    ] * 5
    assert len({each["person"] for each in answered["answered"]}) == 5
    for data in submitted(bot):
        check_as_a_person_would(data)
    (left, _) = left_to_answer(tenant, apollo)
    more = await tenant.answer(Wish(conversation=apollo, share=1.0, left_out=(left,)))
    assert len(more) == 1
    assert left_to_answer(tenant, apollo) == [left]


def left_to_answer(tenant: Tenant, conversation: str) -> list[str]:
    answering = Answering(tenant.world, tenant.acts)
    (card,) = answering.open_cards(conversation)
    return [each.id for each in answering.unanswered(card)]


def check_as_a_person_would(data: dict[str, Any]) -> None:
    assert data["verb"] == "checkin.submit"
    assert data["nonce"] == "n"
    assert data["schedule"] in ("green", "amber", "red")
    assert bool(data["schedule_note"]) == (data["schedule"] != "green")
    assert len(data["schedule_note"]) <= 40
    assert data["progress"] == "" or 0 <= int(data["progress"]) <= 60
    assert data["forecast"] == "" or "2030-01-01" <= data["forecast"] <= "2030-06-30"
    assert bool(data["attention"]) == bool(data["attention_owner"]) == bool(data["attention_due"])


async def test_the_story_goes_on_from_card_to_card(
    client: Client, tenant: Tenant, bot: TinyBot, apollo: str
) -> None:
    told = []
    for _ in range(5):
        await client.post(apollo, posted())
        await tenant.answer(Wish(conversation=apollo, count=1))
        told.append(submitted(bot)[-1]["schedule"])

    assert told == ["green", "green", "green", "amber", "red"]
    assert "sign in" in submitted(bot)[4]["schedule_note"].lower()


async def test_the_same_seed_gives_the_same_answers(
    client: Client, tenant: Tenant, bot: TinyBot
) -> None:
    await tenant.install(["PRJ-Cedar"], [])
    cedar = channel("PRJ-Cedar", "Status")
    for _ in range(2):
        await client.post(cedar, posted())
        tenant.world.storage.put("weeks", cedar, [])
        await tenant.answer(Wish(conversation=cedar, count=3, mood=Mood.WORRIED))

    assert {data["schedule"] for data in submitted(bot)} <= {"green", "amber"}
    assert submitted(bot)[0]["schedule"] == "amber"


async def test_a_form_that_comes_back_is_corrected_once(
    client: Client, tenant: Tenant, bot: TinyBot, apollo: str
) -> None:
    bot.needs_word = True
    await client.post(apollo, posted())
    (answer,) = await tenant.answer(Wish(conversation=apollo, count=1))

    assert answer["result"]["kind"] == "message"
    assert len(submitted(bot)) == 2
    assert submitted(bot)[1]["team_word"]


async def test_named_people_answer_also_a_second_time_and_only_where_they_belong(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    await client.post(apollo, posted())
    ada, pat = person("ada").id, person("pat").id
    for _ in range(2):
        answered = await tenant.answer(Wish(conversation=apollo, people=(ada, pat)))
        assert [each["person"] for each in answered] == [ada]


async def test_a_named_button_is_pressed_on_the_newest_card(
    client: Client, bot: TinyBot, apollo: str
) -> None:
    await client.post(apollo, posted())
    wish = {"as": person("ada").id, "conversation": apollo, "verb": "checkin.no_change"}
    pressed = await client("POST", "/control/press", wish)
    nothing = await client("POST", "/control/press", wish | {"verb": "retro.next"})

    assert pressed.body["text"] == "Same as last week."
    assert len(bot.of("adaptiveCard/action")) == 1
    assert nothing.status == 404


async def test_live_colleagues_answer_one_by_one_but_never_for_the_visitor(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    await client.post(apollo, posted())
    answering = Answering(tenant.world, tenant.acts)
    visitor = person("ada").id
    async with tenant.world.hub.listen(visitor):
        while await one_answer(tenant.world, answering, DICE):
            pass

    left = left_to_answer(tenant, apollo)
    assert visitor in left
    assert len(left) < 7


def test_every_story_has_a_reason_for_each_colour() -> None:
    for name, story in stories().items():
        for number, week in enumerate(story.weeks):
            told = {area for area, colour in week.colours.items() if colour != "green"}
            assert told == set(week.notes), f"{name}, week {number + 1}"


def test_the_last_two_weeks_of_a_story_repeat() -> None:
    apollo = stories()["apollo"]
    count = len(apollo.weeks)
    assert apollo.week(count) is apollo.weeks[-2]
    assert apollo.week(count + 1) is apollo.weeks[-1]


def test_a_forecast_slips_with_its_story_and_recovers_but_never_to_the_holidays() -> None:
    """Apollo is to end on 11 December, seen from its first Monday."""
    first, apollo = date(2026, 8, 24), stories()["apollo"]
    told = []
    for number in (0, 4, 6, 8, 11, 12, 13):
        pen = Pen(apollo, number, first + timedelta(weeks=number), 3, (), DICE)
        told.append(pen.fill([Field("forecast", "Input.Date", {"value": "2026-12-01"})]))
    ends = [each["forecast"].removeprefix("2026-") for each in told]
    assert ends == ["12-11", "2027-01-08", "2027-01-08", "12-11", "12-18", "2027-01-08", "12-18"]


def test_what_a_week_means_for_somebody_is_put_before_them() -> None:
    cedar = stories()["cedar"]
    number = next(at for at, week in enumerate(cedar.weeks) if week.to[:1] == ("kim",))
    form = [
        Field("attention", "Input.Text", {"maxLength": 1000}),
        Field("attention_owner", "Input.ChoiceSet", {"choices": [{"value": "a"}, {"value": "k"}]}),
    ]
    pen = Pen(cedar, number, date(2026, 11, 9), 0, ("a",), DICE, named={"kim": "k"})
    assert pen.fill(form)["attention_owner"] == "k"
    assert replace(pen, named={}).fill(form)["attention_owner"] == "a"


async def test_nobody_answers_in_a_week_of_silence(
    client: Client, tenant: Tenant, bot: TinyBot
) -> None:
    await tenant.install(["PRJ-Ember"], [])
    ember = channel("PRJ-Ember", "Status")
    silent = next(at for at, week in enumerate(stories()["ember"].weeks) if week.share == 0)
    tenant.world.storage.put("weeks", ember, [])
    for _ in range(silent + 1):
        await client.post(ember, posted())
        answered = await tenant.answer(Wish(conversation=ember))
    assert answered == []
    assert submitted(bot)
