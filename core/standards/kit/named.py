"""People whom a clause names, by object id or user principal name, among those who are there."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.standards.facts import Account, Unknown

NAMELESS = "Microsoft Graph does not say what somebody's account is called; object ids can be told"


@dataclass(frozen=True, slots=True)
class Sought:
    """Of those named who is there, who is not, and who may be under a name that nobody gave."""

    there: tuple[str, ...]
    missing: tuple[str, ...]
    perhaps: tuple[str, ...]


def sought(named: Sequence[str], people: Sequence[Account], least: int = 1) -> Sought:
    """Look for them.

    Raises Unknown where `least` of them seem to be missing, but some of these may be there under a
    principal name that Graph did not give.
    """
    known = {told.casefold() for each in people for told in (each.id, each.principal)}
    there = tuple(person for person in named if person.casefold() in known)
    others = tuple(person for person in named if person not in there)
    if all(each.principal for each in people):
        return Sought(there, others, ())
    missing = tuple(person for person in others if "@" not in person)
    if len(others) >= least > len(missing):
        raise Unknown(NAMELESS)
    return Sought(there, missing, tuple(person for person in others if "@" in person))
