"""What a digest is told: how each project stands by its reports, and nothing from outside."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from core.checkins.items import item_id
from core.checkins.model import Attention, Colour
from core.digests.model import OpenAction, Reported
from core.digests.scope import in_scope, narrowed
from core.people.model import Person
from store.checkins.answers import REPORT
from tests.ground import DAY, MONDAY, Ground, answer
from tests.store.digests import (
    OFFICE,
    TODAY,
    WEEK,
    begin,
    close,
    facts,
    item,
    project,
    report,
    scope,
    weeks,
)
from tests.store.retros import FRIDAY

YESTERDAY = TODAY - timedelta(days=1)
GREEN, AMBER, RED = Colour.GREEN, Colour.AMBER, Colour.RED


async def test_the_office_is_told_with_names_and_days(inside: Ground) -> None:
    await begin(inside)
    found = await facts(inside)

    assert (found.today, found.title, found.since) == (TODAY, "Contoso", None)
    assert [each.id for each in found.initiatives] == ["mobile-first", "one-desk", "clean-data"]
    assert [each.id for each in found.projects] == ["apollo", "borealis", "cedar", "alone"]
    apollo, _, cedar, alone = found.projects
    assert (apollo.title, apollo.owner) == ("Apollo", "Ada")
    assert apollo.initiatives == ("mobile-first", "one-desk")
    assert apollo.starts_on == date(2026, 2, 2)
    assert apollo.baseline_ends_on == date(2026, 9, 30)
    assert apollo.ends_on == date(2026, 10, 30)
    assert (apollo.asks, cedar.asks, alone.asks) == (True, False, False)
    assert (apollo.latest, apollo.silent_rounds, apollo.before) == (None, 0, None)
    assert (alone.owner, alone.initiatives) == ("", ())


async def test_an_owner_whom_nobody_knows_is_called_as_in_the_file(inside: Ground) -> None:
    await inside.plan(OFFICE)
    assert (await project(inside)).owner == "ada@contoso.example"


@pytest.mark.parametrize(
    ("colours", "colour", "since", "was", "silent"),
    [
        (["red"], RED, 0, None, 0),
        (["green", "amber", "red", "red", "red"], RED, 2, AMBER, 0),
        (["red", "green", "red"], RED, 0, GREEN, 0),
        (["red", None, "red"], RED, 2, None, 0),
        (["amber", "red", None, None], RED, 2, AMBER, 2),
        ([None, "green", None, "green"], GREEN, 2, None, 0),
    ],
)
async def test_a_colour_has_its_age_and_what_it_was_before(
    inside: Ground,
    colours: list[str | None],
    colour: Colour,
    since: int,
    was: Colour | None,
    silent: int,
) -> None:
    await begin(inside)
    await weeks(inside, *colours)
    apollo = await project(inside)

    assert apollo.silent_rounds == silent
    assert apollo.latest
    assert (apollo.latest.colour, apollo.latest.was) == (colour, was)
    assert apollo.latest.since == YESTERDAY - WEEK * since
    assert apollo.latest.reported_on == YESTERDAY - WEEK * silent
    fell = YESTERDAY - WEEK * (silent - 1) if silent else None
    assert apollo.silent_since == fell
    assert apollo.latest.silences == colours[-since - 1 - silent :][: since or 1].count(None)


async def test_who_never_answered_has_no_report_and_is_counted_as_silent(inside: Ground) -> None:
    await begin(inside)
    await weeks(inside, None, None, None)
    apollo = await project(inside)

    assert (apollo.latest, apollo.silent_rounds) == (None, 3)
    assert apollo.silent_since == YESTERDAY - 2 * WEEK


async def test_figures_stand_beside_those_of_the_report_before(inside: Ground) -> None:
    await begin(inside)
    for back, done, finish in [
        (5, 5, "2026-11-08"),
        (4, 10, "2026-11-01"),
        (3, 20, "2026-11-20"),
        (2, 30, ""),
    ]:
        said = report(YESTERDAY - back * WEEK, finish=finish, progress=done)
        await close(inside, said)
    await close(inside, report(YESTERDAY - WEEK, "amber", finish="2026-11-20", progress=40))
    await close(inside, report(YESTERDAY, "amber", 4, finish="2026-12-12", progress=35))

    assert (await project(inside)).latest == Reported(
        reported_on=YESTERDAY,
        colour=AMBER,
        since=YESTERDAY - WEEK,
        was=GREEN,
        answered=4,
        expected=5,
        progress=35,
        progress_was=40,
        forecast=date(2026, 12, 12),
        forecast_was=date(2026, 11, 20),
        slips=2,
    )


async def test_slips_are_not_known_where_nobody_gave_a_date(inside: Ground) -> None:
    await begin(inside)
    await weeks(inside, "green", "green")
    latest = (await project(inside)).latest

    assert latest
    assert (latest.slips, latest.forecast, latest.progress_was) == (None, None, None)


async def test_a_round_that_is_open_says_nothing_yet(inside: Ground) -> None:
    await begin(inside)
    await weeks(inside, "red")
    await inside.ports.checkins.rounds.open(["apollo-weekly"], MONDAY + DAY)

    assert (await project(inside)).silent_rounds == 0


async def test_what_a_real_answer_wants_from_a_leader_waits_for_that_leader(
    inside: Ground,
) -> None:
    await begin(inside, OFFICE)
    await inside.meet()
    await inside.roster("ada", "grace", "kim")
    ((opened,), _) = await inside.ports.checkins.rounds.open(["apollo-weekly"], MONDAY)
    wants = Attention("Sign the contract", "kim", date(2026, 11, 27))
    said = answer("red", "late", attention=wants)
    await inside.ports.checkins.answers.keep(opened.round_id, "ada", "nonceone1", said, "", MONDAY)
    await inside.close(opened.round_id, MONDAY + DAY)

    (wanted,) = (await facts(inside)).wanted
    assert wanted.id == item_id("apollo", "sign the  contract.")
    assert (wanted.what, wanted.project) == ("Sign the contract", "Apollo")
    assert (wanted.raised_on, wanted.due_on) == (date(2026, 11, 16), date(2026, 11, 27))
    assert (await facts(inside, person="lee")).wanted == []


async def test_the_newest_word_of_each_check_in_counts(inside: Ground) -> None:
    await begin(inside)
    early = TODAY - 9 * WEEK
    both = (item("Sign it", since=early), item("Hire", "lee"), item("Nobody", None))
    await close(inside, report(early, attention=(item("Long gone"),)))
    await close(inside, report(YESTERDAY - DAY, attention=both))
    await close(inside, report(YESTERDAY, answered=0))
    risks = (item("sign it."), item("Approve the plan"))
    await close(inside, report(YESTERDAY, attention=risks), "apollo-risks")

    found = (await facts(inside)).wanted
    assert [(each.what, each.raised_on) for each in found] == [
        ("Sign it", early),
        ("Approve the plan", TODAY),
    ]

    await inside.plan(OFFICE.replace("id: apollo-weekly", "id: apollo-monthly"))
    await inside.database.run("DELETE FROM office_items WHERE id = 'apollo-weekly'")
    await inside.plan(OFFICE.replace("id: apollo-weekly", "id: apollo-monthly"))
    left = (await facts(inside)).wanted
    assert [each.what for each in left] == ["sign it.", "Approve the plan"]


async def test_reports_from_before_digests_want_nothing_and_stand_as_they_do(
    inside: Ground,
) -> None:
    await begin(inside)
    await close(inside, report(YESTERDAY, "red", attention=(item("Sign it"),)))
    await inside.database.run(
        "UPDATE rounds SET report = jsonb_set(report, '{attention,0}',"
        " (report #> '{attention,0}') - 'owner_id')"
    )
    found = await facts(inside)

    assert found.wanted == []
    assert found.projects[0].latest
    assert found.projects[0].latest.colour is RED
    kept = await inside.value("SELECT report FROM rounds")
    assert REPORT.validate_python(kept).attention[0] == replace(item("Sign it"), owner_id=None)


async def test_open_actions_of_retros_are_told_until_they_are_done(inside: Ground) -> None:
    await begin(inside)
    await inside.meet()
    await inside.roster("ada", "grace", "kim")
    retros = inside.ports.retros.retros
    started = await retros.start("19:apollo@thread.tacv2", None, "kim", FRIDAY)
    for phase in (await retros.board(started.retro_id)).retro.format.phases[:-1]:
        await retros.move_on(started.retro_id, phase, FRIDAY)
    ada, due = Person("ada", "Ada"), date(2026, 11, 27)
    await retros.add_action(started.retro_id, "nonceone1", "Fix it", ada, due, TODAY)
    await retros.add_action(started.retro_id, "noncetwo2", "Talk", None, None, TODAY)

    assert list((await facts(inside)).open_actions) == [
        OpenAction("apollo", due, TODAY),
        OpenAction("apollo", None, TODAY),
    ]
    assert (await facts(inside, "clean-data")).open_actions == []


async def test_no_row_from_outside_a_scope_is_told(inside: Ground) -> None:
    await begin(inside)
    for name in ("apollo", "borealis"):
        said = report(YESTERDAY, attention=(item(f"Sign {name}"),))
        await close(inside, said, f"{name}-weekly", name)
    everything = await facts(inside)
    names = ["grow", "save", "mobile-first", "one-desk", "clean-data", "nothing"]
    outline = await inside.ports.digests.digests.outline()

    for some in (each for size in range(1, 4) for each in combinations(names, size)):
        found = await facts(inside, *some)

        assert found == narrowed(everything, in_scope(outline, scope(*some)))
        assert found.title == ""
    assert [each.id for each in (await facts(inside, "grow", "clean-data")).projects] == [
        "apollo",
        "cedar",
    ]


async def test_an_empty_office_has_nothing_to_tell(inside: Ground) -> None:
    found = await facts(inside)
    assert (found.title, found.projects, found.hygiene) == ("", [], None)
