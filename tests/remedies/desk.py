"""Where one story is planned, approved, applied and put back, and how the tenant misbehaves."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.changing import Granted
from bot.credentials import Credentials, FixedToken
from bot.settings import Settings
from core.standards.auditing import audit
from core.standards.changes.approving import approve, approve_undo
from core.standards.changes.making import make
from core.standards.changes.model import Change, Pick, Picks, Plan, Step, Who
from core.standards.changes.ports import ChangePorts, Patience
from core.standards.changes.working import work
from core.standards.model import Finding
from simulator.faults import Fault, FaultKind, Where
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.tenant import Tenant
from simulator.world import World
from tests.rehearsal import APP_ID
from tests.remedies.company import KIM
from tests.remedies.kinds import Story

STAFF = Who(KIM.id, KIM.name)
QUICK = Patience(looks=(0.0,), again=(0.0,))
HOUR = 3600.0
WRITING = ("POST", "PATCH", "DELETE")


@dataclass(frozen=True)
class Desk:
    """One story on a tenant and a database of its own."""

    kind: str
    story: Story
    tenant: Tenant
    ports: ChangePorts
    settings: Settings

    @property
    def world(self) -> World:
        """What is there in truth."""
        return self.tenant.world

    @property
    def written(self) -> int:
        """How many writes Graph did."""
        return sum(self.world.graph.counts.written.values())

    @property
    def writes(self) -> int:
        """How many it was asked for, done or not."""
        return sum(self.world.graph.counts.writes.values())

    def holding(self, permissions: Collection[str]) -> "Desk":
        """The same where the token of the sign-in has these permissions alone."""
        token = self.world.sign_in.sign({"appid": APP_ID, "roles": [*permissions]})
        credentials = Credentials(self.settings)
        credentials.graph = FixedToken(token)
        granted = Granted(self.settings.model_copy(update={"static_token": None}), credentials)
        return replace(self, ports=replace(self.ports, permissions=granted))

    async def plan(self) -> Plan:
        """What would put the team right."""
        return await make(self.ports, STAFF)

    async def step(self, plan: Plan) -> Step:
        """Its only change as it stands now."""
        (step,) = (await self.ports.plans.get(plan.id)).steps
        assert step.change.kind == self.kind
        return step

    async def approve(self, plan: Plan) -> str:
        """Somebody of the staff does, with what has to be written; the batch."""
        change = (await self.step(plan)).change
        pick = Pick(change.id, change.digest, self.story.text if change.is_open else "")
        return (await approve(self.ports, plan.id, [pick], STAFF, job=False)).id

    async def apply(self, plan: Plan) -> Step:
        """Approve it and do it."""
        return await self.does(plan, await self.approve(plan))

    async def does(self, plan: Plan, batch_id: str) -> Step:
        """What was approved."""
        await work(self.ports, batch_id)
        return await self.step(plan)

    async def undo(self, plan: Plan) -> Step:
        """Approve that it is put back, and do that."""
        change = (await self.step(plan)).change
        batch = await approve_undo(self.ports, plan.id, [change.id], STAFF, job=False)
        await work(self.ports, batch.id)
        return await self.step(plan)

    async def by_somebody_else(self, change: Change) -> None:
        """The very same is done in Teams, without us."""
        if change.picks is Picks.TEXT:
            change = change.picked(self.story.text)
        await self.ports.estate.put(change, change.after, await self.ports.estate.look(change))
        await self.ports.estate.look(change)  # an archive is seen by the next look only

    async def found(self) -> list[Finding]:
        """What an audit finds now that is not met, or could not be read."""
        now = self.ports.clock.now
        audited, _ = await audit(
            self.ports.tenants,
            [*self.ports.standards.values()],
            run_id="next",
            now=now,
            today=now().date(),
            archived_since=self.ports.office.archived_since,
        )
        return [*audited.findings]

    async def events(self, plan: Plan) -> list[str]:
        """What the log tells, without who proposed it."""
        return [each.event.value for each in await self.ports.plans.entries(plan.id)][1:]

    def order(self, *kinds: FaultKind) -> None:
        """Of the next writes each fails in one of these ways, and no read does."""
        self.tenant.clear_faults()
        for kind in kinds:
            for method in WRITING:
                self.tenant.fault(Fault(kind, where=Where.GRAPH_PART, method=method, times=1))

    def unread(self) -> None:
        """Graph answers no read any more, until `order` says otherwise."""
        away = Fault(FaultKind.UNAVAILABLE, where=Where.GRAPH_PART, method="GET", retry_after=None)
        self.tenant.fault(away)

    def unread_after_a_write(self) -> None:
        """The same from the next write on."""

        def witness(method: str, path: str, _query: Query, _answer: Answer) -> None:
            if method != "GET" and path != "/$batch":
                self.world.graph.witness = None
                self.unread()

        self.world.graph.witness = witness

    def lose_and_say_nothing(self) -> None:
        """The next write is done and its answer lost, and no read is answered from then on."""
        self.order(FaultKind.DROP_AFTER)
        self.unread_after_a_write()

    def late(self, on: bool) -> None:
        """What is written is seen an hour later; without it, that hour is over."""
        if on:
            self.tenant.lag(seconds=HOUR)
            return
        self.tenant.lag()
        self.tenant.set_clock(self.world.clock.now + timedelta(seconds=HOUR + 1))
