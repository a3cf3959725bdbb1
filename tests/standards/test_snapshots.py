"""What was read, kept in a file: all of it, and nothing but all of it."""

import gzip
import json
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from core.errors import InputError
from core.facts import Gap
from core.standards.auditing import audit_again
from core.standards.facts import Account, Channel, Reading, Team
from core.standards.model import AppliesTo, Outcome, Seen, Waiver
from core.standards.organisation import Organisation
from core.standards.reads import NOT_ASKED, Read
from core.standards.snapshots.snapshot import (
    LACKING,
    OF_ALL,
    OF_CHANNEL,
    OF_PERSON,
    OF_TEAM,
    Snapshot,
    lacking,
)
from core.standards.waivers.waiving import holding
from store.standards import snapshots
from tests.standards import rich
from tests.standards.drawn import readings
from tests.standards.standards import TODAY, clause, standard
from tests.standards.tenants import reading, team

TURNS = Waiver("enough_owners", "They take turns.", "Pat", TODAY + timedelta(days=3), team="apollo")


def file_of(snapshot: Snapshot, folder: Path) -> Path:
    file = folder / "night.snapshot"
    file.write_bytes(b"".join(snapshots.pieces(snapshot)))
    return file


def of(what: Reading, reads: frozenset[Read] = frozenset(Read)) -> Snapshot:
    return Snapshot(what, reads, rich.MOMENT, "Contoso", "UTC")


def test_all_that_was_read_comes_back(tmp_path: Path) -> None:
    whole = rich.snapshot()

    assert snapshots.read(file_of(whole, tmp_path)) == whole


@pytest.mark.parametrize("accepted", [True, 1, 0.5, "left", ("ada", "sam"), (), None])
def test_exceptions_from_cards_come_back_as_they_were_approved(
    tmp_path: Path, accepted: Seen
) -> None:
    kept = replace(rich.snapshot(), waivers=(("tidy", replace(TURNS, accepted=accepted)),))

    [(name, found)] = snapshots.read(file_of(kept, tmp_path)).waivers

    assert (name, found) == ("tidy", replace(TURNS, accepted=accepted))
    assert type(found.accepted) is type(accepted)


def test_only_exceptions_that_hold_for_a_team_that_was_read_are_kept() -> None:
    tenant = reading(team("apollo")).tenant
    others = (replace(TURNS, until=TODAY - timedelta(days=1)), replace(TURNS, team="borealis"))

    assert holding([("tidy", each) for each in (TURNS, *others)], tenant, TODAY) == (
        ("tidy", TURNS),
    )


async def test_an_exception_in_a_snapshot_counts_until_its_day() -> None:
    asked = standard(clause("enough_owners", at_least=2), name="tidy")
    kept = replace(of(reading(team("apollo", owners=["ada"]))), waivers=(("tidy", TURNS),))

    for today, outcome in ((TURNS.until, "waived"), (TURNS.until + timedelta(days=1), "failed")):
        audited, _ = await audit_again(kept, [asked], run_id="run", today=today)
        assert [each.outcome for each in audited.findings] == [outcome]


@settings(max_examples=60, deadline=None)
@given(readings())
def test_whatever_was_read_comes_back(
    tmp_path_factory: pytest.TempPathFactory, what: Reading
) -> None:
    found = snapshots.read(file_of(of(what), tmp_path_factory.mktemp("kept"))).reading

    assert replace(found, tenant=replace(found.tenant, teams=tuple(found.tenant.teams))) == what


def test_what_nobody_asked_for_stays_so(tmp_path: Path) -> None:
    read = reading(team("apollo", reads={Read.GROUPS}))

    [found] = snapshots.read(file_of(of(read), tmp_path)).reading.tenant.teams

    assert found.members is NOT_ASKED  # some ask for the very one
    assert found == read.tenant.teams[0]


def test_every_fact_that_may_not_be_asked_for_has_its_read() -> None:
    """So that a snapshot without it says so; these come with the list of teams."""
    listed = {"labels", "expires_at", "errors"}
    known = ((Team, OF_TEAM), (Channel, OF_CHANNEL), (Account, OF_PERSON), (Organisation, OF_ALL))
    for kind, table in known:
        named = {name for names in table.values() for name in names}
        optional = {each.name for each in fields(kind) if each.default is NOT_ASKED}
        assert optional <= named | listed, kind


