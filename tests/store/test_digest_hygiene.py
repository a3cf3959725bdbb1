"""How tidy the teams of a scope are, by the audits that were kept."""

from dataclasses import replace

from core.digests.model import Hygiene
from core.digests.scope import Inside
from core.standards.facts import Team
from core.standards.model import Counts, Finding, Level, Overload, Severity
from store.standards.runs import RunStore
from tests.ground import DAY, Ground
from tests.store.digests import TODAY, TUESDAY, begin, facts
from tests.store.findings import CHANNELS, done, finding, teams

NIGHT = TUESDAY.replace(hour=8)  # 2:00 in Chicago
TEAMS = ("team-apollo", "team-borealis", "team-cedar", "team-other")


async def audit(
    inside: Ground, name: str, *found: Finding, at: int = 0, tidy: int = 0, **more: object
) -> None:
    """A run so many days before this night, which found this in all the teams."""
    run = done(name, *found, at=NIGHT - at * DAY, **more)  # type: ignore[arg-type]
    counts = Counts(failed_must=len(found), judged_teams=4, tidy_teams=tidy)
    judged = replace(run, run=replace(run.run, counts=counts, complete=1.0))
    await RunStore(inside.database).keep(judged, covered())


def covered(*names: str) -> list[Team]:
    """Teams that a run covers."""
    return teams(*(names or TEAMS))


async def test_without_an_audit_there_is_nothing_to_say(inside: Ground) -> None:
    await begin(inside)
    assert (await facts(inside)).hygiene is None


async def test_who_sees_everything_hears_of_all_teams_as_the_audit_says_it(
    inside: Ground,
) -> None:
    await begin(inside)
    await audit(inside, "old", tidy=3, at=8)
    await audit(inside, "night", finding("team-other"), tidy=2)

    assert (await facts(inside)).hygiene == Hygiene(
        on=TODAY,
        tidy=2,
        teams=4,
        complete=1.0,
        on_before=TODAY - 8 * DAY,
        tidy_before=3,
        teams_before=4,
        worst=(("Team-Other", "1 active owner; the standard asks for 2"),),
    )


async def test_what_people_follow_is_for_who_sees_everything(inside: Ground) -> None:
    """It is of the whole company, whichever part of it a leader has."""
    await begin(inside)
    load = Overload(40, 15, 3, 2, 9, 5, None, at_least=True)
    for name, at, over in (("old", 8, 1), ("night", 0, 3)):
        run = done(name, at=NIGHT - at * DAY)
        read = replace(run.run, counts=Counts(judged_teams=4), overload=replace(load, over=over))
        await RunStore(inside.database).keep(replace(run, run=read), covered())

    found = (await facts(inside)).hygiene
    assert found
    assert (found.overload, found.overload_before) == (load, replace(load, over=1))
    part = (await facts(inside, "grow", "clean-data")).hygiene
    assert part
    assert (part.overload, part.overload_before) == (None, None)


async def test_a_scope_hears_of_its_own_teams_alone(inside: Ground) -> None:
    await begin(inside)
    await audit(inside, "old", finding("team-apollo"), finding("team-cedar"), at=7)
    should = replace(finding("team-cedar"), level=Level.SHOULD)
    await audit(inside, "night", finding("team-apollo"), finding("team-other"), should)

    assert (await facts(inside, "grow", "clean-data")).hygiene == Hygiene(
        on=TODAY,
        tidy=1,
        teams=2,
        complete=1.0,
        on_before=TODAY - 7 * DAY,
        tidy_before=0,
        teams_before=2,
        worst=(("Team-Apollo", "1 active owner; the standard asks for 2"),),
    )
    clean = (await facts(inside, "clean-data")).hygiene
    assert clean
    assert (clean.tidy, clean.teams, clean.worst) == (1, 1, ())


async def test_a_scope_without_a_team_has_no_share(inside: Ground) -> None:
    await begin(inside)
    await audit(inside, "night")
    found = (await facts(inside, "nothing")).hygiene

    assert found
    assert (found.tidy, found.teams) == (0, 0)


async def test_what_could_not_be_read_is_not_tidy_and_not_complete(inside: Ground) -> None:
    await begin(inside)
    unread = finding("team-apollo", outcome="unknown")
    run = done("night", unread, at=NIGHT)
    await RunStore(inside.database).keep(run, covered("team-apollo", "team-cedar"))
    found = (await facts(inside, "grow", "save", "clean-data")).hygiene

    assert found
    assert (found.tidy, found.teams) == (1, 3), "borealis is not there any more"
    assert found.complete == 1 / 3
    assert found.worst == ()


async def test_the_worst_teams_are_named_with_the_gravest_of_it(inside: Ground) -> None:
    await begin(inside)
    grave = replace(finding("team-cedar", CHANNELS), severity=Severity.CRITICAL, says="Guests in.")
    twice = finding("team-other/Plans", CHANNELS)
    open_ = [finding(each) for each in TEAMS if each != "team-cedar"]
    await audit(inside, "night", *open_, twice, grave)
    found = (await facts(inside)).hygiene

    assert found
    assert found.worst == (
        ("Team-Other", "1 active owner; the standard asks for 2, and 1 more finding"),
        ("Team-Cedar", "Guests in."),
        ("Team-Apollo", "1 active owner; the standard asks for 2"),
    )
    assert found.more == 1, "Borealis"
    await audit(inside, "next", *open_[:2])
    after = (await facts(inside)).hygiene
    assert after
    assert (len(after.worst), after.more) == (2, 0)


async def test_a_project_is_known_by_the_name_of_its_team(inside: Ground) -> None:
    await begin(inside)
    scope = Inside(False, frozenset({"mobile-first"}), frozenset({"apollo", "alone"}))

    async def names() -> dict[str, str]:
        found = await inside.ports.digests.digests.titles(scope)
        return {each.title: each.team for each in found}

    assert await names() == {"Apollo": "", "Alone": "", "Mobile first": ""}
    await audit(inside, "night")
    assert await names() == {"Apollo": "Team-Apollo", "Alone": "", "Mobile first": ""}


async def test_one_cause_in_two_standards_is_one_finding(inside: Ground) -> None:
    await begin(inside)
    same = [finding("team-apollo", standard=each) for each in ("house", "stricter")]
    other = finding("team-apollo/Plans", CHANNELS)
    await audit(inside, "night", *same, other, standards=["house", "stricter"])
    found = (await facts(inside)).hygiene

    assert found
    assert found.worst == (
        ("Team-Apollo", "1 active owner; the standard asks for 2, and 1 more finding"),
    )


async def test_a_week_before_is_never_the_night_before_or_an_audit_of_something_else(
    inside: Ground,
) -> None:
    await begin(inside)
    await audit(inside, "other", at=9, standards=["guests"])
    await audit(inside, "yesterday", at=1)
    await audit(inside, "night")
    found = (await facts(inside)).hygiene

    assert found
    assert (found.on_before, found.tidy_before, found.teams_before) == (None, None, None)


async def test_days_are_those_of_the_leader(inside: Ground) -> None:
    await begin(inside)
    late = done("late", at=NIGHT.replace(hour=3))  # the evening before in Chicago
    await RunStore(inside.database).keep(late, covered())
    found = (await facts(inside)).hygiene

    assert found
    assert found.on == TODAY - DAY
