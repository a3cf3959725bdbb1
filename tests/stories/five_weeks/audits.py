"""What audits have to say by who owns which team: teams counted, findings by their cause.

One standard asks each team for an owner (must) and for a second one (should). A team without any
breaks both clauses, and is one finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tests.stories.five_weeks.diary import day, weekday

Owners = Mapping[str, int]  # of each team how many of them can sign in
STRIP = 8
MILDER = "Must · only a should before"
WHY = "Because."


@dataclass(frozen=True)
class Night:
    """One audit: its day, and how many owners each team had."""

    on: date
    owners: Owners

    def level(self, team: str) -> str:
        """What speaks for the team; empty where all is met."""
        return {0: "must", 1: "should"}.get(self.owners[team], "")

    @property
    def open(self) -> list[str]:
        """The teams with a finding."""
        return [each for each in self.owners if self.level(each)]

    @property
    def tidy(self) -> int:
        """How many have what must be."""
        return sum(self.level(each) != "must" for each in self.owners)


def is_news(now: Night, seen: Night | None) -> bool:
    """Whether a night is worth a card to who saw that of another night last."""
    return seen is None or bool(_new(now, seen) or _worse(now, seen))


def card(nights: Sequence[Night], seen: Night | None) -> list[str]:
    """The lines of a report that tell ages, counts and news; without what else stands there."""
    now = nights[-1]
    teams = len(now.owners)
    state = f"all {teams} teams" if now.tidy == teams else f"{now.tidy} of {teams} teams"
    lines = [f"Contoso · nightly audit · {state} tidy"]
    if seen is None:
        must = [each for each in now.open if now.level(each) == "must"]
        return [
            *lines,
            *(str(len(must)), "must, not met"),
            *(str(len(now.open) - len(must)), "should, not met"),
            *("0", "unknown"),
            *_shares(nights),
        ]
    new, worse, before = _new(now, seen), _worse(now, seen), weekday(seen.on)
    still = [each for each in now.open if each not in (*new, *worse)]
    called = "new or worse" if new and worse else "new" if new else "worse"
    lines += [str(len(new) + len(worse)), called, str(len(still)), "still open"]
    lines += [str(len(_fixed(now, seen))), "fixed", f"{called.capitalize()} since {before}"]
    lines += [_told(nights, each) for each in (*new, *worse)]
    lines += [f"{MILDER}, since {weekday(since(nights, each))} · {WHY}" for each in worse]
    for level in ("must", "should"):
        lines += _rule([each for each in still if now.level(each) == level], nights, level)
    return [*lines, *([f"Still open · {len(still)}"] if still else []), *_shares(nights)]


def fixed_line(now: Night, seen: Night) -> str:
    """How the line begins that tells what was put right; empty where nothing was."""
    fixed = _fixed(now, seen)
    return f"{len(fixed)} fixed since {weekday(seen.on)}: " if fixed else ""


def quiet(between: int) -> list[str]:
    """The one line for the nights without news before it."""
    return [f"{_many(between, 'audit')} in between had nothing new."] if between else []


def _told(nights: Sequence[Night], team: str) -> str:
    """The finding itself."""
    number, now = nights[-1].owners[team], nights[-1].level(team)
    asks = {"must": 1, "should": 2}[now]
    return f"{team}: {_many(number, 'active owner')}; the standard asks for {asks}"


def _new(now: Night, seen: Night) -> list[str]:
    return [each for each in now.open if not seen.level(each)]


def _worse(now: Night, seen: Night) -> list[str]:
    levels = ("should", "must")
    return [each for each in now.open if (seen.level(each), now.level(each)) == levels]


def _fixed(now: Night, seen: Night) -> list[str]:
    return [each for each in seen.open if not now.level(each)]


def since(nights: Sequence[Night], team: str) -> date:
    """The first night from which on there was always something with this team."""
    first = nights[-1].on
    for each in reversed(nights):
        if not each.level(team):
            break
        first = each.on
    return first


def _rule(still: Sequence[str], nights: Sequence[Night], level: str) -> list[str]:
    if not still:
        return []
    oldest = min(since(nights, each) for each in still)
    names = f"{'the oldest ' if len(still) > 1 else ''}since {weekday(oldest)}"
    return [
        f"Enough active owners: not met in {_many(len(still), 'team')}",
        f"{level.capitalize()} · … · {names}",
    ]


def _shares(nights: Sequence[Night]) -> list[str]:
    shown = nights[-STRIP:]
    if len(shown) < 2:
        return []
    told = " · ".join(str(each.tidy) for each in shown)
    ends = f"{day(shown[0].on)} to {day(shown[-1].on)}"
    teams = len(nights[-1].owners)
    return [f"Teams tidy in the last {len(shown)} runs, {ends}", f"{told} of {teams}"]


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
