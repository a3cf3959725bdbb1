"""What an exception is asked for: each clause and subject that one row of a team's card tells."""

from dataclasses import replace

from core.standards.model import Finding, Outcome, Subject, SubjectType
from core.standards.waivers.exceptions import Request, about, answered, parts, rows, standing, told
from tests.cards.audit_findings import channel, finding
from tests.cards.waiver_samples import APPROVED, BACK, REQUEST, TODAY, UNTIL

OWNERS = replace(finding("enough_owners", "Finance"), seen=1)
ELSEWHERE = replace(OWNERS, standard="every-team")
CHANNELS = [replace(channel(f"{n} old", "Finance", 9), seen=f"{n} old") for n in range(3)]
MISSING = replace(finding("required_channels", "Finance"), seen=("General",))


def test_all_clauses_of_one_cause_are_asked_for_together() -> None:
    found = [OWNERS, ELSEWHERE, *CHANNELS, MISSING]
    shown = rows(found)
    asked = {row[0].rule: parts(row, found) for row in shown}

    standards = {each.standard for each in asked["enough_owners"]}
    assert standards == {OWNERS.standard, "every-team"}
    assert {each.subject for each in asked["enough_owners"]} == {None}
    assert [each.accepted for each in asked["channel_names"]] == ["0 old", "1 old", "2 old"]
    assert [each.subject for each in asked["channel_names"]] == [e.subject.id for e in CHANNELS]
    assert asked["required_channels"][0].accepted == ("General",)
    assert len({about(row) for row in shown}) == len(shown) == 3


def test_what_was_accepted_or_could_not_be_read_is_not_a_part_of_it() -> None:
    found = [OWNERS, replace(ELSEWHERE, outcome=Outcome.UNKNOWN)]
    (failed,) = [row for row in rows(found) if row[0].outcome is Outcome.FAILED]

    assert [each.standard for each in parts(failed, found)] == [OWNERS.standard]


def test_a_request_speaks_for_a_row_while_the_values_are_those_and_its_day_is_not_over() -> None:
    row = [OWNERS]
    request = replace(REQUEST, about=about(row), parts=parts(row, row))

    def stands(row: list[Finding], *requests: Request) -> Request | None:
        return standing(requests or (request,), row, TODAY)

    assert stands(row) == request
    assert stands([replace(OWNERS, seen=0)]) is None
    assert stands([replace(OWNERS, outcome=Outcome.WAIVED)]) is None
    assert stands([MISSING]) is None
    assert standing([request], row, UNTIL.replace(year=2028)) is None
    assert stands(row, answered(request, BACK)) is None
    assert stands(row, answered(request, APPROVED)) == answered(request, APPROVED)


def test_each_channel_of_a_row_has_a_waiver_of_its_own() -> None:
    request = replace(REQUEST, parts=parts(CHANNELS, CHANNELS), said=(APPROVED,))
    made = list(request.waivers)

    assert [each.id for each in made] == [f"{request.id}-{number}" for number in (1, 2, 3)]
    assert [each.subject for each in made] == [each.subject.id for each in CHANNELS]
    assert {each.approved_by for each in made} == {"pat"}


def test_each_pair_of_teams_is_asked_for_by_itself() -> None:
    """The card tells each in a row of its own, so a button of one is not for the others."""
    pairs = [
        replace(
            finding("overlapping_teams", "Finance"),
            subject=Subject(SubjectType.PAIR, f"finance|{other}", f"Finance and {other}"),
            seen=share,
        )
        for other, share in (("budget", 0.9), ("costs", 0.95))
    ]
    found = [OWNERS, *pairs]
    asked = {about(row): parts(row, found) for row in rows(found)}

    for each in pairs:
        (part,) = asked[about([each])]
        assert (part.subject, part.accepted) == (each.subject.id, each.seen)


def test_who_answers_is_told_of_how_many_channels_it_is_before_the_card_is_full() -> None:
    crowd = [replace(channel(f"{n} old", "Finance", 9), seen=f"{n} old") for n in range(40)]

    assert told(CHANNELS).startswith("3 channels: “0 old”: ")
    assert told(crowd)[:400].startswith("40 channels: “0 old”: ")
    assert told([OWNERS]) == OWNERS.says
