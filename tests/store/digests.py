"""An office with leaders, and years of reports in a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from psycopg.types.json import Jsonb

from core.checkins.items import Item
from core.checkins.model import Colour
from core.checkins.report import Report
from core.digests.model import Digest as Told
from core.digests.model import Facts, Project, Question, Wanted
from core.digests.ports import Leader
from core.digests.scope import Inside, in_scope
from core.office.values import Chosen
from core.posting.addresses import Address, Met
from core.posting.subjects import Subject
from store.checkins.answers import REPORT
from tests.ground import MONDAY, Ground, member
from tests.store.cards import delivery

TUESDAY = MONDAY.replace(day=17, hour=14)  # 8:00 in Chicago
TODAY = date(2026, 11, 17)
WEEK = timedelta(weeks=1)
KIM, LEE, ADA = "kim@contoso.example", "lee@contoso.example", "ada@contoso.example"
OFFICE = f"""\
center:
  organisation: Contoso
  time_zone: America/Chicago
  leaders:
    - {{person: {KIM}, scope: all}}
    - {{person: {LEE}, scope: [grow, clean-data]}}
people: [{{person: {LEE.upper()}, time_zone: Europe/Berlin}}]
objectives: [{{id: grow, title: Grow}}, {{id: save, title: Save}}]
initiatives:
  - {{id: mobile-first, title: Mobile first, objectives: [grow]}}
  - {{id: one-desk, title: One desk, objectives: [save]}}
  - {{id: clean-data, title: Clean data}}
projects:
  - {{id: apollo, title: Apollo, initiatives: [mobile-first, one-desk], owner: {ADA},
     team: team-apollo, channel: "19:apollo@thread.tacv2",
     starts_on: 2026-02-02, baseline_ends_on: 2026-09-30, ends_on: 2026-10-30}}
  - {{id: borealis, title: Borealis, initiatives: [one-desk], team: team-borealis,
     channel: "19:borealis@thread.tacv2"}}
  - {{id: cedar, title: Cedar, initiatives: [clean-data], team: team-cedar}}
  - {{id: alone, title: Alone}}
checkins:
  - {{id: apollo-weekly, project: apollo, schedule: {{cron: "0 9 * * MON"}}}}
  - {{id: apollo-risks, project: apollo, schedule: {{cron: "0 9 1 * *"}}}}
  - {{id: borealis-weekly, project: borealis, schedule: {{cron: "0 9 * * MON"}}}}
