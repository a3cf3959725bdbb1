"""`check in` — open this channel's check-in now; in a personal chat, answer what waits for you."""

from bot.chat.bringing import bring
from bot.chat.turn import Reply, Turn
from bot.commands import Command
from cards.checkins import checkins_waiting
from core.checkins import who
from core.days import full_day, local_day
from core.posting.subjects import Subject
from core.pressing.place import Scope
from core.words import listed

AWAY = "You are away until {day}, so no check-in asks you. Write “back” to be asked again."


async def run(turn: Turn) -> Reply:
    """Open what this channel has; of an open round the card is given, where it is missing."""
    if turn.channel_id is None:
        until = await turn.ports.people.absences.until(turn.person_id)
        clock = await turn.clock()
        if until and until >= local_day(turn.now, clock.zone):
            return Reply(says=AWAY.format(day=full_day(until)))
        waiting = await turn.ports.checkins.rounds.asking(turn.person_id, turn.now)
        return Reply(card=checkins_waiting.build(waiting, clock.own or ""))
    ids = await turn.ports.checkins.rounds.in_channel(turn.channel_id)
    if not ids:
        return Reply(says="This channel has no check-in yet. Ask the Process Center for one.")
    opened, _ = await turn.ports.checkins.rounds.open(ids, turn.now, turn.person_id)
    for each in opened:
        if not each.new:
            says = f"The check-in of {each.project} is open already"
            await bring(turn, Subject("round", each.round_id), says)
    new = [each.project for each in opened if each.new]
    return Reply(to_all=turn.did(f"opened the check-in of {listed(new)}") if new else "")


COMMAND = Command(
    run,
    help="Open the channel’s check-in now; in a personal chat, answer what waits",
    who=who.OPEN,
    offered={
        Scope.TEAM: "Open this channel’s check-in now",
        Scope.PERSONAL: "Answer what waits for you",
    },
)
