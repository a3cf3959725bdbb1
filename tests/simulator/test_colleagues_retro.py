"""Colleagues hold a retro: notes under fitting prompts, votes within the budget, actions."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import aiohttp
import pytest

from simulator.colleagues.answering import Wish
from simulator.colleagues.live import one_part
from simulator.colleagues.playing import Playing, RetroWish
from simulator.colleagues.retro_forms import Ballot
from simulator.colleagues.retros import Retros
from simulator.colleagues.sayings import MOODS, mood_of, notes, titles
from simulator.colleagues.stories import stories
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.test_colleagues import submitted
from tests.simulator.tiny_bot import TinyBot, posted
from tests.simulator.toy_retro import BUDGET, ToyRetro, send

WORDS = {"start": "idea", "stop": "bad", "continue": "good"}


@pytest.fixture
async def retro(client: Client, bot: TinyBot, apollo: str) -> ToyRetro:
    retro = ToyRetro(client, apollo)
    bot.areas.append(retro.answer)
    await retro.open()
    return retro


async def play(client: Client, **wish: object) -> dict[str, object]:
    answer = await client("POST", "/control/retro", wish)
    (played,) = answer.body["retros"]
    assert isinstance(played, dict)
    return played


async def test_a_whole_retro_is_played_to_its_summary(client: Client, retro: ToyRetro) -> None:
    played = await play(client)

    assert retro.phase is None
    assert played["phase"] == "closed"
    assert played["unsent"] == 0
    assert played["notes"] == len(retro.notes) >= 5
    assert played["ballots"] == len(retro.ballots) == 6
    assert played["actions"] == len(retro.actions) >= 2
    assert all(action["owner"] and action["due"] for action in retro.actions)


async def test_it_is_played_through_the_phase_that_is_asked_for(
    client: Client, retro: ToyRetro
) -> None:
    for until, ballots in (("write", 0), ("vote", 6), ("write", 6)):
        played = await play(client, until=until, conversation=retro.conversation)
        assert retro.notes
        assert len(retro.ballots) == ballots

    assert played["phase"] == retro.phase == "vote"
    assert retro.actions == []


async def test_played_again_nobody_takes_part_twice(client: Client, retro: ToyRetro) -> None:
    await play(client, until="write")
    written = len(retro.notes)
    await play(client, until="write", seed=7)

    assert len(retro.notes) == written


async def test_notes_stand_under_prompts_that_fit_and_are_written_once(
    client: Client, retro: ToyRetro
) -> None:
    await play(client, until="write")

    moods = {saying.text: saying.mood for saying in (*notes("apollo"), *notes("anyone"))}
    for prompt, text in retro.notes:
        assert moods[text] == WORDS[prompt]
    assert len({text for _, text in retro.notes}) == len(retro.notes)
    assert max(Counter(retro.writers).values()) > 1


async def test_the_next_retro_says_something_else(client: Client, retro: ToyRetro) -> None:
    await play(client)
    said = {text for _, text in retro.notes}
    retro.notes, retro.phase = [], "write"
    await retro.open()
    await play(client, until="write")

    assert retro.notes
    assert said.isdisjoint(text for _, text in retro.notes)


async def test_who_is_left_out_does_nothing(client: Client, bot: TinyBot, retro: ToyRetro) -> None:
    ada = person("ada")
    await play(client, left_out=[ada.id])

    assert retro.phase is None
    assert ada.id not in {each["from"]["aadObjectId"] for each in bot.of("invoke")}


async def test_ballots_over_pages_stay_within_the_budget(client: Client, retro: ToyRetro) -> None:
    await play(client, until="vote")

    assert all(ballot.total() <= BUDGET for ballot in retro.ballots.values())
    assert sum(ballot.total() for ballot in retro.ballots.values()) > BUDGET
    pages = {int(id_[1:]) // 4 for ballot in retro.ballots.values() for id_ in ballot}
    assert len(pages) > 1
    assert retro.refused == 0


@pytest.mark.parametrize(
    "votes_of_a_note",
    [
        {"type": "Input.Number", "min": 0, "max": 5},
        {"type": "Input.ChoiceSet", "choices": [{"value": str(many)} for many in range(6)]},
    ],
    ids=["typed", "chosen"],
)
def test_a_ballot_that_is_refused_is_given_with_fewer_votes(votes_of_a_note: Any) -> None:
    ballot = Ballot(Random(1))  # noqa: S311 - colleagues, not keys
    form = {"actions": [send("retro.submit_ballot")], "body": [
        {**votes_of_a_note, "id": f"n{at}"} for at in range(3)
    ]}  # fmt: skip
    given = [ballot.write(form, again) for again in range(4)]

    votes = [data and sum(int(data[f"n{at}"]) for at in range(3)) for data in given]
    assert votes == [5, 2, 0, None]


def test_the_notes_that_are_liked_are_so_wherever_they_stand_and_whatever_their_ids() -> None:
    favourites = []
    for ids in ("abcdef", "fedcba"):
        rows = {id_: f"Note {place}" for place, id_ in enumerate(ids)}
        body = [
            {"type": "ColumnSet", "columns": [
                {"items": [{"type": "RichTextBlock", "inlines": [{"text": text}]}]},
                {"items": [{"type": "Input.Number", "id": id_, "label": "Votes", "max": 3}]},
            ]}
            for id_, text in sorted(rows.items())
        ]  # fmt: skip
        form = {"body": body, "actions": [send("retro.submit_ballot")]}
        given = Ballot(Random(1)).write(form, 0)  # noqa: S311 - colleagues, not keys
        assert given is not None
        favourites.append({text: given[id_] for id_, text in rows.items()})

    assert favourites[0] == favourites[1]


async def test_somebody_who_may_moves_it_on_when_others_may_not(
    tenant: Tenant, retro: ToyRetro
) -> None:
    noor = person("noor.haddad").id
    retro.chairs = {noor}
    playing = Playing(tenant.world, Retros(tenant.world, tenant.acts), patience=0.05)
    (played,) = await playing.play(RetroWish(until="vote"))

    assert played["phase"] == retro.phase == "vote"
    assert "Ask somebody who may move it on." in played["answers"]


async def test_the_next_phase_begins_as_soon_as_the_card_shows_it(
    tenant: Tenant, retro: ToyRetro
) -> None:
    retro.late = True
    playing = Playing(tenant.world, Retros(tenant.world, tenant.acts), patience=60)
    played = asyncio.create_task(playing.play(RetroWish(until="vote")))
    await retro.moved.wait()
    assert not retro.ballots
    await retro.show()

    async with asyncio.timeout(60):
        assert (await played)[0]["ballots"] == 6


async def test_a_retro_that_nobody_may_move_on_is_left_where_it_is(
    tenant: Tenant, retro: ToyRetro
) -> None:
    retro.chairs = set()
    playing = Playing(tenant.world, Retros(tenant.world, tenant.acts), patience=0.05)
    (played,) = await playing.play(RetroWish())

    assert played["phase"] == retro.phase == "write"


async def test_some_of_the_earlier_actions_are_done_once(client: Client, retro: ToyRetro) -> None:
    retro.earlier = [f"a{number}" for number in range(6)]
    await retro.show()
    played = await play(client, until="write")
    await play(client, until="write", seed=2)

    assert 0 < len(retro.ticked) < 6
    assert len(set(retro.ticked)) == len(retro.ticked) == played["closed_actions"]


async def test_the_same_seed_plays_the_same_retro(begin: Starts, bot: TinyBot) -> None:
    told = []
    for seed in (3, 3, 4):
        async with playing_alone(begin, bot) as retro:
            await play(retro.client, seed=seed)
            texts = sorted(retro.notes), sorted(action["title"] for action in retro.actions)
            told.append((texts, retro.ballots))

    assert told[0] == told[1] != told[2]


@asynccontextmanager
async def playing_alone(begin: Starts, bot: TinyBot) -> AsyncIterator[ToyRetro]:
    """A tenant of its own, so that nothing was said before."""
    async with begin() as tenant, aiohttp.ClientSession() as session:
        await tenant.install(["PRJ-Apollo"], [])
        retro = ToyRetro(Client(session, tenant.url), channel("PRJ-Apollo", "Status"))
        bot.areas = [retro.answer]
        await retro.open()
        yield retro


async def test_a_retro_below_a_check_in_keeps_nobody_from_answering_it(
    client: Client, tenant: Tenant, bot: TinyBot, apollo: str
) -> None:
    await client.post(apollo, posted())
    retro = ToyRetro(client, apollo)
    bot.areas.append(retro.answer)
    await retro.open()
    await tenant.answer(Wish(conversation=apollo, count=2))

    assert [data["verb"] for data in submitted(bot)] == ["checkin.submit"] * 2


async def test_another_form_is_filled_where_its_verb_is_ordered(
    client: Client, retro: ToyRetro
) -> None:
    await client.post(retro.conversation, posted())
    wish = {"conversation": retro.conversation, "count": 2, "verb": "retro.add_note"}
    answered = (await client("POST", "/control/answer", wish)).body["answered"]

    assert [each["result"]["text"] for each in answered] == ["Saved."] * 2
    assert len(retro.notes) == 2


async def test_an_unknown_phase_is_refused_in_words(client: Client) -> None:
    answer = await client("POST", "/control/retro", {"until": "lunch"})

    assert answer.status == 400
    assert "write, vote, actions, closed" in answer.body["error"]


async def test_live_colleagues_take_part_but_leave_moving_on_to_the_visitor(
    tenant: Tenant, retro: ToyRetro
) -> None:
    retros, dice = Retros(tenant.world, tenant.acts), Random(1)  # noqa: S311 - colleagues
    visitor = person("ada").id
    async with tenant.world.hub.listen(visitor):
        for phase in ("write", "vote", "actions"):
            retro.phase = phase
            await retro.show()
            while await one_part(tenant.world, retros, dice):
                pass
            assert retro.phase == phase

    assert set(Counter(retro.writers).values()) == {2}
    assert visitor not in {*retro.writers, *retro.ballots}
    assert set(retro.ballots) == set(retro.writers)
    assert len(retro.actions) == 2


def test_every_story_has_notes_of_each_mood_and_actions() -> None:
    told = [(name, saying) for name in stories() for saying in notes(name)]
    for name in stories():
        assert {saying.mood for at, saying in told if at == name} == set(MOODS)
        assert len(titles(name)) >= 4
    texts = [saying.text for _, saying in told]
    assert len(texts) == len(set(texts)) >= 150
    assert max(map(len, texts)) <= 80


@pytest.mark.parametrize(
    ("mood", "prompts"),
    [
        ("good", ["continue", "liked", "learned", "wind", "strengths"]),
        ("bad", ["stop", "lacked", "anchor", "rocks", "weaknesses", "threats"]),
        ("idea", ["start", "longed_for", "island", "opportunities"]),
    ],
)
def test_the_prompts_of_well_known_formats_have_a_mood(mood: str, prompts: list[str]) -> None:
    assert {mood_of(prompt) for prompt in prompts} == {mood}


def test_a_prompt_without_a_telling_id_is_known_by_its_question() -> None:
    assert mood_of("p1", "What should we stop doing?") == "bad"
    assert mood_of("p1", "And?") == ""
