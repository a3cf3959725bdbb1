"""Staff see in half a minute what is new, what stays open, what was fixed, what is not known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from cards.kit.elements import to_json
from cards.standards import audit_report
from core.standards.model import Audited, Counts, Finding, Level
from core.standards.reports.reports import AuditReport
from tests.cards.audit_findings import (
    DAY,
    FIXED,
    NEW,
    NIGHT,
    OLD,
    UNKNOWN,
    WAIVED,
    about,
    audited,
    channel,
    finding,
    report,
    run,
)
from tests.cards.renderer import elements, macros, shown, tags

BUSY = audited(NEW, [*OLD, *UNKNOWN, *WAIVED], FIXED)


def words(made: Audited | AuditReport, page: int = 1) -> str:
    """All that stands on a page."""
    return shown(wire(made, page))


def wire(made: Audited | AuditReport, page: int = 1) -> dict[str, object]:
    """One page as Teams gets it."""
    told = made if isinstance(made, AuditReport) else report(made)
    return to_json(audit_report.build(told, page))


def first_of(made: Audited) -> AuditReport:
    """The same with no run before it."""
    return report(replace(made, before=None), ())


def test_the_head_says_what_it_is_how_it_stands_and_how_complete_it_was() -> None:
    said = words(BUSY)

    assert said.startswith(
        "Contoso · nightly audit · 19 of 24 teams tidy Thu 19 Nov, 2:10 · read all 24 teams "
        "Checked against “Project teams” and “Every team” 3 new 12 still open 5 fixed "
    )


def test_new_findings_come_first_with_their_team_what_was_seen_and_why() -> None:
    said = words(BUSY)

    assert (
        "New since Wed 18 Nov ■ Finance: 1 active owner; the standard asks for 2 Must · A team "
        "whose only owner left cannot be managed by anyone. ■ PRJ-Apollo: 2 guests" in said
    )
    assert said.index("▲ Lunch club") < said.index("5 fixed since") < said.index("Still open · 12")


def test_what_was_fixed_is_one_line_with_a_count_that_its_names_add_up_to() -> None:
    assert "● 5 fixed since Wed 18 Nov: HR, Marketing, Finance (2) and 1 more" in words(BUSY)


def test_what_stays_open_is_told_rule_by_rule_with_its_age() -> None:
    said = words(BUSY)

    assert (
        "■ Enough active owners: not met in 4 teams Must · Book club, Facilities, PRJ-Hermes and "
        "1 more · the oldest since Fri 9 Oct" in said
    )
    assert "■ Owners can sign in: not met in 1 team Must · Facilities · since Fri 9 Oct" in said
    assert "not met for 3 channels in 2 teams Should · Marketing and PRJ-Hermes" in said
    assert "not met for 1 person Should · Ada Byron · since Wed 11 Nov" in said
    assert "not met for 1 pair of teams Should · Sales and Sales DACH" in said


def test_the_rules_that_must_be_met_come_before_those_that_fail_more_often() -> None:
    said = words(audited([], [*[channel(f"{each}", "HR") for each in range(5)], OLD[0]]))

    assert said.index("Owners can sign in") < said.index("for 5 channels in 1 team")


def test_ten_rules_are_told_and_the_rest_is_counted() -> None:
    rules = [replace(each, rule=f"{at}") for at in range(12) for each in NEW[:1]]

    assert "2 more on the next pages" in words(audited([], rules))


def test_what_stands_is_told_by_its_day_and_never_by_an_age() -> None:
    old = [replace(each, first_seen_at=NIGHT - 400 * DAY) for each in OLD[:1]]
    said = words(audited([], [*old, *NEW])) + words(audited([], [*old, *NEW]), 2)

    assert said.count("since Wed 15 Oct 2025") == 2
    assert "since Thu 19 Nov" in said
    assert "ago" not in said
    assert "days" not in said


def test_what_got_worse_is_told_with_the_news_and_with_what_it_was() -> None:
    said = words(audited(NEW[:1], [OLD[0], *OLD[2:]], worse=OLD[1:2]))

    assert "2 new or worse 11 still open" in said
    assert "New or worse since Wed 18 Nov" in said
    assert "Must · accepted before, since Fri 9 Oct · A team whose" in said


def test_a_cause_is_counted_once_and_the_must_speaks() -> None:
    advice = [
        replace(each, standard="calm", level=Level.SHOULD, says=f"advice on {each.team_name}")
        for each in [*NEW, *OLD]
        if each.rule == "enough_owners"
    ]
    made = audited([*NEW, *advice[:1]], [*OLD, *advice[1:]], FIXED)

    assert "3 new 12 still open 5 fixed" in words(made)
    assert "not met in 4 teams" in words(made)
    assert "advice on" not in words(made) + words(made, 2) + words(made, 3)


def test_teams_of_the_same_name_are_counted_apart() -> None:
    twins = [replace(each, subject=about("HR", team=f"{at}")) for at, each in enumerate(OLD[1:4])]
    twins = [replace(each, team_name="HR") for each in twins]

    assert "not met in 4 teams Must · Facilities and HR (3)" in words(audited([], [*twins, OLD[1]]))


def test_a_tidy_part_of_a_tenant_is_not_called_all() -> None:
    counts = Counts(passed=140, judged_teams=24, tidy_teams=24)
    made = wire(audited([], now=run(complete=24 / 25, counts=counts)))

    assert next(elements(made["body"]))["style"] == "emphasis"
    assert "Everything asked for is met. The rest is not known." in shown(made)


def test_what_could_not_be_checked_is_counted_and_told_why() -> None:
    said = words(BUSY)

    assert (
        "Could not be checked in 2 teams ○ Unknown: not permitted, needs TeamSettings.Read.All "
        "Board and Legal ○ Unknown: the members could not be read: 503 Board" in said
    )
    assert "1 exception accepted by a waiver" in said


def test_what_newly_could_not_be_checked_says_so() -> None:
    assert "TeamSettings.Read.All Board and Legal · new since Wed 18 Nov" in words(
        audited(UNKNOWN, OLD)
    )


def test_a_run_that_missed_teams_says_how_many_and_tells_the_least_share() -> None:
    said = words(audited(NEW, OLD, now=run(teams_read=22, complete=22 / 24)))

    assert "at least 19 of 24 teams tidy" in said
    assert "read 22 of 24 teams in full; 2 could not be read, or only in part" in said
    assert "17 · ≥ 19 of 24" in said


def test_teams_that_could_not_be_read_are_not_called_untidy() -> None:
    counts = Counts(failed_should=1, unknown=40, judged_teams=24)
    said = words(audited(NEW, OLD, now=run(teams_read=0, complete=0.0, counts=counts)))

    assert "no team known to be tidy" in said


def test_a_list_of_teams_that_ended_early_is_said() -> None:
    said = words(audited(NEW, OLD, now=run(complete=24 / 25)))

    assert "read all 24 teams, but the list of teams ended early" in said


@pytest.mark.parametrize(
    ("tidy", "judged", "says"),
    [
        (0, 24, "no team tidy"),
        (1, 1000, "1 of 1,000 teams tidy"),
        (999, 1000, "999 of 1,000 teams tidy"),
        (24, 24, "all 24 teams tidy"),
        (1000, 1000, "all 1,000 teams tidy"),
    ],
)
def test_how_it_stands_is_counted_in_teams(tidy: int, judged: int, says: str) -> None:
    counts = Counts(1, 0, 0, 0, 5, judged, tidy)

    assert f"nightly audit · {says} Thu" in words(audited(NEW, now=run(counts=counts)))


def test_the_strip_has_the_last_eight_runs_up_to_this_one() -> None:
    made = report(BUSY, (10, 11, 12, 13, 14, 15, 16, 17))
    later = run(-1, 24)
    said = words(replace(made, history=[*made.history, later]))

    assert "Teams tidy in the last 8 runs, 12 Nov to 19 Nov" in said
    assert "11 · 12 · 13 · 14 · 15 · 16 · 17 · 19 of 24" in said
    assert "19 of 24 · " not in said


def test_the_strip_is_spoken_with_its_days_and_without_shapes() -> None:
    spoken = str(wire(BUSY)["speak"])

    assert "12 still open. 5 fixed. Could not be checked in 2 teams" in spoken
    assert "11 Nov 14 of 24, 12 Nov 15 of 24" in spoken
    assert not set(spoken) & set("●▲■○≥")


def test_a_run_of_some_teams_has_no_strip() -> None:
    assert "in the last" not in words(audited(NEW, now=run(whole=False)))


def test_nothing_new_is_said() -> None:
    assert "0 new 12 still open 0 fixed Nothing new since Wed 18 Nov." in words(audited([], OLD))


def test_the_first_run_compares_with_nothing_and_tells_the_rules() -> None:
    said = words(first_of(audited([*NEW, *OLD, *UNKNOWN])))

    assert "7 must, not met 8 should, not met 3 unknown First run · worst first" in said
    assert "10 more on the next pages By rule ■ Enough active owners: not met in 5 teams" in said
    assert "since" not in said
    assert " new " not in said


def test_a_short_first_run_is_told_once() -> None:
    made = first_of(audited(NEW))

    assert "By rule" not in words(made)
    assert "actions" not in wire(made)


def test_when_everything_is_met_the_card_is_green_and_short() -> None:
    counts = Counts(0, 0, 0, 1, 191, 24, 24)
    made = wire(audited([], WAIVED, FIXED, run(tidy=24, counts=counts)))

    assert next(elements(made["body"]))["style"] == "good"
    assert "● Everything asked for is met. Nothing waits for you. ● 5 fixed" in shown(made)
    assert "Show exceptions" in str(made["actions"])


def test_when_nothing_could_be_read_nothing_is_called_met() -> None:
    counts = Counts(unknown=6, judged_teams=24)
    made = wire(audited(UNKNOWN, now=run(teams_read=0, complete=0.0, counts=counts)))

    assert next(elements(made["body"]))["style"] == "attention"
    assert "nothing could be checked" in shown(made)
    assert "17 · – of 24" in shown(made)
    assert "is met" not in shown(made)


def test_without_a_team_or_a_standard_for_one_it_says_what_is_odd() -> None:
    none = first_of(audited([], now=run(teams=0, teams_read=0, counts=Counts())))
    nobody = first_of(audited([], now=run(counts=Counts())))

    assert "no team to check" in words(none)
    assert "There is no team yet." in words(none)
    assert "None of the 24 teams is one that these standards are for." in words(nobody)
    assert next(elements(wire(nobody)["body"]))["style"] == "emphasis"


def test_an_audit_that_was_asked_for_has_no_name() -> None:
    assert words(audited(NEW, now=run(audit=""))).startswith("Contoso · audit · 19 of 24")
    assert words(audited(NEW, now=run(audit="big-audit"))).startswith(
        "Contoso · big audit · 19 of 24"
    )
    assert words(replace(report(BUSY), organisation="")).startswith("nightly audit · 19 of 24")


def test_a_standard_that_is_gone_keeps_its_name() -> None:
    assert "Checked against “old-rules”" in words(audited(NEW, now=run(standards=("old-rules",))))


def test_names_are_shown_as_typed() -> None:
    name = "**bold** [x](https://evil.example) <at>All</at> {{DATE(2026-01-01T00:00:00Z)}}"
    renamed: Sequence[Finding] = [
        replace(each, subject=about(name), team_name=name, says=name) for each in NEW[:1]
    ]
    page = wire(audited(renamed, OLD[:1], [replace(each, rule="guests") for each in renamed]))

    assert shown(page).count(name) == 3
    assert tags(page) <= {"p"}
    assert macros(page) == 0


def test_the_day_is_the_offices() -> None:
    late = run(started_at=NIGHT - timedelta(hours=4))  # 22:10 of the day before in Chicago
    made = audited(NEW, [finding("guests", "Legal", days=2)], now=late, before=run(2))

    assert "Wed 18 Nov, 22:10" in words(made)
    assert "New since Tue 17 Nov" in words(made)
    assert "Legal · since Tue 17 Nov" in words(made)
    assert made.run.started_at - 2 * DAY < NIGHT
