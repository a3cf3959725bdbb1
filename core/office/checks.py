"""What must hold in an office beyond the single value: dates in order, money, someone to ask.

A value that could not be read is None here, also where the types promise one: a file's mistakes
are told all at once, so what could be read is judged without it.
"""

from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from itertools import chain
from typing import Any

from core.office.model import Office, Schedule
from core.office.references import (
    ITEMS,
    ContentNames,
    Path,
    Problem,
    absent_content,
    duplicates,
    items,
    key,
    repeated,
    unknown,
)
from core.suggest import did_you_mean, quoted

IN_ORDER = (
    ("initiatives", "starts_on", "ends_on"),
    ("projects", "starts_on", "ends_on"),
    ("projects", "starts_on", "baseline_ends_on"),
)
NO_AMOUNT = "names a currency and no money. Add planned, actual or forecast, or remove it."
FOR_NOBODY = "is for nothing. Add team:, person: or subject:."
NOBODY = "asks nobody. Write members: true, or name people."
NO_TEAM = "has a channel and no team. Add the team's id, Teams needs both."


def check(
    office: Office, *, content: ContentNames | None = None, unread: Collection[str] = ()
) -> list[Problem]:
    """Every mistake that shows only when values are seen together.

    `content` names the question sets, retro formats and standards that there are, by folder; a
    folder that it does not name is not checked. References into the parts `unread` are not judged.
    """
    return list(
        chain(
            duplicates(office),
            repeated(office),
            unknown(office, unread),
            absent_content(office, content or {}),
            _dates(office),
            _budgets(office),
            _benefits(office),
            _places(office),
            _zones(office, unread),
            _asked(office),
            _nudges(office),
            _digest_readers(office, unread),
            _waivers(office),
        )
    )


def _dates(office: Office) -> Iterator[Problem]:
    for part, first, last in IN_ORDER:
        for position, item in enumerate(items(office, part)):
            start: date | None = getattr(item, first)
            end: date | None = getattr(item, last)
            if start and end and end < start:
                says = f"{end} is before {first} ({start}). Correct one of them."
                yield Problem((part, position, last), says)


def _budgets(office: Office) -> Iterator[Problem]:
    for part in ("initiatives", "projects"):
        for position, item in enumerate(items(office, part)):
            budget = getattr(item, "budget", None)
            if budget and budget.planned is budget.actual is budget.forecast is None:
                yield Problem((part, position, "budget"), NO_AMOUNT)


def _benefits(office: Office) -> Iterator[Problem]:
    for position, benefit in enumerate(office.benefits):
        if benefit.target is not None and benefit.target == benefit.baseline:
            says = f"{benefit.target} is also the baseline. Write what should become different."
            yield Problem(("benefits", position, "target"), says)


def _places(office: Office) -> Iterator[Problem]:
    for position, project in enumerate(office.projects):
        if project.channel and not project.team:
            team = ("projects", position, "team")
            yield Problem(("projects", position, "channel"), NO_TEAM, of=(team,))
    placeless = {
        key(project): position
        for position, project in enumerate(office.projects)
        if not (project.team and project.channel)
    }
    for path, item in _scheduled(office):
        at = placeless.get(getattr(item, "project", None) or "")
        if at is not None:
            says = f"{quoted(item.project)} has no channel to post in. Give it team and channel."
            place: tuple[Path, ...] = (("projects", at, "team"), ("projects", at, "channel"))
            yield Problem((*path, "project"), says, of=place)


def _scheduled(office: Office) -> Iterator[tuple[Path, Any]]:
    """What repeats, in whatever part it is."""
    for part, kind in ITEMS.items():
        if "schedule" in {field.name for field in fields(kind)}:
            yield from (((part, at), item) for at, item in enumerate(items(office, part)))


def _zones(office: Office, unread: Collection[str]) -> Iterator[Problem]:
    if office.center or "center" in unread:
        return
    for path, item in _scheduled(office):
        schedule: Schedule | None = item.schedule
        if schedule and schedule.time_zone is None:
            says = "has no time zone, and there is no center with one. Add time_zone."
            yield Problem((*path, "schedule"), says)


def _asked(office: Office) -> Iterator[Problem]:
    for position, checkin in enumerate(office.checkins):
        if not checkin.respondents.members and not checkin.respondents.people:
            yield Problem(("checkins", position, "respondents"), NOBODY)


def _nudges(office: Office) -> Iterator[Problem]:
    for position, checkin in enumerate(office.checkins):
        for index, nudge in enumerate(checkin.nudge):
            if nudge.lasts >= checkin.open_for.lasts:
                says = (
                    f"{quoted(nudge.written)} after the opening is not before the close "
                    f"(open_for: {checkin.open_for.written}). Write a shorter time."
                )
                yield Problem(("checkins", position, "nudge", index), says)


def _digest_readers(office: Office, unread: Collection[str]) -> Iterator[Problem]:
    if "center" in unread:
        return
    leaders = [leader.person for leader in office.center.leaders] if office.center else []
    known = {(person or "").casefold() for person in leaders}
    for position, digest in enumerate(office.digests):
        for index, person in enumerate(digest.to.items):
            if person.casefold() not in known:
                hint = did_you_mean(person, filter(None, leaders))
                says = f"{quoted(person)} is no leader.{hint} Add them to leaders in center."
                yield Problem(("digests", position, "to", index), says)


def _waivers(office: Office) -> Iterator[Problem]:
    for position, waiver in enumerate(office.waivers):
        path: Path = ("waivers", position)
        if not (waiver.team or waiver.person or waiver.subject):
            yield Problem(path, FOR_NOBODY, of=((*path, "team"), (*path, "person")))
