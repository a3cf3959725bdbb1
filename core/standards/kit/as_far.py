"""For whom something holds, as far as it is known: what does not hang on the others is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.standards.facts import Unknown

T = TypeVar("T")

# Beside what was seen, so that a waiver that accepted just this does not hold when it may be more.
PERHAPS_OTHERS = "perhaps others"


@dataclass(frozen=True, slots=True)
class Number:
    """How many; `sign` says that it may be more, or fewer, and is empty where it is known."""

    sign: str
    number: int

    @property
    def seen(self) -> int | str:
        """As a finding has it: a waiver for this very number must not hold where it may differ."""
        return f"{self}" if self.sign else self.number

    def __str__(self) -> str:
        """As a sentence has it: "at least 2"."""
        return f"{self.sign}{self.number}"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Those for whom it holds for sure; `gaps` are the reasons why it is not known of others."""

    sure: tuple[T, ...]
    gaps: tuple[str, ...]

    @property
    def least(self) -> Number:
        """For how many it holds at least."""
        return Number("at least " if self.gaps else "", len(self.sure))

    @property
    def most(self) -> Number:
        """For how many it may hold."""
        return Number("at most " if self.gaps else "", len(self.sure) + len(self.gaps))

    def more_than(self, number: float) -> bool:
        """Whether it holds for more. Raises Unknown where that hangs on those not known."""
        if len(self.sure) > number:
            return True
        if self.most.number > number:
            raise Unknown(self.gaps[0])
        return False


def holding(people: Iterable[T], holds: Callable[[T], bool]) -> Found[T]:
    """For whom `holds` is true; of whom it raises Unknown it is not known."""
    sure, gaps = [], []
    for each in people:
        try:
            if holds(each):
                sure.append(each)
        except Unknown as gap:
            gaps.append(gap.reason)
    return Found(tuple(sure), tuple(gaps))
