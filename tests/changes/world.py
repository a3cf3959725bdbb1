"""A small tenant that can be written: it lags, loses answers, refuses, and dies when it is told."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from core.clock import Clock
from core.errors import NotRead
from core.people.roles import Part, Role
from core.standards.changes.approving import approve, approve_undo
from core.standards.changes.model import (
    Batch,
    Change,
    Pick,
    Plan,
    Step,
    Thing,
    Value,
    Who,
)
from core.standards.changes.ports import (
    ChangePorts,
    Look,
    MovedOn,
    NotPermitted,
    NotWritten,
    Patience,
    Plans,
    Unsure,
)
from core.standards.changes.working import work
from core.standards.facts import Reading
from core.standards.model import (
    AppliesTo,
    RemedyMode,
    Standard,
    Subject,
    SubjectType,
    Waiver,
)
from store.standards.plans import PlanStore

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
PAT = Who("pat", "Pat")
ADA = Who("ada", "Ada")
STANDARD = Standard("project-teams", "Project teams", AppliesTo(), ())
QUICK = Patience(looks=(0.0, 0.0, 0.0), again=(0.0,))


class Died(Exception):
    """The process was killed here."""


@dataclass(slots=True)
class World:
    """What is there, by team and target. `lags` looks see what was there before a write.

    `refuses` are errors by change id that a put raises without writing; `loses` those whose answer
    is lost, and whether it was written. `unread` fail so many looks.
    """

    things: dict[tuple[str, str], Value] = field(default_factory=dict)
    lags: int = 0
    refuses: dict[str, NotWritten] = field(default_factory=dict)
    loses: dict[str, bool] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    held: dict[str, str] = field(default_factory=dict)
    owners: set[str] = field(default_factory=set)
    puts: list[tuple[str, Value]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    before_put: Callable[[Change], None] = lambda _: None
    after_put: Callable[[Change], None] = lambda _: None
    old: dict[tuple[str, str], tuple[int, Value]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    slowly: Callable[[], Awaitable[None]] | None = None

    async def look(self, change: Change) -> Look:
        """What is seen of it now."""
        if change.team_id in self.gone:
            raise MovedOn("The team is not there any more.")
        if self.unread[change.id] > 0:
            self.unread[change.id] -= 1
            raise NotRead("Microsoft Graph is busy")
        key = change.team_id, change.target
        lag, value = self.old.get(key, (0, None))
        if lag > 0:
            self.old[key] = lag - 1, value
            return Look(value, {"seen": "old"})
        return Look(self.things.get(key), {"kept": self.things.get(key)})

    async def put(self, change: Change, value: Value, now: Look) -> None:
        """Write it once."""
        del now
        if self.slowly:
            await self.slowly()
        self.before_put(change)
        if error := self.refuses.get(change.id):
            raise error
        self.puts.append((change.id, value))
        if self.loses.get(change.id, True):
            key = change.team_id, change.target
            self.old[key] = self.lags, self.things.get(key)
            self.things[key] = value
            self.taken.append(change.id)
        self.after_put(change)
        if change.id in self.loses:
            raise Unsure("The answer did not come.")

    async def owns(self, _: str, person_id: str) -> bool:
        """Of every team."""
        return person_id in self.owners

    async def holds_back(self, change: Change) -> str:
        """Why it must stay."""
        return self.held.get(change.id, "")


@dataclass(slots=True)
class People:
    """Pat is staff; who owns a team, the world says."""

    world: World

    async def of(self, *_: object) -> Part | None:
        """Nobody is anything for a thing here."""
        return None

    async def at(self, _: str | None, team_id: str | None, person_id: str, here: str = "") -> Part:
        """Rosters still say that Ada owns every team."""
        assert not here
        roles = frozenset({Role.TEAM_OWNER}) if person_id == ADA.id else frozenset()
        return Part(person_id, roles, None, team_id, "", roster_known=True, guest=False)

    async def who(self, *_: object) -> list[str]:
        """Nobody."""
        return []

    async def is_staff(self, person_id: str) -> bool:
        """Pat is."""
        return person_id == PAT.id


@dataclass(slots=True)
class Office:
    """The office and the exceptions that hold. `tabs_in` is of the readings that were asked for."""

    waivers: list[tuple[str, Waiver]] = field(default_factory=list)
    tabs_in: list[Collection[str] | None] = field(default_factory=list)

    async def kept(self) -> list[tuple[str, Waiver]]:
        """All of them."""
        return self.waivers

    async def center(self) -> tuple[str, str]:
        """Contoso, in Chicago."""
        return "Contoso", "America/Chicago"

    async def archived_since(self, team_ids: Sequence[str]) -> Mapping[str, date]:
        """No team is archived."""
        del team_ids
        return {}

    async def held(self) -> None:
        """Nobody can tell."""

    async def read(self, *_: object, tabs_in: Collection[str] | None = None) -> Reading:
        """Nothing is read here."""
        self.tabs_in.append(tabs_in)
        raise NotRead("there is nothing to read")


@dataclass(slots=True)
class Scene:
    """A world, a real store, and what works on them."""

    plans: Plans
    world: World = field(default_factory=World)
    office: Office = field(default_factory=Office)
    clock: Clock = field(default_factory=lambda: Clock(lambda: MONDAY))

    @property
    def ports(self) -> ChangePorts:
        """For the engine."""
        standards = {STANDARD.name: STANDARD}
        people = People(self.world)
        world, office = self.world, self.office
        return ChangePorts(
            plans=self.plans,
            estate=world,
            tenants=office,
            permissions=office,
            waivers=office,
            office=office,
            standards=standards,
            parts=people,
            clock=self.clock,
            patience=QUICK,
        )

    async def plan(self, *changes: Change, plan_id: str = "plan-1") -> Plan:
        """Keep a plan; the world is as its changes say."""
        for each in changes:
            self.world.things.setdefault((each.team_id, each.target), each.before)
        steps = tuple(map(Step, changes))
        made = Plan(plan_id, MONDAY, PAT.id, (STANDARD.name,), steps)
        return await self.plans.keep(made, PAT)

    async def approve(self, plan: Plan, *ids: str, budget: int = 10, who: Who = PAT) -> Batch:
        """Approve these, or all; nobody begins."""
        wanted = [each.change for each in plan.steps if not ids or each.change.id in ids]
        picks = [Pick(each.id, each.digest) for each in wanted]
        return await approve(self.ports, plan.id, picks, who, budget=budget, job=False)

    async def apply(self, plan: Plan, *ids: str, budget: int = 10, who: Who = PAT) -> Plan:
        """Approve and do it."""
        batch = await self.approve(plan, *ids, budget=budget, who=who)
        await work(self.ports, batch.id)
        return await self.plans.get(plan.id)

    async def undo(self, plan: Plan, *ids: str, budget: int = 10, who: Who = PAT) -> Plan:
        """Put these back, or all."""
        batch = await approve_undo(self.ports, plan.id, ids, who, budget=budget, job=False)
        await work(self.ports, batch.id)
        return await self.plans.get(plan.id)

    async def events(self, plan: Plan) -> list[tuple[str, str]]:
        """What the log tells: events and changes."""
        found = await self.plans.entries(plan.id)
        return [(each.event.value, each.change.id) for each in found]


def change(
    number: int = 1, before: Value = "public", after: Value = "private", **more: Any
) -> Change:
    """A change of one team."""
    team = f"team-{number}"
    made = Change(
        id=f"change-{number}",
        kind="set_visibility",
        thing=Thing.VISIBILITY,
        mode=RemedyMode.APPROVE,
        standard=STANDARD.name,
        rule="visibility",
        team_id=team,
        team_name=f"Team {number}",
        subject=Subject(SubjectType.TEAM, team, f"Team {number}", team),
        says="It is public; the standard asks for private",
        target="",
        label="visibility",
        before=before,
        after=after,
        needs="TeamSettings.ReadWrite.All",
        seen="public",
    )
    return replace(made, **more)


def states(plan: Plan) -> list[str]:
    """In the plan's order."""
    return [each.state.value for each in plan.steps]


NO: Mapping[str, NotWritten] = {
    "not permitted": NotPermitted("It is not permitted: TeamSettings.ReadWrite.All is missing."),
    "rejected": NotWritten("Microsoft Graph did not take it: the name is too long."),
    "moved on": MovedOn("The channel is not there any more."),
}


def scene(database: Any) -> Scene:
    """On a database of the test's own."""
    return Scene(PlanStore(database))
