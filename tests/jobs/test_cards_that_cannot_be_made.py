"""A card that cannot be made is not tried for ever: it has failed then, and people are told."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from core.posting.deliveries import Cause, State
from core.posting.subjects import Subject
from core.posting.unsent import Unsent, to_tell
from jobs.tasks import clear, deliver, settle_deliveries
from tests.ground import Ground
from tests.store.cards import delivery, state
from tests.store.digests import TUESDAY, keep, told
from tests.store.test_clearing import keeping

DAY = timedelta(days=1)


async def unsent(inside: Ground) -> list[Unsent]:
    """What people are told of."""
    return to_tell(await inside.ports.posting.unsent.all(staying=True), timedelta())


async def test_a_card_whose_row_cannot_be_read_fails_in_the_end(inside: Ground) -> None:
    round_id = (await inside.open()).round_id
    number = await delivery(inside, Subject("round", round_id))
    asked = await inside.value("SELECT asked::text FROM rounds")
    await inside.database.run("""UPDATE rounds SET asked = '{"of": "another version"}'""")
    for _ in range(deliver.DRAWN - 1):
        with pytest.raises(ValidationError):
            await deliver.run(inside.ports, number)
        await inside.database.run("DELETE FROM limits")
    assert await state(inside, number) is State.QUEUED, "it may be a matter of minutes"
    await deliver.run(inside.ports, number)

    await inside.forget_jobs()
    await inside.database.run("UPDATE deliveries SET changed_at = changed_at - interval '1 hour'")
    await settle_deliveries.run(inside.ports)
    assert await inside.jobs("deliver") == []
    assert await state(inside, number) is State.FAILED
    assert [each.cause for each in await unsent(inside)] == [Cause.UNDRAWN]

    await inside.database.run("UPDATE rounds SET asked = %(asked)s::jsonb", {"asked": asked})
    assert await inside.ports.posting.unsent.again("round", round_id) == 1
    assert await inside.jobs("deliver") == [{"delivery_id": number}]


async def test_a_card_whose_words_are_kept_no_longer_is_made_no_more(inside: Ground) -> None:
    """A digest that failed, and is sent again when what it told is gone."""
    await keep(inside, told("one"))
    await keep(inside, told("two", at=TUESDAY + 7 * DAY))
    await inside.database.run(
        "UPDATE deliveries SET state = 'failed', cause = 'blocked' WHERE thing = 'one'"
    )
    await inside.at(TUESDAY + 20 * DAY)
    await clear.JOB(keeping(inside, runs=DAY).ports)
    assert await inside.ports.posting.unsent.again("digest", "one") == 1

    number = await delivery(inside, Subject("digest", "one", "kim"))
    await deliver.run(inside.ports, number)
    assert await state(inside, number) is State.FAILED
    (card,) = await unsent(inside)
    assert card.reason.startswith("This digest is not there any more.")
