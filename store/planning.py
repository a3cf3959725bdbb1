"""What runs, derived from the office in the transaction that changes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.checkins.due import Due, Schedule
from core.office.model import CheckIn, Mode, Office, Project
from core.ports import Defer
from store.database import Connection, row

Following = Callable[[Schedule, datetime], Due | None]


@dataclass(frozen=True, slots=True)
class Planner:
    """Keeps check-ins in step with the office.

    `following` gives a schedule's first time after an instant. A check-in whose schedule did not
    change keeps its next time, so importing the same file twice changes nothing.
    """

    defer: Defer
    following: Following

    async def plan(
        self, connection: Connection, office: Office, now: datetime, afresh: bool = False
    ) -> None:
        """Activate, change and retire check-ins; names are looked up by a job of their own.

        With `afresh` every next time is worked out again, as when a clock went back.
        """
        if afresh:
            await connection.execute("UPDATE checkins SET retired = true")
        projects = {project.id: project for project in office.projects}
        active = [
            each
            for each in office.checkins
            if each.mode is Mode.CHANNEL and _reachable(projects.get(each.project))
        ]
        await connection.execute(
            """
            UPDATE checkins SET retired = true, next_local = NULL, next_due_at = NULL
            WHERE id <> ALL (%(ids)s)
            """,
            {"ids": [each.id for each in active]},
        )
        for checkin in active:
            await self._checkin(connection, office, checkin, projects[checkin.project], now)
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
        zone = office.zone(checkin.schedule)
        key = {"id": checkin.id}
        before = await row(connection, "SELECT * FROM checkins WHERE id = %(id)s", key)
        today = now.astimezone(ZoneInfo(zone)).date()
        since = min(before["starts_on"], today) if before else today  # a clock may have gone back
        starts_on = checkin.schedule.starts_on or since
        schedule = Schedule(checkin.schedule.cron, zone, checkin.schedule.every_weeks, starts_on)
        if before is None or before["retired"] or _schedule(before) != schedule:
            due = self.following(schedule, now)
        else:
            due = before["next_local"] and Due(before["next_local"], before["next_due_at"])
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
                "zone": zone,
                "cron": checkin.schedule.cron,
                "weeks": checkin.schedule.every_weeks,
                "starts_on": starts_on,
                "open_for": checkin.open_for.lasts,
                "members": checkin.respondents.members,
                "people": list(checkin.respondents.people),
                "local": due.local if due else None,
                "at": due.at if due else None,
            },
        )

    async def _names(self, connection: Connection, office: Office) -> None:
        called = {project.owner for project in office.projects if project.owner}
        called.update(name for each in office.checkins for name in each.respondents.people)
        if office.center:
            called.update(office.center.staff)
        await connection.execute(
            """
            INSERT INTO named_people (called) SELECT unnest(%(called)s::text[])
            ON CONFLICT DO NOTHING
            """,
            {"called": sorted(called)},
        )


def _reachable(project: Project | None) -> bool:
    return bool(project and project.team and project.channel)


def _schedule(before: dict[str, object]) -> Schedule:
    cron, zone, weeks = before["cron"], before["time_zone"], before["every_weeks"]
    starts_on = before["starts_on"]
    assert isinstance(cron, str) and isinstance(zone, str)  # noqa: S101, PT018 (columns)
    assert isinstance(weeks, int) and isinstance(starts_on, date)  # noqa: S101, PT018
    return Schedule(cron, zone, weeks, starts_on)
