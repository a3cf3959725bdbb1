"""People, as everything else of ours calls them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the organisation, by Entra object id."""

    id: str
    name: str
