"""What can put a finding right: one file a kind, its name is the kind, each with a `KIND`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.standards.changes.model import Choice, Picks, Thing, Value
from core.standards.facts import Account, Team
from core.standards.model import Finding
from core.standards.organisation import Organisation
from core.standards.reads import Read


class ByHand(Exception):
    """No application should or can write this now, for a reason that people are told."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Facts:
    """What a kind may know to propose: the finding's team as it was read, and the organisation.

    `params` are those of the clause that is not met; `names` what people are called, by id.
    `accounts` are all that were read in any team, by their id and by their principal name, and
    `apps` the catalogue's ids of all that is installed anywhere, by that id and by their
    manifest's; both by names as `folded` has them.
    """

    team: Team
    organisation: Organisation
    params: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    apps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """One write that would put a finding right, or a part of it.

    `target` is what of the team is set: a person's id, a channel's, an app's, the name of an object
    of settings; empty for the team itself. `label` is what people call it. The first of `choices`
    is the likeliest; `picks` says what they stand for. A wish that has to be written by a person
    (a new name) picks TEXT and has None as `after`. `extra` has what else the write needs, and
    `needs` the permission where it is not the kind's.
    """

    target: str
    label: str
    before: Value
    after: Value
    choices: tuple[Choice, ...] = ()
    picks: Picks = Picks.NOTHING
    extra: Mapping[str, Value] = field(default_factory=dict)
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of remedy. Pure: it proposes from what was read, and writes nothing.

    `wishes(finding, facts)` raises Unknown where a fact it needs was not read, and ByHand where it
    must not be written; then, and where it wishes nothing, it is left to people. `title` begins a
    sentence on a card ("Make {label} an owner"); `done` is the same of what was done ("{label} is
    an owner now"). `needs` is the least application permission that writes it, empty where none
    does; `at_times` one that some of its wishes need instead; `undo_needs` that which puts it back,
    where it is another. `reads` are what proposing takes: a plan reads them beside what its rules
    ask for. `inverse` says in words what undoing does; without one it cannot be undone, and is
    never `auto`. `order`: smaller is applied first, an owner before an archive. `alone`: never
    approved together with others.
    """

    wishes: Callable[[Finding, Facts], Iterable[Wish]]
    thing: Thing
    title: str
    done: str
    needs: str
    inverse: str = ""
    undo_needs: str = ""
    at_times: str = ""
    reads: tuple[Read, ...] = ()
    order: int = 50
    alone: bool = False
