"""The year goes by, from one time at which something is due to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bench.processes import BenchStopped, until
from bench.stage import Stage
from bench.year.company import Plan
from bench.year.crew import Crew
from bench.year.judging import Judge
from bench.year.meetings import Meetings
from bench.year.people import Answers
from bench.year.reckoning import Series
from bench.year.scrapes import Scrapes
from bench.year.seen import DIGEST, RETRO, ROUND, Seen, Watch
from bench.year.talk import Talk
from bench.year.trouble import Trouble
from bot.system_clock import system_time
from simulator.mistakes import Mistake
from simulator.tenant import Tenant
from store.clock import ClockStore

REST = 40.0  # real seconds that the work of one moment may take
REFUSED = 80.0  # the same after an hour of wrong credentials
FOLLOWS = 1.1  # real seconds until each process goes by a moved clock
BEFORE, AFTER = timedelta(minutes=10), timedelta(hours=3)  # a channel is gone around a round
TALKS = ((0, 18), (2, 19), (3, 21))  # weekday and hour in UTC
SPOKEN = 4
ASKED_AGAIN = 0.3  # of the moments at which check-ins open, where somebody writes it, too

# Jobs that wait for a time that is not yet there are no work of this moment.
_BUSY = """
    SELECT (SELECT count(*) FROM deliveries
            WHERE state IN ('queued', 'sending', 'unknown') AND NOT waits_for_address)
         + (SELECT count(*) FROM deliveries
            WHERE state = 'sent' AND reached(conversation_id, team_id)
              AND id IN (SELECT delivery FROM changes))
         + (SELECT count(*) FROM procrastinate_jobs
            WHERE task_name <> 'settle_deliveries' AND (status = 'doing'
               OR status = 'todo' AND coalesce(scheduled_at, now()) <= now() + interval '5 s'))
         + (SELECT count(*) FROM things WHERE NOT ended AND ends_at <= %(now)s)
         + (SELECT count(*) FROM schedules WHERE next_due_at <= %(now)s) AS busy
