"""A fact is a value or a gap with its reason: what could not be read is never taken for fine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be read; `reason` is safe to show and says what is missing.

    It is `gone` where the answer was that there is none, so that asking again will not help.
    """

    reason: str
    gone: bool = False
