"""Any text of any person is shown as it was typed, in every field of every card."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Press
from bot.chat.dispatch import answer
from bot.chat.turn import Reply
from cards.chat import notice
from cards.checkins import checkin_answers, checkin_form, checkin_open, checkin_report
from cards.kit.elements import Card, to_json
from cards.kit.message import sentence
from cards.kit.text import plain, readers_moment, shortened, spoken
from core.checkins.model import Answer, Attention, Colour, Dimension, Questions, Standing
from core.checkins.report import Given, Material, make
from core.checkins.sitting import Sheet
from core.days import day, weekday
from core.markup import clean, escape
from core.people.model import Person
from tests.cards.renderer import (
    MACRO,
    TEMPLATE,
    elements,
    macros,
    marked_up,
    one_line,
    read,
    shown,
    tags,
)
from tests.cards.rounds import CLOSED, FORM, QUESTIONS, ROUND, TYPED

NASTY = (
    *("[r]: /u", "<mark>", "_", "*", "\\_", "1.", "-", "www.", ".com", "http", "://", "@"),
    *(
        "**",
        "__",
        "*a*",
        "_b_",
        "`c`",
        "~~d~~",
        "# ",
        "- ",
        "+ ",
        "1. ",
        "12) ",
        "> ",
        "---",
        "===",
    ),
    *("[x](https://e.example)", "![y](z)", "<https://e.example>", "www.e.com", "e.com", "a@b.com"),
    *("https://e.example/?a=b&c=d", "<at>Ada</at>", "<b>", "&lt;", "&#42;", "&amp;", "\\", "\\*"),
    *("{{DATE(2026-11-16T15:00:00Z, SHORT)}}", "{{TIME(2026-11-16T15:00:00Z)}}", "{{", "{{{", "}}"),
    *(
        "${name}",
        "$${a}",
        "\n",
        "\n\n",
        "\r\n",
        "    code",
        "\t",
        "| a | b |",
        "|---|---|",
        "[r]: /u",
    ),
    *(
        "شروع",
        "\u202egnp",
        "\u2069",
        "🚀",
        "👩‍👩‍👧",
        "\x00",
        "\ud800",
        "ok",
        " ",
        '"',
        "'",
        "<mark>",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=8).map("".join)


@given(TEXTS)
def test_an_escaped_text_reads_as_typed_and_is_only_paragraphs(text: str) -> None:
    markup = marked_up(escape(text))

    assert set(re.findall(r"<(/?\w+)", markup)) <= {"p", "/p"}
    assert read(markup) == one_line(clean(text))
    assert not MACRO.search(escape(text))
    assert not TEMPLATE.search(escape(text))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("around", ["{}", "{}word", "word{}", "{}{}", "one\n{} two", "{}word{}"])
def test_each_known_trick_fails_wherever_it_stands(text: str, around: str) -> None:
    text = around.replace("{}", text)
    markup = marked_up(escape(text))

    assert set(re.findall(r"<(/?\w+)", markup)) <= {"p", "/p"}
    assert read(markup) == one_line(clean(text))


@given(TEXTS)
def test_a_plain_text_reads_as_typed_and_holds_no_macro(text: str) -> None:
    assert one_line(plain(text)) == one_line(clean(text))
    assert not MACRO.search(plain(text))
    assert not TEMPLATE.search(plain(text))


@given(TEXTS)
def test_only_what_cannot_be_seen_is_dropped(text: str) -> None:
    lost = set(text) - set(clean(text)) - set("\r\v\f\x85\u2028\u2029")

    assert not {each for each in lost if each.isprintable()}


@given(TEXTS)
def test_a_spoken_text_has_no_markup(text: str) -> None:
    assert not set(spoken(text)) & set("<>&{}\n")


def _same(card: Card, *texts: str, moments: int = 0) -> None:
    """All texts are there, and nothing in them became anything else."""
    wire = to_json(card)
    words = shown(wire)
    assert all(one_line(clean(text)) in words for text in texts)
    assert tags(wire) <= {"p", "strong"}
    assert macros(wire) == moments


@given(TEXTS)
def test_no_field_of_an_open_card_is_interpreted(text: str) -> None:
    _same(checkin_open.build(replace(ROUND, project=text)), text, moments=2)


@given(TEXTS)
def test_no_field_of_a_form_is_interpreted(text: str) -> None:
    asked = Questions("q", text, 3, text, (Dimension("schedule", text),), text, text)
    form = replace(
        FORM,
        round=replace(ROUND, project=text, questions=asked),
        typed=dict.fromkeys([*TYPED, "attention", "listen"], text),
        people=(Person("a", text),),
        until=text,
        owner=text,
        leaders=(text,),
        heard=(text,),
        mistakes={"schedule": text, "elsewhere": text},
    )
    inputs = {each["id"]: each for each in _inputs(to_json(checkin_form.build(form)))}

    _same(checkin_form.build(form), text, moments=0)
    assert inputs["listen"].get("value", "") == text
    assert inputs["attention"].get("value", "") == text


@given(TEXTS, TEXTS)
def test_no_field_of_a_report_is_interpreted(text: str, other: str) -> None:
    answer = Answer(
        {"schedule": Standing(Colour.RED, text)}, None, None, Attention(other, "k3"), text
    )
    asked = replace(QUESTIONS, dimensions=(Dimension("schedule", other),))
    made = make(
        asked,
        Material([Given(answer, CLOSED.closes_at.date())], [], {"k3": text}, 7),
        CLOSED.closes_at,
    )

    card = checkin_report.build(replace(CLOSED, project=other), made)

    _same(card, text, other)


@given(TEXTS, TEXTS)
def test_no_field_of_the_answers_is_interpreted(text: str, other: str) -> None:
    answer = Answer({"x": Standing(Colour.RED, text)}, attention=Attention(other, "k"), listen=text)

    card = checkin_answers.build(Sheet(CLOSED, [(other, answer)], {"k": text}))

    _same(card, text, other)


@given(TEXTS)
def test_a_notice_is_shown_as_typed(text: str) -> None:
    _same(notice.build(text), text)


def test_dates_are_short_and_have_their_year_only_where_it_is_another() -> None:
    assert day(date(2026, 11, 9)) == "9 Nov"
    assert day(date(2027, 1, 2), date(2026, 12, 30)) == "2 Jan 2027"
    assert weekday(date(2026, 11, 27), date(2026, 11, 17)) == "Fri 27 Nov"


def test_a_moment_is_left_to_the_readers_client() -> None:
    assert (
        readers_moment(datetime(2026, 11, 17, 15, tzinfo=UTC))
        == "{{DATE(2026-11-17T15:00:00Z, SHORT)}} {{TIME(2026-11-17T15:00:00Z)}}"
    )


def test_a_shortened_text_says_that_there_is_more() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abc def", 4) == "abc …"


def _inputs(wire: dict[str, object]) -> list[dict[str, object]]:
    return [each for each in elements(wire) if str(each.get("type", "")).startswith("Input.")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Granite certification", "Granite certification"),
        ("Granite certification now", "Granite …"),
        ("so that it keeps its date?", "so that it keeps its …"),
        ("x" * 22, "x" * 22),
        ("x" * 23, "x" * 20 + " …"),
        ("one two three four five six", "one two three four …"),
    ],
)
def test_a_text_is_cut_between_words_and_never_for_a_letter(text: str, shown: str) -> None:
    assert shortened(text, 20) == shown


@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2066", "\u2067", "\x07", "\x1b"])
def test_nobody_s_name_turns_a_sentence_of_ours_around(mark: str) -> None:
    says = f"The retro of Apo{mark}llo is open already;\nits card is above."
    plain_text = says.replace(mark, "")

    assert sentence(says)["text"] == plain_text
    assert answer(Press.ONE, Reply(says=says))["value"] == plain_text
    assert answer(Press.SUBMIT, Reply(says=says))["task"]["value"] == plain_text
    assert mark not in str(answer(Press.FETCH, Reply(says=says)))