"""


@dataclass
class Moment:
    """What is due at one time."""

    at: datetime
    opens: list[Series] = field(default_factory=list)
    deleted: str = ""
    restored: tuple[str, str] | None = None  # a team and its channel
    talk: bool = False


@dataclass
class Walk:
    """One rehearsal; `slow` are moments that did not come to rest."""

    stage: Stage
    tenant: Tenant
    plan: Plan
    crew: Crew
    trouble: Trouble
    watch: Watch
    answers: Answers
    meetings: Meetings
    talk: Talk
    judge: Judge
    scrapes: Scrapes
    dice: Random
    slow: list[str] = field(default_factory=list)
    notes_lost: int = 0
    broken_off: int = 0
    throttled: list[str] = field(default_factory=list)  # when we were told to be slower

    @property
    def begins(self) -> datetime:
        """The first midnight, in UTC."""
        day = self.plan.begins_on
        return datetime(day.year, day.month, day.day, tzinfo=UTC)

    async def week(self, number: int, *, restart: bool, refuse: bool, delete: bool) -> None:
        """Seven days, with what goes wrong in them."""
        since = self.begins + timedelta(weeks=number)
        moments = self._moments(since, since + timedelta(weeks=1), delete=delete)
        self.trouble.week(number)
        self._change_a_roster()
        busiest = max(moments, key=lambda each: len(each.opens))
        for place, moment in enumerate(moments):
            cut = restart and moment is busiest
            await self._live(moment, restart=cut, refuse=refuse and place == 2)
        await self.trouble.over()
        if await self.rest():
            await self.scrapes.judge()
        self.watch.judge_cuts(self.crew.cuts)
        self.notes_lost += await self.meetings.lost()

    def _count_throttled(self, moment: Moment) -> None:
        known, now = len(self.throttled), self.tenant.world.log.throttled
        self.throttled += [f"{moment.at:%a %d %b %H:%M}"] * (now - known)

    async def go_to(self, when: datetime) -> None:
        """Let it be that time for everybody, or later where real time went by; never earlier."""
        when = max(when, self.tenant.world.clock.now)
        self.tenant.set_clock(when)
        await ClockStore(self.stage.database).move(when - system_time())

    async def rest(self, patience: float = REST) -> bool:
        """Wait until the work of now is done; False where it is not in time."""

        async def quiet() -> bool:
            now = self.tenant.world.clock.now
            found = await self.stage.database.row(_BUSY, {"now": now})
            return bool(found and found["busy"] == 0)

        try:
            await until(quiet, "", patience, 0.05)
        except BenchStopped:
            return False
        finally:
            await self.crew.look_after()
        return True

    async def _live(self, moment: Moment, *, restart: bool, refuse: bool) -> None:
        await self.trouble.over()
        if moment.deleted:
            self.trouble.delete(moment.deleted)
        if refuse:
            self.trouble.refuse(True)
        await self.go_to(moment.at)
        self.trouble.step()
        if restart:
            self.trouble.restart_database()
        await self.scrapes.look()
        await self._settle(moment, REFUSED if refuse else REST, refuse=refuse)
        if moment.restored:
            self.trouble.restore(moment.restored[1])
            await self.talk.call(*moment.restored)
            await self._settle(moment, REST)
        await self._people(moment)
        self._count_throttled(moment)

    async def _settle(self, moment: Moment, patience: float, *, refuse: bool = False) -> None:
        if refuse:
            await self.rest(FOLLOWS * 3)
            await self.go_to(moment.at + timedelta(hours=1))
            self.trouble.refuse(False)
        if not await self.rest(patience):
            self.slow.append(f"{moment.at:%a %d %b %H:%M}")

    async def _people(self, moment: Moment) -> None:
        """They do what the cards that came ask for, and then all of that is done."""
        came = self.watch.look()
        rounds = [each for each in came if each.kind == ROUND]
        for each in rounds:
            await self._answer(each)
        if rounds and self.dice.random() < ASKED_AGAIN:
            await self.talk.ask_again(self.dice.choice(rounds).conversation)
        try:
            await self.meetings.retros([each for each in came if each.kind == RETRO])
            if any(each.kind == DIGEST for each in came):
                await self.meetings.digests()
        except* Mistake:  # somebody left the team, or a card is gone
            self.broken_off += 1
        if moment.talk:
            await self.talk.some(SPOKEN)
        if came or moment.talk:
            await self._settle(moment, REST)
            self.watch.look()
        if self.talk.waits:
            self.watch.judge_cuts(self.crew.cuts)
            self.talk.read()

    async def _answer(self, card: Seen) -> None:
        message, place = self.watch.now(card), self.tenant.world.places.find(card.conversation)
        if message and place:
            await self.answers.to(place, message, card.about)

    def _change_a_roster(self) -> None:
        """Somebody joins a team and somebody leaves it; one gets a second owner, or loses them.

        Nobody tells us: it is read.
        """
        team = self.dice.choice(self.plan.facts.teams)
        roster = self.tenant.world.directory.rosters[team.id]
        leaves = [each for each in roster.members if each not in roster.owners]
        joins = [each.id for each in self.plan.facts.people if each.id not in roster.members]
        gone = leaves[-1:] if len(leaves) > 1 else []
        directory = self.tenant.world.directory
        directory.change_members(team, [self.dice.choice(joins)], gone)
        other = directory.rosters[self.dice.choice(self.plan.facts.teams).id]
        other.owners[1:] = [] if len(other.owners) > 1 else other.members[1:2]

    def _moments(self, since: datetime, until_: datetime, *, delete: bool) -> list[Moment]:
        found: dict[datetime, Moment] = {}

        def moment(at: datetime) -> Moment:
            return found.setdefault(at, Moment(at))

        for series in self.plan.all:
            for at in series.due(since, until_):
                moment(at).opens.append(series)
            for at in _ends(series, since, until_):
                moment(at)
        for day, hour in TALKS:
            moment(since + timedelta(days=day, hours=hour)).talk = True
        if delete:
            series = self.dice.choice(self.plan.checkins[:24])
            for at in series.due(since, until_ - AFTER):
                moment(at - BEFORE).deleted = series.channel
                moment(at + AFTER).restored = (series.team, series.channel)
        return [found[at] for at in sorted(found)]


def _ends(series: Series, since: datetime, until_: datetime) -> Iterator[datetime]:
    if series.open_for:
        for at in series.due(since - series.open_for, until_ - series.open_for):
            yield at + series.open_for
