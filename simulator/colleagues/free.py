"""Says who acts by themselves: never the Process Center's staff, nor whom a visitor plays."""

from simulator.facts import Person
from simulator.messages import Message
from simulator.world import World


def is_free(world: World, person: Person, message: Message) -> bool:
    """A card belongs to the visitor who was them in its week, or in one after it."""
    if person.id in world.facts.staff:
        return False
    return not world.played.since(person.id, message.sent_at)
