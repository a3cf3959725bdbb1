"""What standards need to be allowed: to read, and apart from that to put right what they find."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.standards.changes.kinds import kinds
from core.standards.engine import reads, rules
from core.standards.model import Standard
from core.standards.reads import Read

READ_FOR: Mapping[Read, str] = {
    Read.GROUPS: "teams with their owners",
    Read.MEMBERS: "who is in a team",
    Read.USERS: "accounts: disabled, licensed, guests, departments",
    Read.TEAMS: "archived teams, settings",
    Read.CHANNELS: "channels",
    Read.CHANNEL_EMAILS: "channels’ e-mail addresses",
    Read.CHANNEL_MEMBERS: "who is in private and shared channels",
    Read.APPS: "installed apps",
    Read.TABS: "tabs",
    Read.ACTIVITY: "when anybody was last active in a team",
    Read.PLANS: "Planner plans",
    Read.GROUP_SETTINGS: "who may make teams, and how they are named",
    Read.GUEST_SETTINGS: "whether a team may have guests",
    Read.LIFECYCLE_POLICIES: "when teams expire",
    Read.REPORT_SETTINGS: "whether reports conceal names",
    Read.CATALOGUE: "the apps of the catalogue",
}


@dataclass(frozen=True, slots=True)
class Need:
    """An application permission with what is read by it, and the ids of the rules that judge that.

    Without a rule it is for the list of teams, or for what a standard applies to.
    """

    permission: str
    reads: tuple[Read, ...]
    rules: tuple[str, ...]

    @property
    def read_for(self) -> str:
        """In words, what is read."""
        return "; ".join(READ_FOR[read] for read in self.reads)


def needs(standards: Iterable[Standard]) -> list[Need]:
    """The least that judging these takes, by name of the permission."""
    asked = list(standards)
    wanted = reads(asked)
    named = sorted({clause.rule for standard in asked for clause in standard.clauses})
    return [
        _need(permission, [read for read in Read if read in wanted], named)
        for permission in sorted({read.permission for read in wanted})
    ]


def _need(permission: str, wanted: Iterable[Read], named: Iterable[str]) -> Need:
    by_it = tuple(read for read in wanted if read.permission == permission)
    return Need(
        permission, by_it, tuple(rule for rule in named if {*rules()[rule].reads} & {*by_it})
    )


@dataclass(frozen=True, slots=True)
class WriteNeed:
    """An application permission that remedies write by, with their kinds, and whose they are."""

    permission: str
    kinds: tuple[str, ...]
    rules: tuple[str, ...]


def write_needs(standards: Iterable[Standard]) -> list[WriteNeed]:
    """The least that all remedies of these standards take, and undoing them; nothing is written
    without a plan that somebody approved."""
    named = {clause.rule for standard in standards for clause in standard.clauses}
    used = sorted({rules()[rule].remedy for rule in named})
    return [
        _written_by(
            permission, [kind for kind in used if permission in permissions_of(kind)], named
        )
        for permission in sorted({each for kind in used for each in permissions_of(kind)})
    ]


def _written_by(permission: str, used: Sequence[str], named: Iterable[str]) -> WriteNeed:
    by_rule = sorted(rule for rule in named if rules()[rule].remedy in used)
    return WriteNeed(permission, tuple(used), tuple(by_rule))


def permissions_of(kind: str) -> frozenset[str]:
    """All that a kind of remedy may need, to write and to put back."""
    found = kinds()[kind]
    return frozenset(filter(None, (found.needs, found.at_times, found.undo_needs)))