async def test_what_a_changed_standard_needs_and_was_not_read_is_unknown() -> None:
    read = reading(team("apollo", reads={Read.GROUPS, Read.TEAMS}))
    kept = of(read, frozenset({Read.GROUPS, Read.TEAMS}))
    asked = standard(clause("few_owners"), clause("members_at_least"), clause("guests"))

    audited, _ = await audit_again(kept, [asked], run_id="run", today=TODAY, everything=True)

    said = {each.rule: (each.outcome, each.says) for each in audited.findings}
    assert said["few_owners"][0] is Outcome.PASSED
    assert said["members_at_least"] == (Outcome.UNKNOWN, LACKING.reason)
    assert said["guests"] == (Outcome.UNKNOWN, LACKING.reason)
    assert audited.run.complete == 0


async def test_whether_a_team_is_archived_may_be_what_is_lacking() -> None:
    kept = of(reading(team("apollo", reads={Read.GROUPS})), frozenset({Read.GROUPS}))
    asked = standard(clause("few_owners"), applies_to=AppliesTo(archived=False))

    audited, _ = await audit_again(kept, [asked], run_id="run", today=TODAY)

    assert [each.says for each in audited.findings] == [LACKING.reason]


def test_what_failed_stays_as_it_failed() -> None:
    away = team("apollo", members="Microsoft Graph did not answer")

    found = lacking(of(reading(away), frozenset({Read.GROUPS})), frozenset(Read))

    assert found.tenant.teams[0].members == Gap("Microsoft Graph did not answer")


async def test_some_teams_can_be_judged_alone() -> None:
    kept = of(reading(team("apollo"), team("gemini")))
    asked = standard(clause("few_owners"), clause("teams_per_person"))

    audited, _ = await audit_again(
        kept, [asked], run_id="run", today=TODAY, team_ids=["gemini"], everything=True
    )

    assert not audited.run.whole
    assert {each.subject.id for each in audited.findings} == {"gemini", "contoso"}
    assert audited.judged == {("house", "few_owners", "must")}


@pytest.mark.parametrize("cut", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_is_not_taken_for_the_whole(tmp_path: Path, cut: float) -> None:
    file = file_of(rich.snapshot(), tmp_path)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * cut)])

    with pytest.raises(InputError, match=r"ends too early|is no snapshot"):
        snapshots.read(file)


def test_lines_that_are_missing_at_its_end_are_missed(tmp_path: Path) -> None:
    file = file_of(rich.snapshot(), tmp_path)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(lines[:-1])))

    with pytest.raises(InputError, match="ends too early"):
        snapshots.read(file)


@pytest.mark.parametrize(
    "data",
    [
        b"nothing of ours",
        gzip.compress(b"nor this\n", mtime=0),
        gzip.compress(b"[1, 2]\n", mtime=0),
        gzip.compress(b'{"is": "process-center snapshot", "version": 1}\n["team", [1]]\n', mtime=0),
        gzip.compress(b"[" * 100_000, mtime=0),
        gzip.compress(b"\xff\xfe\n", mtime=0),
    ],
)
def test_garbage_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "garbage"
    file.write_bytes(data)

    with pytest.raises(InputError, match="is no snapshot, or it was damaged"):
        snapshots.read(file)


def test_every_line_that_is_changed_is_noticed(tmp_path: Path) -> None:
    file = file_of(rich.snapshot(2), tmp_path)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    for at in range(len(lines)):
        for wrong in (
            b"[]\n",
            b"7\n",
            b'["team", {}]\n',
            b'["person"]\n',
            b"{}\n",
            b'["odd", 1]\n',
        ):
            file.write_bytes(gzip.compress(b"".join([*lines[:at], wrong, *lines[at + 1 :]])))
            with pytest.raises(InputError):
                snapshots.read(file)


def test_another_version_is_told(tmp_path: Path) -> None:
    file = file_of(rich.snapshot(1), tmp_path)
    head, rest = gzip.decompress(file.read_bytes()).split(b"\n", 1)
    newer = json.dumps({**json.loads(head), "version": 2}).encode()
    file.write_bytes(gzip.compress(newer + b"\n" + rest))

    with pytest.raises(InputError, match=r"of another version of Process Center \(2, not 1\)"):
        snapshots.read(file)


def test_a_fact_that_is_newer_than_the_file_is_lacking(tmp_path: Path) -> None:
    file = file_of(rich.snapshot(1), tmp_path)
    lines = [json.loads(each) for each in gzip.decompress(file.read_bytes()).splitlines()]
    at = lines[0]["fields"]["Team"].index("plans")
    del lines[0]["fields"]["Team"][at]
    for line in lines:
        if isinstance(line, list) and line[0] == "team":
            del line[1][at]
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))

    assert snapshots.read(file).reading.tenant.teams[0].plans == LACKING


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        snapshots.read(tmp_path / "gone")
