"""What each format makes of a retro, of which some notes mean harm."""

import csv
import html
import json
import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core import registry
from core.facts import Gap
from core.retros.model import Note, Phase
from pages.kit.formats import FileFormat, find, names
from pages.kit.text import neutral
from pages.retros import formats as retro_formats
from pages.retros.formats import Whole
from tests.cards.retro_boards import AGREED, EARLIER, RETRO, noted, notes

MANY = settings(max_examples=200, deadline=None)
CLOSED = replace(RETRO, phase=None, closed_at=RETRO.opened_at)
WHOLE = Whole(CLOSED, notes(), [*AGREED, *EARLIER])
NASTY = [
    '=HYPERLINK("http://127.0.0.1/?"&A1,"open")',
    "-1+1",
    "a,b;c\td",
    'He said "no"',
    "two\nlines\r\nor three",
    "# no heading\n- no list\n1. none\n> none\n```\nnone",
    "*not bold* _nor this_ [no link](http://127.0.0.1) <b>none</b> ![x](y)",
    "\x1b[31mred\x07 \u202egnp.exe",
    "تأخر المورد",
    "🚧 | pipes | and \\ backslashes",
]
HARM = Whole(
    replace(CLOSED, project="=Apollo | *1*"),
    [noted("start", text, 1) for text in NASTY],
    [replace(AGREED[0], title=text, owner=text[:80]) for text in NASTY],
)


def written(name: str, whole: Whole = WHOLE) -> str:
    """The whole of it."""
    return "".join(map(str, find(retro_formats, name).write(whole)))


def rows(whole: Whole) -> list[dict[str, str]]:
    """The spreadsheet as a program reads it."""
    return list(csv.DictReader(StringIO(written("csv", whole), newline="")))


def test_every_format_is_found_by_its_file_alone() -> None:
    assert names(retro_formats) == ["csv", "json", "markdown"]
    assert sorted(registry.collect(retro_formats, "FORMAT", FileFormat)) == names(retro_formats)
    assert [find(retro_formats, name).marked for name in names(retro_formats)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", ["csv", "json", "markdown"])
@pytest.mark.parametrize(
    "whole",
    [
        WHOLE,
        HARM,
        Whole(RETRO, [], []),
        Whole(replace(CLOSED, written=0, voted=0), [], []),
        Whole(replace(RETRO, phase=Phase.VOTE, expected=Gap("no")), notes(counted=False), []),
    ],
)
def test_every_format_writes_every_retro_and_speaks_to_no_terminal(name: str, whole: Whole) -> None:
    text = written(name, whole)

    assert text.endswith("\n")
    harmless = re.sub("[\u2068\u2069\r\n\t]", "", text)
    assert neutral(harmless) == harmless


def test_markdown_has_actions_first_and_then_the_notes_by_prompt() -> None:
    lines = written("markdown").splitlines()

    assert lines[0] == "# Apollo · retro 12"
    assert lines[2] == (
        "Start, stop, continue · 20 November 2026 · 14 notes · 5 of 7 voted · "
        "closed 20 November 2026"
    )
    assert [line for line in lines if line.startswith("## ")] == [
        "## Actions",
        "## What should we start doing?",
        "## What should we stop doing?",
        "## What works and should stay?",
    ]
    assert (
        "- [ ] Decline every meeting that has no agenda — Grace Hopper, by 4 December 2026" in lines
    )
    first = lines.index("## What should we stop doing?") + 2
    assert lines[first] == "- Meetings without an agenda — 5 votes"


def test_an_action_that_is_done_is_ticked() -> None:
    done = replace(AGREED[2], done_on=date(2026, 11, 27))

    assert "- [x] Try a freeze on Fridays — done 27 November 2026\n" in written(
        "markdown", Whole(CLOSED, [], [done])
    )


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        (Phase.WRITE, "taken out during the writing, without its notes"),
        (Phase.VOTE, "taken out during the voting, without its votes"),
        (Phase.ACTIONS, "taken out before it closed"),
        (None, "closed"),
    ],
)
def test_markdown_says_how_far_the_retro_is(phase: Phase | None, says: str) -> None:
    text = written("markdown", Whole(replace(RETRO, phase=phase, voted=0), [], []))

    assert f"20 November 2026 · 14 notes · {says}\n" in text
    assert "There is nothing to show." in text


