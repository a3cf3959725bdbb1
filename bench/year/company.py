"""The company of the year: its tenant, its office file, and all that repeats in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from bench.stage import Size
from bench.year.reckoning import Series
from simulator.facts import Channel, Person, Team, TenantFacts
from simulator.generated import generate

TEAMS, PEOPLE, SEED = 24, 180, 20271
CHICAGO, BERLIN, KOLKATA = "America/Chicago", "Europe/Berlin", "Asia/Kolkata"
ZONES = (CHICAGO, BERLIN, KOLKATA, "Pacific/Auckland")
GENERAL, STATUS, PLANNING, DELIVERY = range(4)  # the channels of each generated team
DAY, SHORT = timedelta(hours=24), timedelta(hours=6)
WORKDAYS, DAILY = range(5), range(7)
WEEKLY = 8  # teams in each group of weekly check-ins
DAILIES = 4
RETROS = range(8, 14)  # the teams that hold them
STAFF, LEADERS = slice(0, 2), slice(2, 6)


When = tuple[Sequence[int], int, int, str]  # weekdays, hour, minute, zone


@dataclass(frozen=True, slots=True)
class Company(Size):
    """A generated tenant that has leaders; each third team is a project's, and untidy."""

    def facts(self) -> TenantFacts:
        """The same each time."""
        made = generate(TEAMS, PEOPLE, SEED)
        leaders = tuple(each.id for each in made.people[LEADERS])
        teams = tuple(
            _untidy(team) if number % 3 == 0 else team for number, team in enumerate(made.teams)
        )
        return replace(made, leaders=leaders, teams=teams)


def _untidy(team: Team) -> Team:
    name = f"PRJ-{team.name}"
    return replace(team, name=name, description="", owners=team.owners[:1], visibility="public")


@dataclass(frozen=True)
class Plan:
    """What repeats from `begins_on` on, a Monday."""

    facts: TenantFacts
    begins_on: date

    @property
    def staff(self) -> Sequence[Person]:
        """Who read the audits."""
        return self.facts.people[STAFF]

    @property
    def leaders(self) -> Mapping[str, Person]:
        """Who get digests, by their zones."""
        return dict(zip(ZONES, self.facts.people[LEADERS], strict=True))

    @cached_property
    def checkins(self) -> list[Series]:
        """Weekly ones in every team, daily ones in eight; two of all groups cross the hour at
        which clocks change."""
        weekly: tuple[When, ...] = (
            ((0,), 9, 0, CHICAGO),
            ((0,), 9, 0, BERLIN),
            ((4,), 14, 0, KOLKATA),
        )
        daily: tuple[When, ...] = ((WORKDAYS, 2, 30, CHICAGO), (DAILY, 2, 30, BERLIN))
        found = []
        for number, (team, channel) in enumerate(self._each(range(TEAMS), STATUS)):
            when = weekly[number // WEEKLY]
            found.append(self._series("checkin", f"w{number:02}", team, channel, when, DAY))
        for number, (team, channel) in enumerate(self._each(range(2 * DAILIES), DELIVERY)):
            when = daily[number // DAILIES]
            found.append(self._series("checkin", f"d{number:02}", team, channel, when, SHORT))
        return found

    @cached_property
    def retros(self) -> list[Series]:
        """Each second Wednesday."""
        when: When = ((2,), 15, 0, CHICAGO)
        return [
            replace(
                self._series("retro", f"r{number:02}", team, channel, when, None), every_weeks=2
            )
            for number, (team, channel) in enumerate(self._each(RETROS, PLANNING))
        ]

    @cached_property
    def digests(self) -> list[Series]:
        """One for each leader, by their own clock."""
        return [
            Series("digest", "weekly", (1,), 10, 0, zone, self.begins_on, reader=who.id)
            for zone, who in self.leaders.items()
        ]

    @cached_property
    def audits(self) -> list[Series]:
        """One each night, as daily check-ins close."""
        return [Series("audit", "nightly", tuple(DAILY), 8, 30, BERLIN, self.begins_on)]

    @property
    def all(self) -> list[Series]:
        """Everything that comes due."""
        return [*self.checkins, *self.retros, *self.digests, *self.audits]

    def office(self) -> str:
        """The office file."""
        names = {person.id: person.upn for person in self.facts.people}
        leaders = list(self.leaders.values())
        scopes: list[object] = ["all", "all", ["i0", "i1"], ["o1"]]
        center = {
            "organisation": self.facts.organisation,
            "time_zone": CHICAGO,
            "staff": [each.upn for each in self.staff],
            "leaders": [
                {"person": each.upn, "scope": scope}
                for each, scope in zip(leaders, scopes, strict=True)
            ],
        }
        parts: dict[str, Iterator[Mapping[str, object]]] = {
            "objectives": ({"id": f"o{n}", "title": f"Objective {n}"} for n in range(2)),
            "initiatives": (
                {"id": f"i{n}", "title": f"Initiative {n}", "objectives": [f"o{n // 2}"]}
                for n in range(4)
            ),
            "projects": self._projects(names),
            "checkins": (
                {
                    "id": each.id,
                    "project": f"p-{each.id}",
                    "schedule": each.as_schedule(),
                    "open_for": f"{(each.open_for or DAY) // timedelta(hours=1)}h",
                }
                for each in self.checkins
            ),
            "retros": (
                {
                    "id": each.id,
                    "project": f"p-{each.id}",
                    "format": "start-stop-continue",
                    "schedule": each.as_schedule(),
                }
                for each in self.retros
            ),
            "digests": iter([{"id": "weekly", "schedule": self.digests[0].as_schedule()}]),
            "audits": ({"id": each.id, "schedule": each.as_schedule()} for each in self.audits),
            "people": (
                {"person": each.upn, "time_zone": zone} for zone, each in self.leaders.items()
            ),
        }
        lines = [f"center: {json.dumps(center)}"]
        for part, items in parts.items():
            lines += [f"{part}:", *(f"  - {json.dumps(each)}" for each in items)]
        return "\n".join(lines) + "\n"

    def _projects(self, names: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
        for number, each in enumerate([*self.checkins, *self.retros]):
            team = next(one for one in self.facts.teams if one.id == each.team)
            yield {
                "id": f"p-{each.id}",
                "title": f"Project {each.id}",
                "initiatives": [f"i{number % 4}"],
                "owner": names[team.owners[0]],
                "team": team.id,
                "channel": each.channel,
            }

    def _each(self, teams: range, channel: int) -> list[tuple[Team, Channel]]:
        chosen = [self.facts.teams[number] for number in teams]
        return [(team, team.channels[channel]) for team in chosen]

    def _series(
        self,
        kind: str,
        id_: str,
        team: Team,
        channel: Channel,
        when: When,
        open_for: timedelta | None,
    ) -> Series:
        days, hour, minute, zone = when
        return Series(
            kind,
            id_,
            tuple(days),
            hour,
            minute,
            zone,
            self.begins_on,
            team=team.id,
            channel=channel.id,
            open_for=open_for,
        )
