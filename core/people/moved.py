"""Names of the office file that mean somebody else than before, and what staff are told of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.markup import clean
from core.people.model import Person
from core.words import listed

SHOWN = 10  # names in one message; the rest is counted
AFTER = (
    "What {it} may do went with the name, and what was asked and answered before did not. Where "
    "that is wrong, write whom you mean in the office file, best by their object id, and import it."
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One such name. `now` is None where nobody is called so any more; `principal` is what the
    person of before is called today, empty where that is not known; `places` are where the office
    file has the name, by part and id."""

    called: str
    before: Person
    now: Person | None
    principal: str
    places: tuple[str, ...]


def says(moved: Sequence[Moved]) -> str:
    """The message to staff, in plain text; it stays short however many there are."""
    one = len(moved) == 1
    head = (
        "A name of the office file means somebody else now"
        if one
        else "Names of the office file mean others now"
    )
    rest = f"; and {len(moved) - SHOWN} more" if len(moved) > SHOWN else ""
    told = "; ".join(map(_one, moved[:SHOWN]))
    return f"{head}: {told}{rest}. {AFTER.format(it='it' if one else 'they')}"


def _one(name: Moved) -> str:
    where = f" ({listed(list(name.places), 3)})" if name.places else ""
    before = clean(name.before.name)
    if name.now is None:
        today = f", who is {name.principal} today" if name.principal else ""
        return f"{name.called} is nobody’s now, and was {before}’s{today}{where}"
    now = clean(name.now.name)
    if now == before:
        return f"{name.called} is another {now} now{where}"
    return f"{name.called} is {now}, and was {before}{where}"