digests: [{{id: weekly, to: leaders, schedule: {{cron: "0 8 * * TUE"}}}}]
"""
ONE = Subject("digest", "one", "kim")
WHY = Subject("question", "why", "ada")
LETTER: Mapping[str, object] = {"type": "message", "text": "A card."}
QUESTION = Question(
    id="why",
    digest_id="one",
    project_id="apollo",
    project="Apollo",
    wanted_id="",
    about="",
    text="Why?",
    asked_at=TUESDAY,
    leader_id="kim",
    leader="Kim",
    owner_id="ada",
    owner="Ada",
)


async def begin(inside: Ground, office: str = OFFICE, now: datetime = MONDAY) -> None:
    """Import the office, and tell who is meant by its names."""
    await inside.plan(office, now)
    known = {KIM: member("kim"), LEE: member("lee"), ADA: member("ada")}
    await inside.ports.people.names.resolve(known)


async def chat(inside: Ground, name: str) -> None:
    """Somebody writes to us, and what waited for that is released."""
    address = Address(f"{name}-chat", "http://127.0.0.1:9/", "28:bot", "home")
    await inside.ports.posting.addresses.learn(Met(address, None, name))
    await inside.ports.posting.deliveries.release(f"{name}-chat", None)


def scope(*names: str) -> Chosen:
    """All, or these objectives and initiatives."""
    return Chosen(items=names) if names else Chosen("all")


def leader(*names: str, person: str = "kim") -> Leader:
    """A leader with this scope, whose chat is open."""
    return Leader(person, person.title(), f"{person}-chat", "America/Chicago", scope(*names))


async def inside_of(inside: Ground, *names: str) -> Inside:
    """What is inside of a scope now."""
    return in_scope(await inside.ports.digests.digests.outline(), scope(*names))


async def facts(inside: Ground, *names: str, person: str = "kim", today: date = TODAY) -> Facts:
    """What stands now of a scope."""
    whose = leader(*names, person=person)
    return await inside.ports.digests.digests.facts(whose, await inside_of(inside, *names), today)


async def project(inside: Ground, id_: str = "apollo") -> Project:
    """How one project stands."""
    (found,) = [each for each in (await facts(inside)).projects if each.id == id_]
    return found


def report(
    on: date, colour: str | None = "green", answered: int = 3, *, finish: str = "", **more: object
) -> Report:
    """What a closed round said."""
    made = Report(
        closed_on=on,
        answered=answered,
        expected=5,
        overall=Colour(colour) if colour and answered else None,
        was=None,
        lines=(),
        attention=(),
        heard=(),
        mood=None,
        mood_was=None,
        progress=None,
        progress_was=None,
        forecast=date.fromisoformat(finish) if finish else None,
        forecast_was=None,
        last_on=None,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # the test names real fields


def item(what: str, owner: str | None = "kim", *, since: date = TODAY) -> Item:
    """Something that needs attention."""
    return Item(what, owner and owner.title(), None, since, True, owner)


async def close(
    inside: Ground, said: Report, checkin: str = "apollo-weekly", project: str = "apollo"
) -> None:
    """A round of a check-in closed with this report, at nine in the evening of its day."""
    at = datetime.combine(said.closed_on, MONDAY.timetz()) + timedelta(hours=6)
    await inside.database.run(
        """
        INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions,
            time_zone, by_members, people, opens_at, closes_at, closed_at, late, report)
        VALUES (%(id)s, %(checkin)s, %(project)s, '', '', '', '', 'UTC', true, '{}', %(at)s, %(at)s,
            %(at)s, false, %(report)s)
        """,
        {
            "id": uuid4().hex,
            "checkin": checkin,
            "project": project,
            "at": at,
            "report": Jsonb(REPORT.dump_python(said, mode="json")),
        },
    )


async def weeks(inside: Ground, *colours: str | None, project: str = "apollo") -> None:
    """One report a week, the last of them yesterday; None: nobody answered."""
    for back, colour in enumerate(reversed(colours)):
        on = MONDAY.date() - back * WEEK
        said = report(on, colour) if colour else report(on, answered=0)
        await close(inside, said, f"{project}-weekly", project)


def told(
    digest_id: str = "one",
    *wanted: str,
    at: datetime = TUESDAY,
    person: str = "kim",
    raised: date = TODAY,
) -> Told:
    """A digest that waits for these decisions."""
    waits = [Wanted(each, each.title(), "apollo", "Apollo", raised, None) for each in wanted]
    known = Facts(at.date(), "Contoso", [], [], wanted=waits)
    return Told(digest_id, "weekly", person, at, "America/Chicago", known)


def about_apollo(digest: Told) -> Told:
    """The same of that one project alone."""
    return replace(digest, facts=replace(digest.facts, about="Apollo"))


async def keep(inside: Ground, digest: Told, *, sent: bool = True) -> Told:
    """Keep a digest of a leader with whom there is a chat, whose card arrived."""
    await chat(inside, digest.person_id)
    await inside.ports.digests.digests.keep(digest, f"{digest.person_id}-chat")
    if sent:
        await arrive(inside, Subject("digest", digest.id, digest.person_id))
    return await inside.ports.digests.digests.get(digest.id)


async def arrive(inside: Ground, subject: Subject) -> None:
    """A card arrived, as it looked at first."""
    found = await delivery(inside, subject)
    await inside.ports.posting.deliveries.sent(found, f"activity-{subject.id}", ())


async def letters(inside: Ground) -> Sequence[tuple[str, str, str]]:
    """Every delivery: its key without numbers of rows, where it goes, and its state."""
    found = await inside.database.all(
        dict, "SELECT key, conversation_id, state FROM deliveries ORDER BY id"
    )
    return [(each["key"], each["conversation_id"], each["state"]) for each in found]
