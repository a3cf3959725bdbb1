"""A digest of all of a scope follows those before it, and their cards are shown anew."""

from core.digests.model import Decided, Decision, Wanted
from core.posting.subjects import Subject
from tests.ground import DAY, Ground
from tests.store.cards import edits, show
from tests.store.digests import ONE, TODAY, TUESDAY, WEEK, about_apollo, keep, told

TWO = Subject("digest", "two", "kim")
HOUR = DAY / 24


async def followed(inside: Ground, name: str = "one") -> bool:
    """Whether it was, as its card is drawn."""
    return (await inside.ports.digests.digests.get(name)).followed


async def test_the_next_one_follows_it_and_shows_it_anew_once(inside: Ground) -> None:
    await keep(inside, told())
    assert not await followed(inside)
    await keep(inside, told("two", at=TUESDAY + WEEK))

    assert await followed(inside)
    assert not await followed(inside, "two")
    assert await edits(inside) == [ONE]
    await show(inside, ONE)
    await keep(inside, told("two", at=TUESDAY + WEEK))
    await keep(inside, told("three", at=TUESDAY + 2 * WEEK))
    assert await edits(inside) == [ONE, TWO], "the first one was shown already"


async def test_neither_one_project_nor_somebody_elses_nor_an_older_one_follows(
    inside: Ground,
) -> None:
    await keep(inside, told())
    await keep(inside, about_apollo(told("apollo", at=TUESDAY + WEEK)))
    await keep(inside, told("hers", at=TUESDAY + WEEK, person="lee"))
    await keep(inside, told("older", at=TUESDAY - WEEK))

    assert not await followed(inside)
    assert not await followed(inside, "apollo")
    await keep(inside, told("two", at=TUESDAY + 2 * WEEK))
    assert await followed(inside)
    assert await followed(inside, "apollo"), "what one project asks stands in the whole, too"
    assert set(await edits(inside)) == {ONE, Subject("digest", "apollo", "kim")}


async def test_what_cannot_reach_its_leader_follows_nothing(inside: Ground) -> None:
    await keep(inside, told())
    await inside.ports.digests.digests.keep(told("two", at=TUESDAY + WEEK), "kim-chat")
    assert await followed(inside), "it is on its way"
    await inside.database.run("UPDATE deliveries SET state = 'failed' WHERE thing = 'two'")

    assert not await followed(inside)
    await show(inside, ONE)
    await inside.ports.digests.digests.keep(told("three", at=TUESDAY + 2 * WEEK), "kim-chat")
    assert await edits(inside) == [ONE], "its buttons were there until now"


async def test_a_decision_that_could_still_be_changed_is_shown_anew_when_it_can_not(
    inside: Ground,
) -> None:
    store = Wanted("store", "A store", "apollo", "Apollo", TODAY, None)
    await keep(inside, told("one", "store"))
    yes = Decision("store", Decided.YES, TUESDAY, "Kim")
    await inside.ports.digests.digests.decide("one", "kim", store, yes, None)
    await keep(inside, told("two", at=TUESDAY + HOUR))
    await show(inside, ONE)
    await keep(inside, told("three", at=TUESDAY + WEEK))
    assert set(await edits(inside)) == {ONE, TWO}

    await show(inside, ONE, TWO)
    await keep(inside, told("four", at=TUESDAY + 2 * WEEK))
    found = await inside.database.all(
        dict, "SELECT thing FROM changes JOIN deliveries ON id = delivery"
    )
    assert [each["thing"] for each in found] == ["three"]
