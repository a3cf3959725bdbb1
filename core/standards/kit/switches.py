"""The settings of a team are objects of switches: what is asked of them is judged in one way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from core.standards.facts import Team, Unknown, known
from core.standards.model import Remedy, RemedyMode
from core.standards.rules import Verdict, failed, passed
from core.words import listed

K = TypeVar("K", bound=str)
Words = tuple[str, str]  # who may do something, and what


@dataclass(frozen=True, slots=True)
class Panel:
    """One of these objects: `name` is Graph's, `may` says whom each switch lets do what.

    `chosen` says of the settings that are no switches what each of them is: "GIFs are rated".
    """

    name: str
    remedy: str
    may: Mapping[str, Words]
    chosen: Mapping[str, str] = field(default_factory=dict)

    def check(self, team: Team, expect: Mapping[K, object]) -> Verdict:
        """Whether all that is expected is so. Raises Unknown for what Graph did not say."""
        settings = known(team.settings).get(self.name, {})
        asked: dict[str, object] = {str(name): expect[name] for name in sorted(expect)}
        found = {name: self._found(name, settings.get(name)) for name in asked}
        wrong = [name for name in found if found[name] != asked[name]]
        if not wrong:
            return passed("as the standard asks")

        return failed(
            "; ".join([*self._switched(wrong, asked), *self._other(wrong, found, asked)]),
            Remedy(self.remedy, RemedyMode.AUTO, choices=tuple(wrong), pick=len(wrong)),
            seen=tuple(f"{name}: {_word(found[name])}" for name in wrong),
            wanted=tuple(f"{name}: {_word(asked[name])}" for name in wrong),
        )

    def _found(self, name: str, value: object) -> object:
        if name in self.may and not isinstance(value, bool):
            raise Unknown(f"Microsoft Graph did not say whether {' may '.join(self.may[name])}")
        if name in self.chosen and (not isinstance(value, str) or value == "unknownFutureValue"):
            raise Unknown(f"Microsoft Graph did not say how {self.chosen[name]}")
        return value

    def _switched(self, wrong: list[str], asked: Mapping[str, object]) -> Iterator[str]:
        """What people may and should not, then what they may not and should."""
        for who in dict.fromkeys(each for each, _ in self.may.values()):
            for value, may, wanted in ((False, "may", "may not"), (True, "may not", "may")):
                named = [
                    f"{may} {self.may[name][1]}"
                    for name in wrong
                    if name in self.may and self.may[name][0] == who and asked[name] is value
                ]
                if named:
                    yield f"{who} {listed(named)}, and the standard asks that they {wanted}"

    def _other(
        self, wrong: list[str], found: Mapping[str, object], asked: Mapping[str, object]
    ) -> Iterator[str]:
        for name in wrong:
            if name in self.chosen:
                seen = f"{self.chosen[name]} {found[name]}"
                yield f"{seen}, and the standard asks for {asked[name]}"


def let(who: str, may: Mapping[str, str]) -> dict[str, Words]:
    """The words of switches that are all about the same people."""
    return {name: (who, what) for name, what in may.items()}


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
