"""Standards judged: what is listed and counted, what a gap does, and what a broken rule does."""

import logging
from dataclasses import replace

import pytest

from core import checkins as folder_without
from core.errors import SetupError
from core.facts import Gap
from core.registry import collect
from core.standards.engine import judge, reads, rules
from core.standards.facts import Visibility
from core.standards.model import AppliesTo, Level, Outcome
from core.standards.reach import in_order
from core.standards.reads import NOT_ASKED, PERMISSIONS, Read
from core.standards.rules import Rule, TenantRule
from tests.standards.standards import TODAY, clause, findings, judged, outcomes, standard, told
from tests.standards.tenants import person, reading, team

OWNERS = clause("enough_owners")
NAMES = clause("channel_names", pattern="^[0-9]", example="10 Plans")
CROWD = clause("teams_per_person", at_most=1)
ALONE = team("alone", owners=["ada"])


def test_only_what_needs_a_look_is_listed_and_all_is_counted() -> None:
    teams = (team("fine"), ALONE, team("unread", owners="Microsoft Graph did not answer"))

    found = judged(standard(OWNERS), *teams, everything=False)

    assert [(each.subject.id, each.outcome) for each in found.findings] == [
        ("alone", Outcome.FAILED),
        ("unread", Outcome.UNKNOWN),
    ]
    assert found.counts == judged(standard(OWNERS), *teams).counts
    assert (found.counts.failed_must, found.counts.unknown, found.counts.passed) == (1, 1, 1)


def test_a_finding_carries_its_clause_and_the_names_of_what_it_is_about() -> None:
    found = findings(standard(OWNERS), team("alone", name="Alone at last", owners=["ada"]))["alone"]

    assert found.key == ("house", "enough_owners", "must", "alone")
    assert (found.title, found.team_name) == ("Enough active owners", "Alone at last")
    assert (found.why, found.fix, found.seen, found.wanted) == (
        "It matters.",
        "Put it right.",
        1,
        2,
    )
    assert found.remedy
    assert found.remedy.choices == ("alan", "grace")


def test_the_worst_comes_first() -> None:
    both = standard(replace(OWNERS, level=Level.SHOULD), clause("description", at_least=1), OWNERS)

    found = judged(both, ALONE, team("unread", owners="no answer", description="What it does"))

    assert [(each.outcome.value, each.level.value, each.rule) for each in found.findings] == [
        ("failed", "must", "description"),
        ("failed", "must", "enough_owners"),
        ("failed", "should", "enough_owners"),
        ("unknown", "must", "enough_owners"),
        ("unknown", "should", "enough_owners"),
        ("passed", "must", "description"),
    ]


def test_every_finding_has_a_key_of_its_own() -> None:
    clauses = [replace(each, level=level) for level in Level for each in (OWNERS, CROWD, NAMES)]
    many = [standard(*clauses, name=name) for name in ("house", "garden")]
    teams = (ALONE, team("two"), team("three", archived=True), team("four", members="no answer"))

    found = judge(many, reading(*teams, rest="gone"), TODAY, everything=True)

    keys = [each.key for each in found.findings]
    assert len(keys) > 5
    assert sorted(set(keys)) == sorted(keys)


def test_a_team_is_tidy_when_no_must_of_it_is_open() -> None:
    teams = {
        "tidy": team("tidy"),
        "advised": team("advised", description="Advised"),
        "open": team("open", owners=[]),
        "unread": team("unread", owners="no answer"),
        "in a channel": team("in-a-channel", channels=["Chatter"]),
    }
    advice = clause("description", Level.SHOULD)

    counts = judged(standard(OWNERS, NAMES, advice), *teams.values()).counts

    assert (counts.judged_teams, counts.tidy_teams) == (5, 2)
    assert counts.failed_should == 5


def test_teams_that_no_standard_is_for_are_neither_tidy_nor_untidy() -> None:
    private = AppliesTo(visibility=Visibility.PRIVATE)
    teams = (team("in"), team("out", visibility="public"), team("unsure", visibility="not given"))

    found = judged(standard(OWNERS, applies_to=private), *teams)

    assert outcomes(standard(OWNERS, applies_to=private), *teams) == {
        "in": "passed",
        "out": "not_applicable",
        "unsure": "unknown",
    }
    assert (found.counts.judged_teams, found.counts.tidy_teams) == (2, 1)


def test_a_team_counts_as_read_when_nothing_that_was_asked_for_is_missing() -> None:
    assert judged(standard(OWNERS), team("one", reads=reads([standard(OWNERS)]))).teams_read == 1
    for gone in (
        {"owners": "no answer"},
        {"members": ["ada (unread)"]},
        {"archived": "no answer"},
        {"settings": "no answer"},
        {"channels": "no answer"},
    ):
        found = judged(standard(OWNERS), team("one"), team("two", **gone))
        assert (found.teams_read, found.complete) == (1, 0.5), gone


def test_what_graph_itself_leaves_open_was_read_all_the_same() -> None:
    for left_open in ({"visibility": "not given"}, {"channels": ["General (unread)"]}):
        found = judged(standard(OWNERS), team("one", **left_open))
        assert (found.teams_read, found.complete) == (1, 1.0), left_open


def test_teams_that_could_not_be_listed_count_as_one_more_that_is_unread() -> None:
    what = reading(team("one"), rest="Microsoft Graph stopped answering")

    found = judged(standard(OWNERS, NAMES, CROWD), what=what)

    assert (found.teams_read, found.complete) == (1, 0.5)
    of_rest = [each for each in found.findings if each.subject.id == "contoso"]
    assert {each.rule for each in of_rest} == {"enough_owners", "channel_names", "teams_per_person"}
    assert {(each.outcome, each.says) for each in of_rest} == {
        (Outcome.UNKNOWN, "Microsoft Graph stopped answering")
    }


