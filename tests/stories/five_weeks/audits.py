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


def is_news(nights: Sequence[Night]) -> bool:
    """Whether the last of them is worth a card."""
    return len(nights) == 1 or bool(_new(nights) or _worse(nights))


def line(nights: Sequence[Night]) -> str:
    """The one line for a night without news."""
    now, fixed = nights[-1], _fixed(nights)
    head = f"Nightly audit, {weekday(now.on)}: nothing new"
    stays = f"{_many(len(now.open), 'finding')} still open in {_many(len(now.open), 'team')}."
    return f"{head}{f', {len(fixed)} fixed' if fixed else ''}. {stays} Write “audit” for the list."


def card(nights: Sequence[Night]) -> list[str]:
    """The lines of a report that tell ages, counts and news; without what else stands there."""
    now = nights[-1]
    teams = len(now.owners)
    state = f"all {teams} teams" if now.tidy == teams else f"{now.tidy} of {teams} teams"
    lines = [f"Contoso · nightly audit · {state} tidy"]
    if len(nights) == 1:
        must = [each for each in now.open if now.level(each) == "must"]
        return [
            *lines,
            *(str(len(must)), "must, not met"),
            *(str(len(now.open) - len(must)), "should, not met"),
            *("0", "unknown"),
            *_shares(nights),
        ]
    new, worse, before = _new(nights), _worse(nights), weekday(nights[-2].on)
    still = [each for each in now.open if each not in (*new, *worse)]
    called = "new or worse" if new and worse else "new" if new else "worse"
    lines += [str(len(new) + len(worse)), called, str(len(still)), "still open"]
    lines += [str(len(_fixed(nights))), "fixed", f"{called.capitalize()} since {before}"]
    lines += [_told(nights, each) for each in (*new, *worse)]
    lines += [f"{MILDER}, since {weekday(since(nights, each))} · {WHY}" for each in worse]
    for level in ("must", "should"):
        lines += _rule([each for each in still if now.level(each) == level], nights, level)
    return [*lines, *([f"Still open · {len(still)}"] if still else []), *_shares(nights)]


def fixed_line(nights: Sequence[Night]) -> str:
    """How the line begins that tells what was put right; empty where nothing was."""
    fixed = _fixed(nights)
    return f"{len(fixed)} fixed since {weekday(nights[-2].on)}: " if fixed else ""


def _told(nights: Sequence[Night], team: str) -> str:
    """The finding itself."""
    number, now = nights[-1].owners[team], nights[-1].level(team)
    asks = {"must": 1, "should": 2}[now]
    return f"{team}: {_many(number, 'active owner')}; the standard asks for {asks}"


def _new(nights: Sequence[Night]) -> list[str]:
    return [each for each in nights[-1].open if not nights[-2].level(each)]


def _worse(nights: Sequence[Night]) -> list[str]:
    now, before = nights[-1], nights[-2]
    levels = ("should", "must")
    return [each for each in now.open if (before.level(each), now.level(each)) == levels]


def _fixed(nights: Sequence[Night]) -> list[str]:
    return [each for each in nights[-2].open if not nights[-1].level(each)]


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
