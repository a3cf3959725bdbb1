"""What cards do not show yet, and whose turn it is to be shown."""

from collections.abc import Sequence
from datetime import timedelta

from core.posting.deliveries import State
from core.posting.subjects import Posted, Subject
from jobs.showing import show_what_is_behind
from tests.ground import Ground

AT_ONCE = timedelta()


async def delivery(inside: Ground, subject: Subject) -> int:
    """The delivery of its card."""
    found = await inside.value(
        """
        SELECT id FROM deliveries
        WHERE kind = %(kind)s AND thing = %(id)s AND recipient = %(recipient)s
        """,
        **subject.arguments,
    )
    return int(str(found))


async def arrive(inside: Ground, subject: Subject, activity_id: str = "17") -> None:
    """The card came to its conversation, and shows all there is."""
    deliveries = inside.ports.posting.deliveries
    found = await deliveries.get(await delivery(inside, subject))
    assert found
    await deliveries.sent(found.id, activity_id, found.changes)


async def posted(inside: Ground, subject: Subject) -> Posted:
    """Where a card is that arrived."""
    found = await inside.ports.posting.cards.posted(subject)
    assert found
    return found


async def unshown(inside: Ground, subject: Subject) -> int:
    """How many changes its card does not show yet, whether it has arrived or not."""
    found = await inside.ports.posting.deliveries.get(await delivery(inside, subject))
    assert found
    return len(found.changes)


async def show(inside: Ground, *subjects: Subject) -> None:
    """Their cards are edited, and show all there is."""
    for each in subjects:
        changes = (await posted(inside, each)).changes
        await inside.ports.posting.cards.shown(each, changes)


async def behind(inside: Ground) -> Sequence[Subject]:
    """Cards that have something to show and that nobody is about to show."""
    return await inside.ports.posting.cards.behind(AT_ONCE)


async def rest(inside: Ground, seconds: float = 60) -> None:
    """Let real time have passed since every card was sent or edited."""
    await inside.database.run(
        "UPDATE deliveries SET shown_at = shown_at - make_interval(secs => %(seconds)s)",
        {"seconds": seconds},
    )


async def edits(inside: Ground) -> Sequence[Subject]:
    """Whose edits are deferred once every card has rested and was looked after."""
    await rest(inside)
    await show_what_is_behind(inside.ports)
    return [Subject(**each) for each in await inside.jobs("show")]  # type: ignore[arg-type]


async def state(inside: Ground, delivery: int) -> State:
    """Where it stands."""
    found = await inside.ports.posting.deliveries.get(delivery)
    assert found
    return found.state
