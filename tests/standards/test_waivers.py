"""Exceptions: what they are for, how long they hold, and what is said when they do not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.facts import Gap
from core.standards.model import Level, Standard, Subject, SubjectType, Waiver
from core.standards.rules import failed
from core.standards.waivers.waiving import Waivers, with_kept
from tests.standards.standards import TODAY, clause, findings, judged, outcomes, standard, told
from tests.standards.tenants import reading, team

OWNERS = clause("enough_owners")
CROWD = clause("teams_per_person", at_most=1)
DOUBLES = clause("overlapping_teams")
ALONE = team("apollo", owners=["ada"])
SAYS = "1 active owner; the standard asks for 2"


def waiver(rule: str = "enough_owners", **given: Any) -> Waiver:
    words: dict[str, Any] = {"reason": "Two-person team", "approved_by": "pat@contoso.example"}
    return Waiver(rule, until=given.pop("until", date(2027, 1, 31)), **{**words, **given})


def waived(*waivers: Waiver) -> Standard:
    return standard(OWNERS, waivers=waivers)


def test_a_waived_finding_says_until_when_and_why() -> None:
    found = findings(waived(waiver(team="apollo", accepted=1)), ALONE)["apollo"]

    assert found.outcome == "waived"
    assert (
        found.says
        == f"{SAYS}; waived until 31 January 2027, approved by pat@contoso.example: Two-person team"
    )
    assert (found.seen, found.wanted, found.remedy) == (1, 2, None)


def test_a_waived_must_leaves_its_team_tidy() -> None:
    counts = judged(waived(waiver(team="apollo")), ALONE).counts

    assert (counts.waived, counts.failed_must, counts.tidy_teams) == (1, 0, 1)


@pytest.mark.parametrize(
    ("given", "outcome", "more"),
    [
        ({"team": "apollo"}, "waived", None),
        ({"team": "APOLLO"}, "waived", None),
        ({"team": "gemini"}, "failed", ""),
        ({"person": "ada"}, "failed", ""),
        ({}, "failed", ""),
        ({"rule": "few_owners", "team": "apollo"}, "failed", ""),
        ({"team": "apollo", "until": TODAY}, "waived", None),
        (
            {"team": "apollo", "until": date(2026, 10, 4)},
            "failed",
            "; its waiver ended on 4 October 2026",
        ),
        ({"team": "apollo", "accepted": 1}, "waived", None),
        ({"team": "apollo", "accepted": 2}, "failed", "; the waiver accepted 2, now it is 1"),
        ({"team": "apollo", "accepted": True}, "failed", "; the waiver accepted true, now it is 1"),
        ({"team": "apollo", "accepted": "1"}, "failed", "; the waiver accepted “1”, now it is 1"),
        (
            {"team": "apollo", "accepted": 2, "until": date(2026, 1, 1)},
            "failed",
            "; its waiver ended on 1 January 2026",
        ),
    ],
)
def test_a_waiver_holds_for_what_it_is_for(
    given: dict[str, Any], outcome: str, more: str | None
) -> None:
    found = findings(waived(waiver(**given)), ALONE)["apollo"]

    assert found.outcome == outcome
    assert more is None or found.says == f"{SAYS}{more}"


def test_what_could_not_be_read_is_never_waived() -> None:
    unread = replace(ALONE, owners=Gap("no answer"))

    assert told(waived(waiver(team="apollo")), unread) == {"apollo": "no answer"}
    assert outcomes(waived(waiver(team="apollo")), unread) == {"apollo": "unknown"}


def test_what_passes_needs_no_waiver() -> None:
    assert outcomes(waived(waiver(team="apollo")), team("apollo")) == {"apollo": "passed"}


def test_one_that_holds_is_enough_and_else_the_last_to_end_is_spoken_of() -> None:
    old, older = (waiver(team="apollo", until=date(year, 5, 1)) for year in (2026, 2025))

    assert outcomes(waived(old, waiver(team="apollo"), older), ALONE) == {"apollo": "waived"}
    assert told(waived(old, older), ALONE) == {"apollo": f"{SAYS}; its waiver ended on 1 May 2026"}


def test_a_waiver_is_for_a_rule_at_either_level() -> None:
    both = standard(OWNERS, replace(OWNERS, level=Level.SHOULD), waivers=(waiver(team="apollo"),))

    assert set(outcomes(both, ALONE).values()) == {"waived"}


def test_a_waiver_for_a_team_is_for_its_channels_and_the_pairs_it_is_in() -> None:
    names = standard(
        clause("channel_names", pattern="^[0-9]"),
        waivers=(waiver("channel_names", team="apollo"),),
    )
    teams = [team(id_, channels=["Chatter"]) for id_ in ("apollo", "gemini", "mercury")]
    doubles = standard(DOUBLES, waivers=(waiver("overlapping_teams", team="gemini"),))

    assert outcomes(names, *teams) == {
        "apollo/Chatter": "waived",
        "gemini/Chatter": "failed",
        "mercury/Chatter": "failed",
    }
    assert outcomes(doubles, *teams) == {
        "apollo|gemini": "waived",
        "apollo|mercury": "failed",
        "gemini|mercury": "waived",
    }


@pytest.mark.parametrize("person", ["ada", "ADA", "Ada@Contoso.example"])
def test_a_person_is_named_by_id_or_by_principal_name(person: str) -> None:
    crowd = standard(CROWD, waivers=(waiver("teams_per_person", person=person),))
    teams = [team(id_, members=["ada", "alan"]) for id_ in ("apollo", "gemini")]

    assert outcomes(crowd, *teams) == {"ada": "waived", "alan": "failed"}


def test_a_person_whom_nobody_knows_is_no_reason_to_waive() -> None:
    crowd = standard(CROWD, waivers=(waiver("teams_per_person", person="joe@contoso.example"),))
    gone = team("mercury", owners="no answer", members="no answer")
    teams = [team("apollo", members=["ada"]), team("gemini", members=["ada"]), gone]

    assert outcomes(crowd, *teams) == {"ada": "failed", "mercury": "unknown"}


def test_a_number_that_may_be_larger_is_not_the_accepted_one() -> None:
    crowd = standard(CROWD, waivers=(waiver("teams_per_person", person="ada", accepted=2),))
    teams = [team(id_, members=["ada"]) for id_ in ("apollo", "gemini")]
    what = reading(*teams, rest="stopped")

    assert outcomes(crowd, *teams) == {"ada": "waived"}
    assert outcomes(crowd, what=what) == {"ada": "failed", "contoso": "unknown"}


@pytest.mark.parametrize(
    ("accepted", "seen", "note"),
    [
        (("a", "b"), ("b", "a"), None),
        (("a",), ("b", "a"), "the waiver accepted a, now it is a, b"),
        (("a",), (), "the waiver accepted a, now it is nothing"),
        ("a", ("a",), "the waiver accepted “a”, now it is a"),
        ("public", "public", None),
        (1, 1.0, None),
        (0.89, 0.9, "the waiver accepted 0.89, now it is 0.9"),
        (False, 0, "the waiver accepted false, now it is 0"),
        (False, False, None),
    ],
)
def test_what_was_seen_equals_what_was_accepted(accepted: Any, seen: Any, note: str | None) -> None:
    about = Subject(SubjectType.TEAM, "apollo", "Apollo", "apollo")
    waivers = Waivers((waiver(team="apollo", accepted=accepted),), TODAY)

    verdict = waivers.judge("enough_owners", about, failed("wrong", seen=seen))

    assert verdict.outcome == ("failed" if note else "waived")
    assert note is None or verdict.says == f"wrong; {note}"


SUBJECTS = {
    "a team": (Subject(SubjectType.TEAM, "apollo", "Apollo", "apollo"), {"team": "apollo"}),
    "a channel": (Subject(SubjectType.CHANNEL, "19:a", "Plan", "apollo"), {"team": "apollo"}),
    "one channel": (
        Subject(SubjectType.CHANNEL, "19:a", "Plan", "apollo"),
        {"team": "apollo", "subject": "19:A"},
    ),
    "a pair": (Subject(SubjectType.PAIR, "apollo|gemini", "Both"), {"team": "gemini"}),
    "one pair": (
        Subject(SubjectType.PAIR, "apollo|gemini", "Both"),
        {"team": "apollo", "subject": "apollo|gemini"},
    ),
    "a person": (Subject(SubjectType.PERSON, "ada", "Ada"), {"person": "ADA"}),
    "the organisation": (Subject(SubjectType.TENANT, "contoso", "Contoso"), {"subject": "contoso"}),
}


@pytest.mark.parametrize("what", SUBJECTS)
def test_whatever_it_is_for_stays_under_watch(what: str) -> None:
    subject, about = SUBJECTS[what]
    holds = waiver("r", until=TODAY, accepted=2, **about)

    def judged_on(day: date, seen: int) -> tuple[str, str]:
        verdict = Waivers((holds,), day).judge("r", subject, failed("wrong", seen=seen))
        return verdict.outcome.value, verdict.says

    assert judged_on(TODAY, 2)[0] == "waived"
    assert judged_on(TODAY, 3) == ("failed", "wrong; the waiver accepted 2, now it is 3")
    outcome, says = judged_on(TODAY + timedelta(days=1), 2)
    assert outcome == "failed"
    assert says.startswith("wrong; its waiver ended on ")


@pytest.mark.parametrize("what", SUBJECTS)
def test_one_for_another_subject_says_nothing(what: str) -> None:
    subject, _ = SUBJECTS[what]
    others = [
        waiver("r", team="mercury"),
        waiver("r", person="alan"),
        waiver("r", subject="19:b"),
        waiver("r", team="apollo", subject="19:b"),
        waiver("r", team="mercury", subject=subject.id),
        waiver("r"),
    ]
    verdict = Waivers(tuple(others), TODAY).judge("r", subject, failed("wrong", seen=2))

    assert (verdict.outcome.value, verdict.says) == ("failed", "wrong")


def test_those_from_cards_count_beside_those_of_files() -> None:
    one = waived(waiver(team="gemini"))
    both = with_kept([one], [("tidy", waiver(team="apollo")), ("gone", waiver(team="x"))])

    assert [len(each.waivers) for each in both] == [1 + (one.name == "tidy")]
    found = with_kept([one], [(one.name, waiver(team="apollo"))])
    assert outcomes(found[0], ALONE) == {"apollo": "waived"}
