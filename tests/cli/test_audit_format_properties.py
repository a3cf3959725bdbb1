"""Whatever a tenant calls its teams, no format obeys it: every letter is shown, or taken out."""

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl.utils.escape import unescape

from core.standards.model import Audited, Outcome
from pages.kit.formats import find
from pages.kit.text import neutral, xml
from pages.standards import formats
from tests.cli.audited import NASTY, audited, context

MARKUP = ("|", "`", "# x", "* a", "[x](http://y)", "](", "<b>", "]]>", "&amp;", "{0}")
ODD = ("=1+1", "@SUM(A1)", "-1", "http://a.example", "www.a.example", "\n", "\r\n", "\0", "\ufffe")
PIECES = st.sampled_from([*NASTY, *MARKUP, *ODD, "_x0041_"])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), min_size=1, max_size=4).map("".join)
FAILED = next(each for each in audited(24).findings if each.outcome is Outcome.FAILED)


def called(text: str) -> Audited:
    """A run with one finding, about a team that is called so, of which so much was seen."""
    of = replace(
        FAILED, team_name=text, subject=replace(FAILED.subject, name=text), says=text, title=text
    )
    return replace(audited(1), findings=[of], new=frozenset(), fixed=[])


def written(name: str, text: str) -> bytes:
    """What the format makes of it."""
    of = called(text)
    told = replace(context(of), trends=None)
    pieces = find(formats, name).write(of, told)
    return b"".join(each if isinstance(each, bytes) else each.encode() for each in pieces)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_sarif_says_it_without_places_to_fill_in_and_links(text: str) -> None:
    result = json.loads(written("sarif", text))["runs"][0]["results"][0]
    says = result["message"]["text"]

    assert result["locations"][0]["logicalLocations"][0]["name"] == neutral(text)
    plain = says.replace("{{", "{").replace("}}", "}").replace("\\[", "[").replace("\\]", "]")
    assert plain.replace("\\\\", "\\") == (neutral(text) or "Nothing was said.")
    assert "{" not in says.replace("{{", "")
    assert "[" not in says.replace("\\[", "")


@given(TEXTS)
@example("a\x0bb\ufffe\uffff]]>")
@settings(max_examples=60, deadline=None)
def test_junit_is_xml_that_says_it(text: str) -> None:
    root = ElementTree.fromstring(written("junit", text))  # noqa: S314 our own
    (case,) = root.iter("testcase")

    assert case[0].get("message") == xml(text)
    assert case.get("name") == f"{xml(text)}: {xml(text)} ({FAILED.subject.id})"


@given(TEXTS)
@example("_x0041_=1")
@settings(max_examples=40, deadline=None)
def test_a_workbook_holds_it_as_text(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(written("xlsx", text)))
    heads, cells = list(book["Findings"].iter_rows())
    found = dict(zip([head.value for head in heads], cells, strict=True))

    assert unescape(found["team"].value or "") == xml(text), "as Excel reads it"
    assert found["team"].data_type != "f"
    assert found["team"].hyperlink is None


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_csv_begins_no_cell_with_a_formula(text: str) -> None:
    rows = list(csv.DictReader(StringIO(written("csv", text).decode(), newline="")))

    assert len(rows) == 1
    assert not rows[0]["team"].lstrip().startswith(("=", "+", "-", "@"))


class Tags(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remembers it."""
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Remembers it."""
        self.words.append(data)


NO_TAGS = Tags(written("html", "plain").decode()).tags
NO_MARKUP = Tags(MarkdownIt("gfm-like").render(written("markdown", "plain").decode())).tags


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_a_page_has_no_tag_of_a_name(text: str) -> None:
    assert Tags(written("html", text).decode()).tags == NO_TAGS


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_markdown_has_no_markup_of_a_name(text: str) -> None:
    page = MarkdownIt("gfm-like", {"html": True}).render(written("markdown", text).decode())

    assert Tags(page).tags == NO_MARKUP
