"""What is set up in teams and around them: apps, tabs, labels, and rules for all groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WEBSITE = "com.microsoft.teamspace.tab.web"  # the id that Microsoft's own website tabs have


@dataclass(frozen=True, slots=True)
class App:
    """One app, in the catalogue or as it is installed in a team: there with its `version` there.

    `method` is Graph's distributionMethod; `awaiting` is a newer version that nobody has approved.
    """

    id: str
    name: str
    version: str
    method: str = "store"
    awaiting: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """What stands over a channel; `app` is the catalogue's id, `url` where it leads.

    One that was made through Graph has an `id` of its own, so that there may be two alike;
    `content` is what it shows where that is not `url`.
    """

    name: str
    app: str
    url: str = ""
    id: str = ""
    entity: str = ""
    content: str = ""
    removal: str = ""


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan in Planner that was made through Graph; there may be two of one title."""

    id: str
    title: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, in the plan of that id."""

    id: str
    plan: str
    title: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Label:
    """A sensitivity label."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Policy:
    """When groups end that nobody renews; `covers` is Graph's managedGroupTypes."""

    days: int
    covers: str = "All"


@dataclass(frozen=True, slots=True)
class Governance:
    """What the organisation has set for all groups.

    `rules` are the values of Group.Unified that differ from the template's, by Microsoft's names;
    None where nobody has ever made such settings. `conceals` is whether usage reports hide names.
    """

    rules: Mapping[str, str] | None = field(default=None, hash=False)
    policy: Policy | None = None
    conceals: bool = False
