"""What is unclear is looked for less and less often, and at last never again."""

from dataclasses import replace

from core.posting.deliveries import Patience, State, Unfound
from jobs.tasks import settle_deliveries
from store.standing import standing
from tests.ground import MONDAY, Ground, office
from tests.store.cards import state
from tests.store.test_deliveries import added

PATIENCE = Patience()
UNTIL_LOOKED = """
    SELECT round(extract(epoch FROM CASE WHEN look_at < 'infinity' THEN look_at END - now()))::int
    FROM deliveries
"""


async def pass_until(inside: Ground, what: str) -> None:
    """Let so much real time have passed that this is due."""
    await inside.database.run(
        "UPDATE deliveries SET look_at = look_at - (CASE WHEN look_at < 'infinity' "
        "THEN look_at - now() ELSE '0' END), changed_at = changed_at - %(time)s::interval",
        {"time": what},
    )


async def looks(inside: Ground, unfound: Unfound, repeats: int) -> list[int]:
    """After how many seconds each look comes, until there are no more."""
    unclear = inside.ports.posting.unclear
    delivery = await added(inside, State.UNKNOWN)
    await inside.database.run("UPDATE deliveries SET repeats = %(n)s", {"n": repeats})
    await pass_until(inside, "10 s")
    found: list[int] = []
    while await unclear.due(PATIENCE.look):
        await unclear.looked(delivery, PATIENCE, unfound)
        wait = await inside.value(UNTIL_LOOKED)
        if not isinstance(wait, int):
            break
        found.append(wait)
        await pass_until(inside, "0 s")
    return found


async def test_looks_for_what_was_sent_often_enough_grow_apart_and_end(inside: Ground) -> None:
    assert await looks(inside, Unfound.NOT_THERE, repeats=3) == [10, 20, 40, 80, 160, 320, 640]
    assert await inside.ports.posting.unclear.due(PATIENCE.look) == []
    assert (await standing(inside.database)).unposted == 0, "nobody waits for it any more"


async def test_a_look_that_fails_holds_up_no_other(inside: Ground) -> None:
    """Else it would be the first again, every two seconds, and all others behind it."""
    ((first, _), _) = await two_unclear(inside)

    class Stumbles:
        async def find_card(self, team_id: str, channel_id: str, marker: str) -> str | Unfound:
            del team_id, channel_id
            if marker == first:
                raise ValueError(marker)
            return "17"

    posting = replace(inside.ports.posting, search=Stumbles())
    await settle_deliveries.run(replace(inside.ports, posting=posting))
    found = await inside.database.all(dict, "SELECT state, tries FROM deliveries ORDER BY id")
    assert [(each["state"], each["tries"]) for each in found] == [("unknown", 1), ("sent", 0)]


async def two_unclear(inside: Ground) -> list[tuple[str, int]]:
    """Rounds whose cards may have arrived, with their deliveries, the first first."""
    text = office().replace("checkins:", "checkins:\n  - {id: daily, project: apollo, "
                            'schedule: {cron: "0 9 * * *"}}')  # fmt: skip
    await inside.plan(text)
    await inside.ports.checkins.rounds.open(["daily", "weekly"], MONDAY)
    await inside.database.run(
        """
        UPDATE deliveries SET state = 'unknown', waits_for_address = false,
            changed_at = now() - interval '1 minute' + id * interval '1 second'
        """
    )
    found = await inside.database.all(dict, "SELECT thing, id FROM deliveries ORDER BY id")
    return [(each["thing"], each["id"]) for each in found]


async def test_where_nobody_may_look_there_is_nothing_to_wait_for(inside: Ground) -> None:
    assert await looks(inside, Unfound.NOT_ALLOWED, repeats=3) == []


async def test_where_it_cannot_be_read_just_now_it_is_sent_once_more_much_later(
    inside: Ground,
) -> None:
    """A few minutes in which Graph is away are no reason to post twice; an hour is."""
    unclear = inside.ports.posting.unclear
    delivery = await added(inside, State.UNKNOWN)
    delivery, waits = await added(inside, State.UNKNOWN), []
    await pass_until(inside, "100 s")
    for _ in range(7):
        await unclear.looked(delivery, PATIENCE, Unfound.NOT_READ)
        waits.append(await inside.value(UNTIL_LOOKED))
    assert waits == [10, 20, 40, 80, 160, 320, 500], "at the latest when it is sent once more"

    patience = PATIENCE.until_repeated(Unfound.NOT_READ)
    await pass_until(inside, "490 s")
    assert not await unclear.repeat(delivery, PATIENCE.most, patience)
    await pass_until(inside, "10 s")
    assert await unclear.repeat(delivery, PATIENCE.most, patience)


async def test_before_it_is_sent_once_more_it_is_looked_for_then_at_the_latest(
    inside: Ground,
) -> None:
    unclear = inside.ports.posting.unclear
    delivery = await added(inside, State.UNKNOWN)
    await pass_until(inside, "100 s")
    for _ in range(4):
        await unclear.looked(delivery, PATIENCE, Unfound.NOT_THERE)
    assert await inside.value(UNTIL_LOOKED) == 20
    await pass_until(inside, "20 s")
    assert await unclear.repeat(delivery, PATIENCE.most, PATIENCE.repeat)


async def test_new_ones_are_looked_for_before_those_that_were_not_found(inside: Ground) -> None:
    for number in range(120):
        delivery = await added(inside, State.UNKNOWN, key=f"k{number}")
        await inside.database.run("UPDATE deliveries SET tries = 5 WHERE id = %(id)s",
                                  {"id": delivery})  # fmt: skip
    new = await added(inside, State.UNKNOWN, key="new")
    await pass_until(inside, "1 h")

    found = await inside.ports.posting.unclear.due(PATIENCE.look)
    assert found[0].id == new


async def test_an_unclear_message_comes_to_its_end_by_the_job_alone(inside: Ground) -> None:
    """A chat, where nobody can look; each time it is sent the answer is lost."""
    delivery = await added(inside, State.UNKNOWN)
    for _ in range(10):
        await pass_until(inside, "5 min")
        await settle_deliveries.run(inside.ports)
        await inside.database.run("UPDATE deliveries SET state = 'unknown' WHERE state = 'queued'")

    assert await state(inside, delivery) is State.UNKNOWN
    assert await inside.value("SELECT repeats FROM deliveries") == PATIENCE.most
    assert await inside.value("SELECT look_at = 'infinity' FROM deliveries") is True