def items(text: str) -> list[str]:
    """The items of the lists that a reader of Markdown sees."""
    page = MarkdownIt("commonmark").render(text)
    assert not set(re.findall(r"<(\w+)", page)) - {"h1", "h2", "p", "ul", "li", "br"}
    return re.findall(r"<li>(.*?)</li>", page, re.DOTALL)


UNSEEN = "\u2060\u2068\u2069"
TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp"],
        include_characters="\n",
        exclude_characters=UNSEEN,  # ours are looked away from, so a text must have none
    ),
    min_size=1,
    max_size=60,
).filter(str.strip)
MARKUP = st.lists(st.sampled_from([*"*_#`[]()<>!|\\-+=.1 \n&~@:/x", "http://"]), max_size=30).map(
    "".join
)


@given(TEXTS | MARKUP.filter(str.strip))
@MANY
def test_no_note_is_markup_in_markdown(text: str) -> None:
    (item,) = items(written("markdown", Whole(CLOSED, [noted("start", text, 2)], [])))

    lines = [" ".join(neutral(line).split()) for line in neutral(text, keep="\t\r\n").splitlines()]
    seen = re.sub(f"[{UNSEEN}]", "", item)
    wanted = "<br />\n".join(html.escape(line, quote=False) for line in lines if line)
    assert seen == f"{wanted.replace(chr(34), '&quot;')} — 2 votes"


def test_csv_has_a_row_for_each_note_and_action() -> None:
    found = rows(WHOLE)

    assert [row["kind"] for row in found] == ["note"] * 14 + ["action"] * 5
    assert {row["project"] for row in found} == {"Apollo"}
    assert found[0]["text"] == "Show the build to support every Friday"
    assert (found[0]["prompt"], found[0]["votes"]) == ("What should we start doing?", "5")
    assert (found[15]["owner"], found[15]["due_on"]) == ("Grace Hopper", "2026-12-04")
    assert found[15]["opened_on"] == "2026-11-20"


def test_csv_calculates_nothing_and_keeps_lines_and_quotes() -> None:
    found = {row["text"] for row in rows(HARM)}

    assert f"'{NASTY[0]}" in found
    assert "'-1+1" in found
    assert {NASTY[2], NASTY[3], NASTY[4]} <= found
    assert not [cell for row in rows(HARM) for cell in row.values() if cell.startswith(("=", "-"))]


@given(TEXTS)
@MANY
def test_csv_gives_back_what_was_written(text: str) -> None:
    (row,) = rows(Whole(CLOSED, [noted("start", text, 2)], []))

    kept = neutral(text, keep="\t\r\n")
    assert row["text"].replace("'", "") == kept.replace("'", "")
    assert not row["text"].startswith(("=", "+", "-", "@"))


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers(0, 99)), max_size=5))
@MANY
def test_json_gives_back_what_was_written(told: list[tuple[str, int | None]]) -> None:
    made = [Note(str(at), "start", text, votes) for at, (text, votes) in enumerate(told)]
    found = json.loads(written("json", Whole(CLOSED, made, [])))

    read = [(note["text"], note["votes"]) for note in found["notes"]]
    assert sorted(read, key=str) == sorted(told, key=str)


def test_json_has_every_key_and_counts_who_took_part() -> None:
    found = json.loads(written("json"))

    assert found["retro"]["phase"] == "closed"
    assert found["retro"]["opened_at"] == "2026-11-20T21:00:00Z"
    assert (found["retro"]["voted"], found["retro"]["expected"]) == (5, 7)
    assert {frozenset(note) for note in found["notes"]} == {frozenset({"prompt", "text", "votes"})}
    assert found["actions"][0] == {
        "id": "act1",
        "title": "Show the build in the support channel, first on 27 November",
        "owner": {"id": "a1", "name": "Ada Byron"},
        "due_on": "2026-11-27",
        "opened_on": "2026-11-20",
        "done_on": None,
    }
    assert found["actions"][2]["owner"] is None
    unread = replace(RETRO, expected=Gap("not permitted"))
    found = json.loads(written("json", Whole(unread, [], [])))
    assert (found["retro"]["expected"], found["retro"]["closed_at"]) == (None, None)
    assert found["retro"]["phase"] == "write"


def test_no_format_tells_when_a_note_came_or_which_one_it_was() -> None:
    """In another order of coming, every file is the same, and no id of a note is in it."""
    shuffled = Whole(CLOSED, notes()[::-1], WHOLE.actions)

    for name in names(retro_formats):
        assert written(name, shuffled) == written(name)
        assert not [note.id for note in notes() if note.id in written(name)]
