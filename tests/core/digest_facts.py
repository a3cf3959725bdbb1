"""Believable facts of a leader's digest, and ways to change one thing about them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.checkins.items import item_id
from core.checkins.model import Colour
from core.digests.model import (
    Before,
    Decided,
    Decision,
    Digest,
    Facts,
    Hygiene,
    Initiative,
    OpenAction,
    Project,
    Question,
    Reported,
    Ruling,
    Wanted,
)
from core.standards.model import Overload

TUESDAY = date(2026, 11, 17)
MADE = datetime(2026, 11, 17, 14, tzinfo=UTC)  # 8:00 in Chicago
ZONE = "America/Chicago"
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
LONG = "Customer onboarding platform replacement for all European subsidiaries, phase 2b"
ARABIC = "تطبيق أبولو"

INITIATIVES = (
    Initiative("mobile-first", "Mobile first"),
    Initiative("one-desk", "One service desk"),
    Initiative("clean-data", "Clean data"),
)


def standing(colour: Colour | None = Colour.GREEN, weeks: int = 3, **changes: object) -> Reported:
    """A report of yesterday with a colour that is so many weeks old."""
    made = Reported(
        reported_on=TUESDAY - DAY,
        colour=colour,
        since=TUESDAY - DAY - weeks * WEEK + DAY,
        was=None,
        answered=5,
        expected=7,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # checked where it is used


def project(title: str, latest: Reported | None = None, **changes: object) -> Project:
    """A project of the first initiative that ends in spring; green without a standing."""
    made = Project(
        id=title.casefold().replace(" ", "-"),
        title=title,
        initiatives=("mobile-first",),
        owner="Ada Lovelace",
        starts_on=date(2026, 2, 2),
        baseline_ends_on=date(2027, 3, 31),
        ends_on=date(2027, 3, 31),
        asks=True,
        latest=latest or standing(),
        silent_rounds=0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # checked where it is used


def silent(title: str, rounds: int = 3, **changes: object) -> Project:
    """A project that did not answer for some rounds; green when it was last heard."""
    heard = standing(reported_on=TUESDAY - DAY - rounds * WEEK)
    since = TUESDAY - DAY - (rounds - 1) * WEEK
    made = project(title, heard, silent_rounds=rounds, silent_since=since)
    return replace(made, **changes)  # type: ignore[arg-type]  # checked where it is used


APOLLO = project(
    "Apollo app",
    standing(
        Colour.RED,
        was=Colour.AMBER,
        why="Rejected a second time. The release date is gone.",
        progress=60,
        forecast=date(2026, 12, 12),
        forecast_was=date(2026, 12, 5),
        slips=3,
    ),
    baseline_ends_on=date(2026, 9, 30),
    ends_on=date(2026, 10, 30),
    before=Before(Colour.RED),
)
PAYMENTS = project(
    "Payments",
    standing(Colour.AMBER, 1, was=Colour.GREEN, why="The second tester comes in January."),
    initiatives=("one-desk",),
    before=Before(Colour.GREEN),
)
HERMES = project(
    "Hermes",
    standing(progress=70, forecast=date(2026, 12, 12)),
    ends_on=date(2026, 11, 30),
    baseline_ends_on=date(2026, 11, 30),
    before=Before(Colour.GREEN),
)
ZEUS = silent("Zeus", before=Before(None), initiatives=("clean-data",))
BETTER = project("Booking", standing(Colour.GREEN, 1, was=Colour.RED), before=Before(Colour.RED))
GREEN = [project(f"Green {number}", before=Before(Colour.GREEN)) for number in range(14)]
STORE = "Decide on the second store for Apollo"
SECOND_STORE = Wanted(
    item_id("apollo-app", STORE),
    STORE,
    "apollo-app",
    "Apollo app",
    TUESDAY - 12 * DAY,
    date(2026, 11, 20),
    recommends="no",
)
TESTER = Wanted(
    item_id("payments", "A tester from 1 December"),
    "A tester from 1 December",
    "payments",
    "Payments",
    TUESDAY - DAY,
    None,
)
ACTIONS = (
    OpenAction("payments", TUESDAY - 4 * DAY, TUESDAY - 5 * WEEK),
    OpenAction("apollo-app", None, TUESDAY - 3 * WEEK),
)
HYGIENE = Hygiene(
    on=TUESDAY,
    tidy=21,
    teams=24,
    complete=1.0,
    on_before=TUESDAY - WEEK,
    tidy_before=20,
    teams_before=24,
    worst=(("Zeus", "no active owner"), ("Apollo", "3 guests")),
    overload=Overload(4812, 15, 385, 6, 14, 41, 96),
    overload_before=Overload(4790, 15, 340, 6, 13, 40, 92),
)
FACTS = Facts(
    today=TUESDAY,
    title="",
    initiatives=INITIATIVES,
    projects=(APOLLO, PAYMENTS, HERMES, ZEUS, BETTER, *GREEN),
    wanted=(SECOND_STORE, TESTER),
    open_actions=ACTIONS,
    hygiene=HYGIENE,
    since=TUESDAY - WEEK,
)


def facts(*projects: Project, **changes: object) -> Facts:
    """Facts of these projects and nothing else."""
    bare = Facts(today=TUESDAY, title="", initiatives=INITIATIVES, projects=projects)
    return replace(bare, **changes)  # type: ignore[arg-type]  # checked where it is used


def digest(of: Facts = FACTS, **changes: object) -> Digest:
    """A digest as it was made."""
    made = Digest("d1", "weekly", "kim", MADE, ZONE, of)
    return replace(made, **changes)  # type: ignore[arg-type]  # checked where it is used


def decision(
    wanted: Wanted = SECOND_STORE, decided: Decided = Decided.YES, at: datetime = MADE
) -> Decision:
    """What Kim said, and Ada was told."""
    return Decision(wanted.id, decided, at, "Kim Novak", "Ada Lovelace", reached=True)


def ruling(*decisions: Decision, of: Wanted = SECOND_STORE) -> Ruling:
    """What Kim said to one thing, with every change of mind."""
    return Ruling(of.what, of.project_id, of.project, decisions or [decision(of)])


def question(about: Wanted | Project = APOLLO, **changes: object) -> Question:
    """What Kim asked Ada, an hour after the digest."""
    of_wanted = isinstance(about, Wanted)
    made = Question(
        id="q1",
        digest_id="d1",
        project_id=about.project_id if isinstance(about, Wanted) else about.id,
        project=about.project if isinstance(about, Wanted) else about.title,
        wanted_id=about.id if of_wanted else "",
        about=about.what if isinstance(about, Wanted) else "",
        text="What would bring the store review back by a week?",
        asked_at=MADE + timedelta(hours=1),
        leader_id="kim",
        leader="Kim Novak",
        owner_id="ada",
        owner="Ada Lovelace",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # checked where it is used


REPLY = "A second reviewer on their side. They offered one from Monday, if we ask today."


def replied(asked: Question) -> Question:
    """The same with Ada's reply of a day later."""
    return replace(asked, reply=REPLY, replied_at=MADE + DAY)


