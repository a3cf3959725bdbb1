"""What an audit knows of the organisation itself, beside its teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.facts import Gap
from core.standards.reads import NOT_ASKED


class Covers(StrEnum):
    """Which groups an expiration policy is for, by Graph's names (managedGroupTypes)."""

    ALL = "All"
    SELECTED = "Selected"
    NONE = "None"


@dataclass(frozen=True, slots=True)
class LifecyclePolicy:
    """When groups end that nobody renews; an organisation has at most one."""

    id: str
    days: int
    covers: Covers


@dataclass(frozen=True, slots=True)
class GroupRules:
    """The settings of the template Group.Unified; where nobody has made them, Graph's own values.

    `created_by` is the id of the group whose members may make teams where not everyone may, empty
    for nobody. `naming` is the requirement with its attributes in brackets; `blocked` in order.
    """

    everyone_creates: bool = True
    created_by: str = ""
    naming: str = ""
    blocked: tuple[str, ...] = ()
    guests_may_own: bool = False
    guests_allowed: bool = True


@dataclass(frozen=True, slots=True)
class Organisation:
    """Facts about all of it.

    `people` is how many enabled accounts of its own it has, `names` what all accounts are called,
    by their id. `policy` is None where there is none; `versions` are those of the
    catalogue's apps by their id. `read_on` is the day of the reading, in UTC.
    """

    people: int | Gap = NOT_ASKED
    names: Mapping[str, str] | Gap = NOT_ASKED
    rules: GroupRules | Gap = NOT_ASKED
    policy: LifecyclePolicy | Gap | None = NOT_ASKED
    names_hidden: bool | Gap = NOT_ASKED
    versions: Mapping[str, str] | Gap = NOT_ASKED
    read_on: date | None = None
