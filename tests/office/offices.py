"""Offices of every shape that an office file can have, for tests to draw from."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from core.errors import InputError
from core.office import model
from core.office.forms import line, lines, zones
from core.office.values import Chosen, Length
from core.standards.waivers.waiving import as_accepted
from core.unseen import says_something


def _accepted(text: str) -> bool:
    try:
        return line(text) == text and says_something(text)
    except InputError:
        return False


def _accepted_lines(text: str) -> bool:
    try:
        return lines(text) == text
    except InputError:
        return False


ODD_WORDS = [
    "no",
    "Null",
    "~",
    "2026-01-05",
    "1e5",
    "- a",
    "a: b",
    "a #b",
    "{x}",
    "'",
    '"',
    "\\",
    "|",
]
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])
WORDS = st.text(LETTERS, min_size=1, max_size=40).filter(_accepted)
LINE = st.sampled_from(ODD_WORDS) | WORDS
LINES = LINE | st.lists(LINE | st.just(""), min_size=2, max_size=5).map("\n".join).filter(
    _accepted_lines
)
ID = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
PERSON = st.from_regex(r"[a-z0-9.+_-]{1,12}@[a-z]{1,8}\.example", fullmatch=True) | st.uuids().map(
    str
)
PEOPLE = st.lists(PERSON, max_size=8, unique=True).map(tuple)
ZONE = st.sampled_from(sorted(zones()))
DAY = st.dates(date(1990, 1, 1), date(2100, 1, 1))
NUMBER = st.decimals(-(10**12), 10**12, allow_nan=False, places=2) | st.integers(0, 10**9).map(
    Decimal
)
AMOUNT = st.decimals(0, 10**12, allow_nan=False, places=2)
LENGTH = st.builds(
    lambda count, unit: Length(f"{count}{unit}"), st.integers(1, 52), st.sampled_from("mhdw")
)
TEXT = st.text(max_size=40) | st.sampled_from([*ODD_WORDS, "12", "true", " a\t", "a\r\nb", ""])
SEEN = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-(10**6), 10**6)
    | TEXT
    | st.lists(TEXT, max_size=4).map(tuple)
)
ACCEPTED = SEEN.map(as_accepted)
CRON = st.sampled_from(["0 9 * * MON", "*/5 8-17 * * 1-5", "0 0 1,15 * *", "30 7 * jan,JUL 5-7"])


def _maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


def _some(names: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    if not names:
        return st.just(())
    names = sorted(set(names))
    return st.lists(
        st.sampled_from(names), min_size=least, max_size=min(3, len(names)), unique=True
    ).map(tuple)


def _ids() -> st.SearchStrategy[list[str]]:
    return st.lists(ID, max_size=4, unique=True)


SCHEDULE = st.builds(
    model.Schedule, cron=CRON, time_zone=ZONE, every_weeks=st.integers(1, 52), starts_on=_maybe(DAY)
)
BUDGET = st.builds(
    model.Budget,
    planned=AMOUNT,
    actual=_maybe(AMOUNT),
    forecast=_maybe(AMOUNT),
    currency=st.just("EUR"),
)


@st.composite
def _center(draw: st.DrawFn, names: list[str]) -> model.Center:
    chosen = _some(names, 1).map(lambda ids: Chosen(None, ids))
    scope = st.just(Chosen("all")) | (chosen if names else st.nothing())
    leaders = [model.Leader(person=person, scope=draw(scope)) for person in draw(PEOPLE)]
    holidays = st.builds(
        model.Holidays, country=st.sampled_from(["NO", "US"]), subdivision=_maybe(st.just("NY"))
    )
    return model.Center(
        organisation=draw(LINE),
        time_zone=draw(ZONE),
        staff=draw(PEOPLE),
        leaders=tuple(leaders),
        holidays=draw(_maybe(holidays)),  # type: ignore[arg-type]
    )


@st.composite
def _project(draw: st.DrawFn, id_: str, initiatives: list[str]) -> model.Project:
    start = draw(DAY)
    return draw(
        st.builds(
            model.Project,
            id=st.just(id_),
            title=LINE,
            kind=st.sampled_from(model.ProjectKind),
            initiatives=_some(initiatives),
            owner=_maybe(PERSON),
            sponsor=_maybe(PERSON),
            team=st.uuids().map(str),
            channel=st.just("19:a_b-c@thread.tacv2"),
            starts_on=st.just(start),
            baseline_ends_on=_maybe(st.just(start + timedelta(days=90))),
            ends_on=_maybe(st.just(start)),
            budget=_maybe(BUDGET),
            stakeholders=PEOPLE,
            sprint_weeks=_maybe(st.integers(1, 52)),
        )
    )


@st.composite
def _checkin(draw: st.DrawFn, id_: str, project: str) -> model.CheckIn:
    open_for = draw(LENGTH)
    nudges = st.lists(
        LENGTH.filter(lambda one: one.lasts < open_for.lasts), max_size=3, unique=True
    )
    return draw(
        st.builds(
            model.CheckIn,
            id=st.just(id_),
            project=st.just(project),
            questions=st.just("stop-look-listen"),
            mode=st.sampled_from(model.Mode),
            schedule=SCHEDULE,
            open_for=st.just(open_for),
            respondents=st.builds(model.Respondents, members=st.just(True), people=PEOPLE),
            nudge=nudges.map(tuple) if open_for.lasts > timedelta(minutes=1) else st.just(()),
        )
    )


@st.composite
def _benefit(draw: st.DrawFn, id_: str, initiative: str) -> model.Benefit:
    days = draw(st.lists(DAY, max_size=4, unique=True))
    target = draw(NUMBER)
    return model.Benefit(
        id=id_,
        initiative=initiative,
        indicator=draw(LINE),
        unit=draw(_maybe(LINE)),  # type: ignore[arg-type]
        baseline=target + 1,
        target=target,
        due_on=draw(_maybe(DAY)),  # type: ignore[arg-type]
        measurements=tuple(model.Measurement(on=on, value=draw(NUMBER)) for on in days),
    )


@st.composite
def _waiver(draw: st.DrawFn, id_: str) -> model.KeptWaiver:
    return model.KeptWaiver(
        id=id_,
        standard="a_b",
        rule="enough_owners",
        team=draw(st.uuids().map(str)),
        subject=draw(st.none() | LINE),
        accepted=draw(ACCEPTED),
        reason=draw(LINES),
        asked_by=draw(st.none() | PERSON),
        approved_by=draw(PERSON),
        until=draw(DAY),
    )


@st.composite
def offices(draw: st.DrawFn) -> model.Office:
    """Any office without a mistake."""
    goals, bundles, works = draw(_ids()), draw(_ids()), draw(_ids())
    leaders = draw(_center(goals + bundles))
    return model.Office(
        center=leaders,
        objectives=tuple(model.Objective(id=id_, title=draw(LINE)) for id_ in goals),
        initiatives=tuple(
            model.Initiative(id=id_, title=draw(LINE), objectives=draw(_some(goals)))
            for id_ in bundles
        ),
        projects=tuple(draw(_project(id_, bundles)) for id_ in works),
        benefits=tuple(draw(_benefit(id_, id_)) for id_ in bundles),
        risks=tuple(
            model.Risk(id=id_, project=id_, title=draw(LINE), response=draw(LINES)) for id_ in works
        ),
        checkins=tuple(draw(_checkin(f"{id_}-c", id_)) for id_ in works),
        retros=tuple(
            model.Retro(id=id_, project=id_, format="4ls", schedule=draw(SCHEDULE), anonymous=False)
            for id_ in works
        ),
        digests=(model.Digest(id="weekly", schedule=draw(SCHEDULE)),),
        audits=(
            model.Audit(id="nightly", schedule=draw(SCHEDULE), standards=Chosen(None, ("a_b",))),
        ),
        waivers=tuple(draw(_waiver(id_)) for id_ in works),
        people=tuple(
            model.Particulars(person=person, time_zone=draw(ZONE)) for person in draw(PEOPLE)
        ),
    )
