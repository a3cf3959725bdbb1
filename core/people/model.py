"""People, as everything else of ours calls them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the organisation, by Entra object id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonClock:
    """The zone by whose clock somebody lives, and their client's locale, empty where nobody told.

    `own` is what the office file says, else what their client told last; None where neither did.
    """

    own: str | None
    center: str
    locale: str

    @property
    def zone(self) -> str:
        """By which zone their days are counted."""
        return self.own or self.center
