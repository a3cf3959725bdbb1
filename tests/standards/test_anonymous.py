"""A snapshot that may be shown to others: no name in it, and the same findings."""

import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.standards.auditing import audit_again
from core.standards.clauses import OUTSIDE
from core.standards.engine import judge, reads
from core.standards.facts import Reading
from core.standards.model import AppliesTo, Audited, Finding, Outcome, Standard, Waiver
from core.standards.snapshots.hidden import NEEDS_NAMES, counts_only
from core.standards.snapshots.hiding import anonymous
from core.standards.snapshots.pseudonyms import Pseudonyms
from core.standards.snapshots.snapshot import Snapshot
from store.standards import snapshots
from tests.standards import rich
from tests.standards.drawn import CLAUSES, STANDARDS, readings
from tests.standards.standards import TODAY, clause, standard

SECRET, SALT = b"a secret of this test", "salt"
RENAMED = Pseudonyms(SECRET)
PROJECTS = standard(*CLAUSES, name="projects", applies_to=AppliesTo(name="1"))
ACCEPTED = standard(
    *CLAUSES,
    waivers=(
        Waiver("enough_owners", "So agreed.", "pat", date(2027, 1, 1), team=rich.id_(0)),
        Waiver(
            "teams_per_person",
            "So agreed.",
            "pat",
            date(2027, 1, 1),
            person="ludmilla.quarzstein0@zuffenhausen-werke.example",
        ),
        *(
            Waiver(rule, "So agreed.", "pat", date(2027, 1, 1), subject=about)
            for rule, about in (
                ("overlapping_teams", f"{rich.id_(0)}|{rich.id_(1)}"),
                ("channel_email", "19:kern3@thread.tacv2"),
                ("sprawl", rich.id_(9999)),
            )
        ),
    ),
)
# Such texts are Microsoft's, or of every tenant.
QUOTED = re.compile(r"“[^”]*”")
COMMON = re.compile(r"|1\.[23]\.\d")


def nameless(snapshot: Snapshot, standards: Sequence[Standard]) -> Snapshot:
    return anonymous(snapshot, standards, TODAY, secret=SECRET, salt=SALT)


def written(snapshot: Snapshot, tmp_path: Path) -> Snapshot:
    """As it comes out of a file."""
    file = tmp_path / "some.snapshot"
    file.write_bytes(b"".join(snapshots.pieces(snapshot)))
    return snapshots.read(file)


async def judged(snapshot: Snapshot, *standards: Standard) -> Audited:
    audited, _ = await audit_again(snapshot, standards, run_id="run", today=TODAY, everything=True)
    return audited


def came_out(findings: Iterable[Finding], *, renamed: bool) -> set[tuple[object, ...]]:
    """What was found of what, without what is said of it; under the other names where asked."""
    return {
        (
            each.standard,
            each.rule,
            each.level,
            each.outcome,
            (RENAMED.subject(each.subject).id if renamed else each.subject.id),
        )
        for each in findings
    }


async def test_no_word_of_the_organisation_is_in_the_file() -> None:
    whole = rich.snapshot()
    standards = (*STANDARDS, PROJECTS, ACCEPTED)

    text = gzip.decompress(b"".join(snapshots.pieces(nameless(whole, standards)))).decode()

    own = {
        each
        for each in rich.words((whole.reading, whole.organisation))
        if not COMMON.fullmatch(each)
    }
    assert len(own) > 100
    assert [each for each in own if each in text] == []
    parts = ("Quarzstein", "zuffenhausen", "Gussform", "gastgeber", "schmelz", "abcdef12", "geheim")
    assert [each for each in parts if each.lower() in text.lower()] == []


def test_exceptions_from_cards_are_not_in_the_file(tmp_path: Path) -> None:
    of_card = Waiver("enough_owners", "Geheimgrund.", "pat", date(2027, 1, 1), team=rich.id_(0))
    whole = replace(rich.snapshot(), waivers=((PROJECTS.name, of_card),))

    assert written(nameless(whole, [PROJECTS]), tmp_path).waivers == ()


