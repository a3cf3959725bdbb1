"""An owner sees what is not met in their team, why it matters and what to do; no more than that."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cards.kit.elements import SIZE_LIMIT, size, to_json
from cards.standards import audit_team
from core.standards.model import Finding, Level, Outcome, SubjectType
from tests.cards.audit_findings import DENIED, NIGHT, about, channel, finding, team
from tests.cards.audit_samples import EXCEPTION, MINE, PAIR, SPRAWL, clauses
from tests.cards.renderer import elements, macros, shown, tags


def wire(findings: Sequence[Finding], page: int = 1, **changes: object) -> dict[str, object]:
    """One page as Teams gets it."""
    return to_json(audit_team.build(team(findings, **changes), page))


def words(findings: Sequence[Finding], page: int = 1, **changes: object) -> str:
    """All that stands on a page."""
    return shown(wire(findings, page, **changes))


def actions(page: dict[str, object]) -> list[tuple[object, object]]:
    """The buttons of a page, with what they carry."""
    found = [each for each in elements(page) if each.get("type") == "Action.Execute"]
    return [(each["title"], each["data"]) for each in found]


def test_the_first_lines_say_what_was_checked_and_how_it_stands() -> None:
    said = words([*MINE, EXCEPTION])

    assert said.startswith(
        "Finance · check against “Project teams” "
        "3 of 14 rules not met · 1 could not be checked · 1 accepted · read Thu 19 Nov, 2:10 "
    )


def test_each_finding_says_what_was_seen_why_it_matters_and_what_to_do() -> None:
    said = words(MINE)

    assert (
        "■ Must: 1 active owner; the standard asks for 2 A team whose only owner left cannot be "
        "managed by anyone. To do: Ask a member who runs the work to become an owner. ▲ Should"
    ) in said


def test_what_could_not_be_checked_has_its_reason_and_nothing_to_do() -> None:
    said = words([finding("member_settings", "Finance", Outcome.UNKNOWN, says=DENIED)])

    assert f"○ Unknown: Members may change what they should: {DENIED}" in said
    assert "To do" not in said
    assert "All is as it should be" not in said


def test_an_exception_is_shown_quietly_with_its_end() -> None:
    said = words([EXCEPTION])

    assert "13 of 14 rules met · 1 accepted" in said
    assert "– Accepted: 2 guests; the standard allows none; waived until 31 Jan" in said
    assert "To do" not in said


def test_channels_with_the_same_fault_share_a_row() -> None:
    said = words(SPRAWL)

    assert "1 of 14 rules not met" in said
    assert "▲ Should 12 channels: the name does not follow the pattern" in said
    assert "“0 old things”, “1 old things”, “10 old things”" in said
    assert "and 2 more Channels in order" in said
    assert said.count("To do") == 1


def test_channels_with_different_faults_have_a_line_each() -> None:
    odd = replace(channel("odd", "Finance"), says="the waiver accepted “a”, now it is “odd”")
    said = words([channel("old", "Finance"), odd])

    assert "▲ Should 2 channels – “odd”: the waiver accepted" in said
    assert "– “old”: the name does not follow the pattern" in said


def test_one_channel_is_named_in_its_line() -> None:
    assert "▲ Should “old”: the name does not follow" in words([channel("old", "Finance")])


def test_a_rule_counts_once_by_its_worst() -> None:
    unknown = finding("channel_names", "Finance", Outcome.UNKNOWN, says="not listed")

    assert "1 of 14 rules not met · read" in words([*SPRAWL, unknown])


def test_where_a_must_and_a_should_of_one_rule_are_not_met_the_must_speaks_alone() -> None:
    must = finding("enough_owners", "Finance")
    should = replace(must, level=Level.SHOULD, says="1 active owner; the standard asks for 3")

    assert "1 of 14 rules not met" in words([must, should])
    assert should.says not in words([must, should])


def test_two_standards_that_say_the_same_are_told_once_by_the_worse() -> None:
    must = next(each for each in MINE if each.level is Level.MUST)
    said = words([must, replace(must, standard="every-team", level=Level.SHOULD)])

    assert "1 of 14 rules not met" in said
    assert said.count(must.says) == 1
    assert "■ Must" in said


def test_when_all_is_met_the_card_is_green() -> None:
    made = wire([])

    assert next(elements(made["body"]))["style"] == "good"
    assert "14 of 14 rules met" in shown(made)
    assert "● All is as it should be. There is nothing to do." in shown(made)
    assert "actions" not in made


def test_what_an_audit_found_between_teams_stands_apart_with_its_day() -> None:
    said = words([], pairs=[PAIR], pairs_at=NIGHT)

    assert "With other teams Read Thu 19 Nov, 2:10 ▲ Should “Finance and Controlling”: 8" in said
    assert "What is asked of this team alone is met." in said
    assert "nothing to do" not in said


def test_many_pairs_are_counted() -> None:
    pairs = [
        replace(PAIR, subject=about(f"Finance and {number}", SubjectType.PAIR))
        for number in range(8)
    ]

    assert "3 more with other teams" in words([], pairs=pairs, pairs_at=NIGHT)


def test_a_team_that_no_standard_is_for_is_told_so() -> None:
    said = words([], standards=[], rules=0)

    assert said.startswith("Finance · no standard is for this team read Thu 19 Nov, 2:10")
    assert "nothing is asked of you" in said
    assert "met" not in said


def test_ten_clauses_a_page_and_buttons_to_the_others() -> None:
    long = clauses(23)
    buttons = [actions(wire(long, page)) for page in (1, 2, 3)]

    assert buttons == [
        [("Next 10 of 23", _to(2))],
        [("Next 3 of 23", _to(3)), ("Back", _to(1))],
        [("Back", _to(2))],
    ]
    assert sum(words(long, page).count("To do") for page in (1, 2, 3)) == 23
    assert wire(long, 9) == wire(long, 3)
    assert wire(long, 0) == wire(long)


def _to(page: int) -> dict[str, object]:
    return {"run": "0198a0", "page": page, "team": "1f0c"}


def test_what_is_met_or_not_asked_is_not_listed() -> None:
    others = [replace(MINE[0], outcome=each) for each in (Outcome.PASSED, Outcome.NOT_APPLICABLE)]

    assert words(others) == words([])


@pytest.mark.parametrize("letter", ["x", '"', "🚧", "{", "\\", "ش"])
def test_no_letter_makes_a_card_too_big(letter: str) -> None:
    text = letter * 5000
    many = [
        replace(each, rule=f"{number}", says=f"{at}{text}", why=text, fix=text)
        for number in range(12)
        for at, each in enumerate(SPRAWL)
    ]
    named = [
        replace(each, subject=about(f"{at}{text}", SubjectType.CHANNEL), outcome=outcome)
        for at, each in enumerate(many)
        for outcome in (Outcome.FAILED, Outcome.WAIVED)
    ]
    made = wire(named, team_name=text, standards=[text] * 3, pairs=many[:9], pairs_at=NIGHT)

    assert size(made) <= SIZE_LIMIT


def test_names_are_shown_as_typed() -> None:
    name = "**bold** [x](https://evil.example) <at>All</at> {{DATE(2026-01-01T00:00:00Z)}}"
    made = wire([channel(name, name)], team_name=name, standards=[name])

    assert shown(made).count(name) == 3
    assert tags(made) <= {"p"}
    assert macros(made) == 0
