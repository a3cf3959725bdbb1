"""Owners get one card a week at most with all that is not met; *Later* puts it off by days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.days import full_day, local_day
from core.pressing.forms import Data, day, new_nonce, nonce_of, typed
from core.standards.changes.ports import FixPorts
from core.standards.ports import StandardsPorts

LONGEST = timedelta(days=14)  # that it may be put off: the usual grace of a clause
OLD_FORM = "This form does not fit any more. Press the button again."


@dataclass(frozen=True, slots=True)
class LaterForm:
    """The form of *Later*; `mistakes` has a sentence by input."""

    today: date
    until: str
    nonce: str
    mistakes: Mapping[str, str] = field(default_factory=dict)


async def hand_out(ports: StandardsPorts) -> LaterForm:
    """With tomorrow in it."""
    _, zone = await ports.runs.center()
    today = local_day(ports.clock.now(), zone)
    return LaterForm(today, (today + timedelta(days=1)).isoformat(), new_nonce())


async def put_off(
    ports: StandardsPorts, fixes: FixPorts, person_id: str, data: Data
) -> str | LaterForm:
    """No card until that day, then a new one with what is left; twice is once.

    Raises InputError for what no form sends.
    """
    nonce = nonce_of(data, OLD_FORM)
    form = await hand_out(ports)
    written = typed(data, ("until",), OLD_FORM).get("until", "")
    until = day(written)
    last = form.today + LONGEST
    if until is None or not form.today < until <= last:
        says = f"Choose a day after today, until {full_day(last)} at most."
        return LaterForm(form.today, written, nonce, {"until": says})
    await fixes.reminders.put_off(person_id, until)
    return f"Saved. It comes again on {full_day(until)}."
