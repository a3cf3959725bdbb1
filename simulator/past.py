"""What was said before the tenant first started, and the time it then was."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from simulator.facts import Said
from simulator.messages import Content
from simulator.places import people_chat
from simulator.world import World


def restore_clock(world: World) -> None:
    """A second start continues with the clock where it was moved to."""
    ahead = world.storage.get("clock", "ahead")
    if ahead is not None:
        world.clock.ahead = timedelta(seconds=ahead)
    elif world.settings.now is not None:
        world.clock.set(world.settings.now)
        world.storage.put("clock", "ahead", world.clock.ahead.total_seconds())


def begin(world: World) -> None:
    """The first start: what was said until now counts as read."""
    if world.storage.get("began", "at") is None:
        world.storage.put("began", "at", world.clock.now.isoformat())
        tell(world)
        world.reading.past_ends()


def began(world: World) -> datetime:
    """The tenant's time at its first start; raises TypeError before there was one."""
    return datetime.fromisoformat(world.storage.get("began", "at"))


def tell(world: World) -> None:
    """Whatever should have been said by now and was not: the clock may have been moved on."""
    told = world.storage.get("told", "count") or 0
    due = [each for each in _in_order(world)[told:] if each[0] <= world.clock.now]
    for moment, said in due:
        place = said.place if isinstance(said.place, str) else people_chat(*said.place)
        world.post(place, said.sender, Content(said.text), at=moment)
    world.storage.put("told", "count", told + len(due))


def clock_moved(world: World) -> None:
    """A clock set back before anything happened takes back what was not said by then."""
    if world.messages.last_seq == world.storage.get("seeded", "seq") and any(
        each.sent_at > world.clock.now for each in world.messages.all()
    ):
        world.messages.forget()
        world.reading.forget()
        world.storage.put("told", "count", 0)
        tell(world)
        world.reading.past_ends()
    tell(world)


def _in_order(world: World) -> list[tuple[datetime, Said]]:
    """Their moments lie before the first start, wherever the clock was moved since."""
    today = began(world).astimezone(ZoneInfo(world.facts.time_zone))
    found = [(_moment(each, today), each) for each in world.facts.said]
    return sorted(found, key=lambda each: each[0])


def _moment(said: Said, today: datetime) -> datetime:
    """Local time of that working day: nobody chats on a Sunday at four in the morning."""
    day = today.date()
    for _ in range(said.days_ago):
        day -= timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))
    return (datetime.combine(day, time(), today.tzinfo) + said.at).astimezone(UTC)
