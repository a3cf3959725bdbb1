"""Leaders deal with their digests and ask, and the owners who are asked reply."""

import asyncio
from random import Random

import pytest

from simulator.colleagues import sayings
from simulator.colleagues.answering import Answering
from simulator.colleagues.leaders import Leaders, LeadersWish
from simulator.colleagues.live import one_act, one_reply
from simulator.colleagues.retros import Retros
from simulator.colleagues.stories import stories
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, person
from tests.simulator.tiny_bot import TinyBot, posted
from tests.simulator.toy_digest import ToyDigest

SEED = 1  # with which some ask
LEADERS = ("kim", "ruth.adeyemi", "desmond.achebe", "tomasz.wieczorek")


@pytest.fixture
async def digest(client: Client, tenant: Tenant, bot: TinyBot) -> ToyDigest:
    """Four leaders have one in their chats; the owner of Cedar is asked."""
    people = [person(name).id for name in (*LEADERS, "nomvula.khumalo")]
    await tenant.install([], people)
    chats = [tenant.world.places.bot_chat(id_) for id_ in people]
    digest = ToyDigest(client, owner=chats[-1])
    bot.areas.append(digest.answer)
    for chat in chats[:-1]:
        await digest.send(chat)
    return digest


async def test_leaders_decide_ask_and_acknowledge_and_owners_reply(
    client: Client, digest: ToyDigest
) -> None:
    met = (await client("POST", "/control/leaders", {"seed": SEED})).body

    assert sorted(digest.acknowledged) == sorted(person(name).id for name in LEADERS)
    assert all(each["acknowledged"] for each in met["leaders"])
    assert set(digest.decided.values()) <= {"yes", "no"}
    assert set(digest.decided) == set(digest.waits), "and nothing that was settled"
    assert digest.asked == [each["asked"] for each in met["leaders"] if each["asked"]] != []
    assert digest.replied == [each["reply"] for each in met["replies"]]
    assert len(digest.replied) == len(digest.asked)


async def test_owners_reply_to_questions_that_arrive_late(
    client: Client, digest: ToyDigest
) -> None:
    digest.held = True
    meeting = asyncio.create_task(client("POST", "/control/leaders", {"seed": SEED}))
    await digest.read.wait()
    await digest.deliver()

    assert len((await meeting).body["replies"]) == len(digest.asked) > 0


async def test_questions_and_replies_are_about_the_project(
    client: Client, digest: ToyDigest
) -> None:
    await client("POST", "/control/leaders", {"seed": SEED})
    fitting = [*sayings.questions("cedar"), *sayings.questions("anyone")]
    answers = {each.asks: each.replies for each in fitting}

    assert set(digest.asked) <= set(answers)
    for reply in digest.replied:
        assert any(reply in answers[asked] for asked in digest.asked)


async def test_a_digest_is_dealt_with_once(client: Client, digest: ToyDigest) -> None:
    await client("POST", "/control/leaders", {})
    again = (await client("POST", "/control/leaders", {"seed": 2})).body

    assert again == {"leaders": [], "replies": []}
    assert len(digest.acknowledged) == len(LEADERS)


async def test_who_is_left_out_neither_reads_nor_replies(
    client: Client, bot: TinyBot, digest: ToyDigest
) -> None:
    out = [person("kim").id, person("nomvula.khumalo").id]
    await client("POST", "/control/leaders", {"seed": SEED, "left_out": out})

    assert len(digest.acknowledged) == len(LEADERS) - 1
    assert digest.replied == []
    assert not {each["from"]["aadObjectId"] for each in bot.of("invoke")} & set(out)


async def test_a_question_that_never_arrives_is_waited_for_in_vain_once(
    tenant: Tenant, digest: ToyDigest
) -> None:
    digest.owner = "a:1nobody"
    leaders = Leaders(tenant.world, tenant.acts, patience=0.05)
    met = await leaders.meet(LeadersWish(seed=SEED))

    assert digest.asked
    assert met["replies"] == []


async def test_a_live_owner_replies_to_the_visitor_but_not_as_the_visitor(
    tenant: Tenant, digest: ToyDigest
) -> None:
    leaders = Leaders(tenant.world, tenant.acts)
    await digest.ask("When do we see the trial load?")
    async with tenant.world.hub.listen(person("nomvula.khumalo").id):
        assert not await one_reply(tenant.world, leaders)
    async with tenant.world.hub.listen(person("kim").id):
        assert await one_reply(tenant.world, leaders)
        assert not await one_reply(tenant.world, leaders)

    assert len(digest.replied) == 1


async def test_who_was_asked_replies_before_anybody_answers_a_check_in(
    client: Client, tenant: Tenant, digest: ToyDigest, apollo: str
) -> None:
    world, acts = tenant.world, tenant.acts
    await client.post(apollo, posted())
    await digest.ask("When do we see the trial load?")
    dice = Random(1)  # noqa: S311 - colleagues, not keys
    retros, leaders = Retros(world, acts), Leaders(world, acts)
    await one_act(world, Answering(world, acts), retros, leaders, dice)

    assert len(digest.replied) == 1


async def test_one_of_several_buttons_of_a_verb_is_pressed_by_its_data(
    client: Client, tenant: Tenant, digest: ToyDigest
) -> None:
    kim = person("kim").id
    chat = tenant.world.places.bot_chat(kim)
    order = {"as": kim, "conversation": chat, "verb": "digest.decide"}
    said_no = {"data": {"wanted": "w3", "decision": "no"}}
    pressed = await client("POST", "/control/press", order | said_no)
    nothing = await client("POST", "/control/press", order | {"data": {"wanted": "w9"}})

    assert pressed.body["kind"] == "message"
    assert digest.decided == {"w3": "no"}
    assert nothing.status == 404


def test_every_story_is_asked_about_and_each_question_has_replies() -> None:
    for name in stories():
        assert all(each.story == name for each in sayings.questions(name))
        assert all(len(each.replies) > 1 for each in sayings.questions(name))


def test_a_reply_fits_its_question_however_the_card_writes_it() -> None:
    asked = sayings.questions("fjord")[0]
    escaped = asked.asks.replace(".", "\\.").upper()

    assert sayings.replies("Kim asks:", escaped) == asked.replies
    assert sayings.replies("Is it raining?") != asked.replies


def test_the_project_of_a_text_is_the_first_that_has_a_story() -> None:
    assert sayings.story_in(["Ask about the Cedar billing", "apollo"]) == "cedar"
    assert sayings.story_in(["Ask about cedarwood"]) == "anyone"
