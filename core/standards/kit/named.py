"""People whom a clause names, by object id or user principal name, among those who are there."""

from collections.abc import Sequence

from core.standards.facts import Account, Unknown

NAMELESS = "Microsoft Graph does not say what somebody's account is called; object ids can be told"


def absent(named: Sequence[str], people: Sequence[Account], least: int = 1) -> tuple[str, ...]:
    """Who of those named is not there.

    Raises Unknown where `least` of them seem to be missing, and one may be there under a principal
    name that Graph did not give.
    """
    there = {told.casefold() for each in people for told in (each.id, each.principal)}
    missing = tuple(person for person in named if person.casefold() not in there)
    by_name = any("@" in person for person in missing)
    if by_name and len(missing) >= least and not all(each.principal for each in people):
        raise Unknown(NAMELESS)
    return missing