async def test_the_findings_are_the_same_but_for_the_names(tmp_path: Path) -> None:
    whole = rich.snapshot()
    standards = (PROJECTS, ACCEPTED)

    before = await judged(whole, *standards)
    after = await judged(written(nameless(whole, standards), tmp_path), *standards)

    assert came_out(after.findings, renamed=False) == came_out(before.findings, renamed=True)
    assert after.run.counts == before.run.counts
    waived = {each.rule for each in after.findings if each.outcome is Outcome.WAIVED}
    assert waived == {each.rule for each in ACCEPTED.waivers}
    for each in after.findings:
        kept = "before names were replaced" in each.says
        assert kept == (not counts_only(each.rule) and each.says != OUTSIDE.says), each


@settings(max_examples=60, deadline=None)
@given(readings(), st.sampled_from(STANDARDS))
def test_it_is_so_for_any_tenant(what: Reading, asked: Standard) -> None:
    whole = replace(rich.snapshot(0), reading=what)
    hidden = nameless(whole, [asked])

    before = judge([asked], whole.reading, TODAY, everything=True)
    after = judge([asked], hidden.reading, TODAY, everything=True, hidden=hidden.hidden)

    # The smaller id of a pair comes first, and which it is changes with the names.
    assert came_out(after.findings, renamed=False) == came_out(before.findings, renamed=True)
    assert after.counts == before.counts


async def test_what_counts_says_the_same_words_with_the_same_numbers() -> None:
    whole = rich.snapshot()
    asked = standard(*(each for each in CLAUSES if counts_only(each.rule)))
    before, after = await judged(whole, asked), await judged(nameless(whole, [asked]), asked)

    def said(audited: Audited, *, renamed: bool) -> set[tuple[object, ...]]:
        pairs = "overlapping_teams"
        return {
            (
                each.rule,
                RENAMED.subject(each.subject).id if renamed else each.subject.id,
                QUOTED.sub("“”", each.says),
            )
            for each in audited.findings
            if each.rule != pairs and each.outcome is not Outcome.UNKNOWN
        }

    assert said(after, renamed=False) == said(before, renamed=True)


async def test_a_clause_that_needs_names_and_is_new_is_unknown() -> None:
    hidden = nameless(rich.snapshot(), [PROJECTS])
    changed = replace(PROJECTS, clauses=(clause("name_pattern", pattern="^Other"),))
    moved = standard(clause("few_owners"), name="moved", applies_to=AppliesTo(name="2"))

    found = (await judged(hidden, changed, moved)).findings

    inside = {each.outcome for each in found if each.outcome is not Outcome.NOT_APPLICABLE}
    assert inside == {Outcome.UNKNOWN}
    assert {each.says for each in found if each.outcome is Outcome.UNKNOWN} == {NEEDS_NAMES}


async def test_a_changed_number_is_judged_again_without_names(tmp_path: Path) -> None:
    hidden = written(nameless(rich.snapshot(), [PROJECTS]), tmp_path)
    stricter = replace(PROJECTS, clauses=(clause("few_owners", at_most=0),))

    found = (await judged(hidden, stricter)).findings

    assert {each.outcome for each in found} == {Outcome.FAILED, Outcome.NOT_APPLICABLE}
    assert reads([stricter]) <= hidden.reads


@pytest.mark.parametrize(
    "name", ["Umbau", "Der „Umbau” am Kai", "“Umbau” am Kai", "Umbau\n am Kai"]
)
def test_a_reason_names_nothing_whatever_quotes_and_lines_a_name_has(name: str) -> None:
    says = Pseudonyms(b"secret").reason(f"the version “1.x” of “{name}” cannot be compared")

    assert not re.search("Umbau|Kai", says)
    assert says.startswith("the version Text ")
    assert says.endswith(" cannot be compared")