def test_an_empty_tenant_is_wholly_read_and_one_that_could_not_be_listed_is_not() -> None:
    assert judged(standard(OWNERS)).complete == 1.0
    assert judged(standard(OWNERS), what=reading(rest="stopped")).complete == 0.0


def test_rules_over_all_teams_are_not_judged_over_some() -> None:
    what = reading(team("one"), team("two", members="no answer"), whole=False)

    assert outcomes(standard(CROWD), what=what) == {"contoso": "not_applicable"}
    assert told(standard(CROWD), what=what) == {"contoso": "judged over all teams only"}


def test_rules_over_all_teams_see_only_those_their_standard_is_for() -> None:
    private = standard(CROWD, applies_to=AppliesTo(visibility=Visibility.PRIVATE))
    one, two = team("one", members=["ada"]), team("two", members=["ada"])

    assert outcomes(private, one, replace(two, visibility=Visibility.PUBLIC)) == {
        "two": "not_applicable",
        "contoso": "passed",
    }
    assert told(private, one, two, replace(two, id="three", visibility=Gap("not given"))) == {
        "ada": "in at least 2 teams; the standard asks for at most 1",
        "three": "not given",
    }


@pytest.mark.parametrize(
    ("broken", "subject"),
    [
        (clause("name_pattern", pattern="(["), "secret"),
        (clause("enough_owners", at_leest=2), "secret"),
        (clause("channel_names", pattern="(["), "secret/Plot"),
        (clause("teams_per_person", at_most="x"), "contoso"),
        (clause("teams_per_person", at_moost=2), "contoso"),
    ],
)
def test_a_broken_rule_is_unknown_and_hurts_no_other(
    broken: object, subject: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(broken, type(OWNERS))
    secret = team("secret", name="Project X", members=["ada", "alan"], channels=["Plot"])

    with caplog.at_level(logging.ERROR):
        found = judged(standard(broken, clause("few_owners")), secret)

    mine = {each.subject.id: each for each in found.findings if each.rule == broken.rule}
    assert list(mine) == [subject]
    assert mine[subject].outcome is Outcome.UNKNOWN
    assert mine[subject].says.startswith("could not be judged because of a mistake of ours")
    assert [each.outcome for each in found.findings if each.rule == "few_owners"] == ["passed"]
    assert f"rule={broken.rule} subject={subject}" in caplog.text
    assert "Project X" not in caplog.text
    assert "Ada" not in caplog.text


def test_what_broke_over_teams_that_are_not_all_listed_is_one_finding() -> None:
    what = reading(team("one"), rest="stopped")

    assert told(standard(clause("teams_per_person", at_most="x")), what=what) == {
        "contoso": "stopped; could not be judged because of a mistake of ours; "
        "the log of the server has it"
    }


def test_what_is_read_is_what_the_clauses_need() -> None:
    assert reads([]) == {Read.GROUPS}
    assert reads([standard(clause("description"))]) == {Read.GROUPS}
    assert reads([standard(NAMES), standard(CROWD)]) == {Read.GROUPS, Read.CHANNELS, Read.MEMBERS}
    assert reads([standard(OWNERS)]) == {Read.GROUPS, Read.MEMBERS, Read.USERS}


@pytest.mark.parametrize("archived", [True, False])
def test_who_asks_for_archived_teams_has_them_read(archived: bool) -> None:
    asked = standard(NAMES, applies_to=AppliesTo(archived=archived))

    assert reads([asked]) == {Read.GROUPS, Read.CHANNELS, Read.TEAMS}


def test_each_read_names_its_permission() -> None:
    assert {read.permission for read in Read} == set(PERMISSIONS.values())


def test_the_rules_are_those_of_the_folder() -> None:
    assert len(rules()) >= 13
    assert {"enough_owners", "channel_names", "teams_per_person"} <= set(rules())


def test_a_file_of_rules_without_one_stops_the_start() -> None:
    with pytest.raises(SetupError, match=r"must define RULE as a Rule or TenantRule\.$"):
        collect(folder_without, "RULE", Rule, TenantRule)


def test_what_nobody_asked_for_is_no_gap_of_the_reading() -> None:
    bare = replace(team("one", reads=()), visibility=Visibility.PRIVATE, owners=())

    assert bare.members == NOT_ASKED
    assert judged(standard(clause("few_owners")), bare).teams_read == 1


def test_a_person_without_a_name_is_called_what_is_known() -> None:
    ada, alan = (replace(person(id_), name="") for id_ in ("ada", "alan"))
    teams = [
        replace(team(id_), members=(ada, replace(alan, principal=""))) for id_ in ("one", "two")
    ]

    found = findings(standard(CROWD), *teams)

    assert found["ada"].subject.name == "ada@contoso.example"
    assert found["alan"].subject.name == "alan"


def test_a_tenant_without_a_name_is_all_teams() -> None:
    what = reading(rest="stopped")
    what = replace(what, tenant=replace(what.tenant, id="", name=""))

    found = findings(standard(OWNERS), what=what)

    assert found[""].subject.name == "All teams"


def test_what_is_in_order_is_kept_as_it_is() -> None:
    one, two = team("one", channels=["A", "B"]), team("two", channels=["B", "A"])

    ordered = in_order(reading(two, one).tenant).teams

    assert [each.id for each in ordered] == ["one", "two"]
    assert isinstance(ordered[1].channels, tuple)
    assert [each.name for each in ordered[1].channels] == ["A", "B"]
    assert in_order(reading(*ordered).tenant).teams == ordered
    assert in_order(reading(*ordered).tenant).teams[1] is ordered[1]
