"""What is known of names in a snapshot without them, as lines of its file."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from core.standards.clauses import Judgement
from core.standards.model import Outcome, Remedy, RemedyMode, Subject, SubjectType
from core.standards.rules import Verdict
from core.standards.snapshots.hidden import About, Hidden


def hidden_lines(hidden: Hidden) -> Iterator[list[Any]]:
    """The lines, each with what it is at its front."""
    yield ["hidden", hidden.salt, hidden.judged_on.isoformat()]
    for key, answers in hidden.scopes.items():
        yield ["scope", key, answers]
    for key, found in hidden.verdicts.items():
        yield ["clause", key]
        for judgement in found:
            yield ["said", key, *_packed(*judgement)]
    for key, about in hidden.waivers.items():
        yield ["waiver", key, *about]


class HiddenLines:
    """Takes such lines, one after the other."""

    def __init__(self) -> None:
        self._head: tuple[str, date] | None = None
        self._scopes: dict[str, dict[str, bool | str]] = {}
        self._verdicts: dict[str, list[Judgement]] = {}
        self._waivers: dict[str, About] = {}

    def take(self, what: str, line: Sequence[Any]) -> None:
        """One line. Raises ValueError or KeyError for what is none."""
        key, *rest = line
        if what == "hidden":
            self._head = (str(key), date.fromisoformat(rest[0]))
        elif what == "scope":
            [self._scopes[key]] = rest
        elif what == "clause":
            self._verdicts[key] = []
        elif what == "said":
            self._verdicts[key].append(_unpacked(*rest))
        elif what == "waiver":
            team, person, about = rest
            self._waivers[key] = (team, person, about)
        else:
            raise ValueError(what)

    def made(self) -> Hidden | None:
        """All of it; None where there was none."""
        if self._head is None:
            return None
        return Hidden(*self._head, self._scopes, self._verdicts, self._waivers)


def _packed(subject: Subject, verdict: Verdict) -> list[Any]:
    remedy = verdict.remedy and [verdict.remedy.kind, verdict.remedy.mode.value]
    about = [subject.type.value, subject.id, subject.name, subject.team]
    said = [verdict.outcome.value, verdict.says, verdict.seen, verdict.wanted]
    return [about, said, remedy]


def _unpacked(about: list[Any], said: list[Any], remedy: list[Any] | None) -> Judgement:
    type_, id_, name, team = about
    outcome, says, seen, wanted = said
    kind = Remedy(remedy[0], RemedyMode(remedy[1])) if remedy else None
    subject = Subject(SubjectType(type_), id_, name, team)
    return subject, Verdict(Outcome(outcome), says, seen, wanted, kind)
