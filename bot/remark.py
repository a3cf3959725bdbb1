"""What `doctor` says of one thing that it looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at: `fine` is None where it could not be looked at.

    One that is not fine says in `says` what to do.
    """

    about: str
    fine: bool | None
    says: str