def crowd(projects: int = 2000, initiatives: int = 200, name: str = LONG) -> Facts:
    """As much as the largest scope has, with long names and everything wrong somewhere."""
    colours = list(Colour)
    made = [
        replace(
            project(
                f"{name} {number}",
                standing(
                    colours[number % 3],
                    1 + number % 9,
                    was=colours[number % 2],
                    why=f"{name} " * 5,
                    progress=number % 100,
                    forecast=date(2027, 3, 1) + DAY * (number % 90),
                    forecast_was=date(2027, 3, 1),
                    slips=number % 5,
                ),
            ),
            id=f"p{number}",
            initiatives=(f"i{number % initiatives}",),
            silent_rounds=int(number % 7 == 0),
            before=Before(colours[number % 2]),
        )
        for number in range(projects)
    ]
    return Facts(
        today=TUESDAY,
        title="Contoso",
        initiatives=[Initiative(f"i{each}", f"{name} {each}") for each in range(initiatives)],
        projects=made,
        wanted=[
            Wanted(f"w{each.id}", f"{name} " * 10, each.id, each.title, TUESDAY - DAY, None)
            for each in made[::20]
        ],
        open_actions=[OpenAction(each.id, TUESDAY - DAY, TUESDAY - WEEK) for each in made[::2]],
        hygiene=replace(HYGIENE, worst=((name, name), (name, name), (name, name))),
        since=TUESDAY - WEEK,
    )
