"""What runs, derived from the office in the transaction that changes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.office import model
from core.office.model import (
    ALL,
    LEADERS,
    STAFF,
    Audit,
    CheckIn,
    Digest,
    Mode,
    Office,
    Project,
    Retro,
)
from core.ports import Defer
from core.schedules.model import Due, Schedule
from store.checkins import rounds as checkins
from store.database import Connection, row
from store.digests import digests
from store.retros import retros
from store.schedules.advancing import Kind, next_of, schedule_of
from store.standards import audits

Following = Callable[[Schedule, datetime], Due | None]
KINDS = (checkins.KIND, retros.KIND, audits.KIND, digests.KIND)


@dataclass(frozen=True, slots=True)
class Planner:
    """Keeps what has a schedule in step with the office.

    `following` gives a schedule's first time after an instant. Whatever has a schedule that did
    not change keeps its next time, so importing the same file twice changes nothing.
    """

    defer: Defer
    following: Following

    async def plan(
        self, connection: Connection, office: Office, now: datetime, afresh: bool = False
    ) -> None:
        """Activate, change and retire what has a schedule; a job of its own looks names up.

        With `afresh` every next time is worked out again, as when a clock went back.
        """
        if afresh:
            for kind in KINDS:
                await connection.execute(kind.sql("UPDATE TABLE SET retired = true"))
        projects = {each.id: each for each in office.projects if each.team and each.channel}
        asking = [
            each
            for each in office.checkins
            if each.mode is Mode.CHANNEL and each.project in projects
        ]
        await _retire(connection, checkins.KIND, [each.id for each in asking])
        for checkin in asking:
            await self._checkin(connection, office, checkin, projects[checkin.project], now)
        held = [each for each in office.retros if each.project in projects]
        await _retire(connection, retros.KIND, [each.id for each in held])
        for retro in held:
            await self._retro(connection, office, retro, projects[retro.project], now)
        await _retire(connection, audits.KIND, [each.id for each in office.audits])
        for audit in office.audits:
            await self._audit(connection, office, audit, now)
        told = [(digest, each) for digest in office.digests for each in _readers(office, digest)]
        await _retire(connection, digests.KIND, [_series(*each) for each in told])
        for digest, leader in told:
            await self._digest(connection, office, digest, leader, now)
        await self._names(connection, office)
        await self.defer(connection, "read_rosters", [{}])
        await self.defer(connection, "read_people", [{}])

    async def _checkin(
        self,
        connection: Connection,
        office: Office,
        checkin: CheckIn,
        project: Project,
        now: datetime,
    ) -> None:
        schedule = await self._schedule(
            connection, checkins.KIND, checkin.id, office, checkin.schedule, now
        )
        await connection.execute(
            """
            INSERT INTO checkins (id, project_id, project, owner, team_id, channel_id, questions,
                time_zone, cron, every_weeks, starts_on, open_for, by_members, people,
                next_local, next_due_at)
            VALUES (%(id)s, %(project_id)s, %(project)s, %(owner)s, %(team)s, %(channel)s,
                %(questions)s, %(zone)s, %(cron)s, %(weeks)s, %(starts_on)s, %(open_for)s,
                %(members)s, %(people)s, %(local)s, %(at)s)
            ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id,
                project = excluded.project, owner = excluded.owner, team_id = excluded.team_id,
                channel_id = excluded.channel_id, questions = excluded.questions,
                time_zone = excluded.time_zone, cron = excluded.cron,
                every_weeks = excluded.every_weeks, starts_on = excluded.starts_on,
                open_for = excluded.open_for, by_members = excluded.by_members,
                people = excluded.people, next_local = excluded.next_local,
                next_due_at = excluded.next_due_at, retired = false
            """,
            {
                "id": checkin.id,
                "project_id": project.id,
                "project": project.title,
                "owner": project.owner,
                "team": project.team,
                "channel": project.channel,
                "questions": checkin.questions,
                "open_for": checkin.open_for.lasts,
                "members": checkin.respondents.members,
                "people": list(checkin.respondents.people),
                **schedule,
            },
        )

    async def _retro(
        self, connection: Connection, office: Office, retro: Retro, project: Project, now: datetime
    ) -> None:
        schedule = await self._schedule(
            connection, retros.KIND, retro.id, office, retro.schedule, now
        )
        await connection.execute(
            """
            INSERT INTO retro_series (id, project_id, project, owner, team_id, channel_id, format,
                votes, time_zone, cron, every_weeks, starts_on, next_local, next_due_at)
            VALUES (%(id)s, %(project_id)s, %(project)s, %(owner)s, %(team)s, %(channel)s,
                %(format)s, %(votes)s, %(zone)s, %(cron)s, %(weeks)s, %(starts_on)s, %(local)s,
                %(at)s)
            ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id,
                project = excluded.project, owner = excluded.owner, team_id = excluded.team_id,
                channel_id = excluded.channel_id, format = excluded.format, votes = excluded.votes,
                time_zone = excluded.time_zone, cron = excluded.cron,
                every_weeks = excluded.every_weeks, starts_on = excluded.starts_on,
                next_local = excluded.next_local, next_due_at = excluded.next_due_at,
                retired = false
            """,
            {
                "id": retro.id,
                "project_id": project.id,
                "project": project.title,
                "owner": project.owner,
                "team": project.team,
                "channel": project.channel,
                "format": retro.format,
                "votes": retro.votes,
                **schedule,
            },
        )

    async def _audit(
        self, connection: Connection, office: Office, audit: Audit, now: datetime
    ) -> None:
        schedule = await self._schedule(
            connection, audits.KIND, audit.id, office, audit.schedule, now
        )
        await connection.execute(
            """
            INSERT INTO audits (id, standards, report_to, time_zone, cron, every_weeks, starts_on,
                next_local, next_due_at)
            VALUES (%(id)s, %(standards)s, %(report_to)s, %(zone)s, %(cron)s, %(weeks)s,
                %(starts_on)s, %(local)s, %(at)s)
            ON CONFLICT (id) DO UPDATE SET standards = excluded.standards,
                report_to = excluded.report_to, time_zone = excluded.time_zone,
                cron = excluded.cron, every_weeks = excluded.every_weeks,
                starts_on = excluded.starts_on, next_local = excluded.next_local,
                next_due_at = excluded.next_due_at, retired = false
            """,
            {
                "id": audit.id,
                "standards": None if audit.standards == ALL else list(audit.standards.items),
                "report_to": None if audit.report_to == STAFF else list(audit.report_to.items),
                **schedule,
            },
        )

    async def _digest(
        self, connection: Connection, office: Office, digest: Digest, leader: str, now: datetime
    ) -> None:
        """By the leader's own clock, where the office file says which one that is."""
        own = await row(
            connection, "SELECT zone_of(person_of(%(name)s), %(name)s) AS zone", {"name": leader}
        )
        zone = own["zone"] if own else None
        wanted = replace(digest.schedule, time_zone=zone or digest.schedule.time_zone)
        id_ = _series(digest, leader)
        schedule = await self._schedule(connection, digests.KIND, id_, office, wanted, now)
        await connection.execute(
            """
            INSERT INTO digest_series (id, digest, leader, time_zone, cron, every_weeks, starts_on,
                next_local, next_due_at)
            VALUES (%(id)s, %(digest)s, %(leader)s, %(zone)s, %(cron)s, %(weeks)s, %(starts_on)s,
                %(local)s, %(at)s)
            ON CONFLICT (id) DO UPDATE SET time_zone = excluded.time_zone, cron = excluded.cron,
                every_weeks = excluded.every_weeks, starts_on = excluded.starts_on,
                next_local = excluded.next_local, next_due_at = excluded.next_due_at,
                retired = false
            """,
            {"id": id_, "digest": digest.id, "leader": leader, **schedule},
        )

    async def _schedule(
        self,
        connection: Connection,
        kind: Kind,
        id_: str,
        office: Office,
        wanted: model.Schedule,
        now: datetime,
    ) -> dict[str, object]:
        """The columns of a schedule by name; its next time stays unless the schedule changed."""
        before = await row(
            connection, kind.sql("SELECT * FROM TABLE WHERE id = %(id)s"), {"id": id_}
        )
        zone = office.zone(wanted)
        today = now.astimezone(ZoneInfo(zone)).date()
        since = min(before["starts_on"], today) if before else today  # a clock may have gone back
        schedule = Schedule(wanted.cron, zone, wanted.every_weeks, wanted.starts_on or since)
        if before is None or before["retired"] or schedule_of(before) != schedule:
            due = self.following(schedule, now)
        else:
            due = next_of(before)
        return {
            "zone": zone,
            "cron": schedule.cron,
            "weeks": schedule.every_weeks,
            "starts_on": schedule.starts_on,
            "local": due.local if due else None,
            "at": due.at if due else None,
        }

    async def _names(self, connection: Connection, office: Office) -> None:
        called = {project.owner for project in office.projects if project.owner}
        called.update(name for each in office.checkins for name in each.respondents.people)
        called.update(name for each in office.audits for name in each.report_to.items)
        called.update(name for each in office.digests for name in _readers(office, each))
        if office.center:
            called.update(office.center.staff)
            called.update(each.person for each in office.center.leaders)
        await connection.execute(
            """
            INSERT INTO named_people (called) SELECT unnest(%(called)s::text[])
            ON CONFLICT DO NOTHING
            """,
            {"called": sorted(called)},
        )


def _readers(office: Office, digest: Digest) -> list[str]:
    """The leaders whom a digest is for, as the file calls them."""
    if digest.to != LEADERS:
        return list(digest.to.items)
    return [each.person for each in office.center.leaders] if office.center else []


def _series(digest: Digest, leader: str) -> str:
    return f"{digest.id}:{leader}"


async def _retire(connection: Connection, kind: Kind, active: Iterable[str]) -> None:
    await connection.execute(
        kind.sql(
            """
            UPDATE TABLE SET retired = true, next_local = NULL, next_due_at = NULL
            WHERE id <> ALL (%(ids)s)
            """
        ),
        {"ids": list(active)},
    )
