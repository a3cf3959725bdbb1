"""What cannot be seen says nothing, and what can is never dropped."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.unseen import says_something, without_unseen

NOTHING = (
    *"\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u061c\u180e\u034f",
    *"\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\ufe00\ufe0f\U000e0100\U000e0020\u202a\u202e\u2066",
    *"\u2069\u00a0\u2000\u200a\u202f\u205f\u3000\u1680\u2028\u2029\x00\x07\x85 \t\n\r\u2065\ufff0",
)
SOMETHING = (
    *(
        "x",
        ".",
        "-",
        "0",
        "ü",
        "ß",
        "あ",
        "한",
        "⠃",
        "👍",
        "👍\ufe0f",
        "👩\u200d👧",
        "⚠\ufe0f",
        "🇩🇪",
        "ا",
    ),
    *("क\u094d\u200dष", "!", "…", "\ue000", "\U00018cd6", "🏴\U000e0067\U000e007f"),
)


@pytest.mark.parametrize("letter", NOTHING, ids=lambda each: f"{ord(each):04X}")
def test_what_nobody_sees_says_nothing(letter: str) -> None:
    assert not says_something(letter)
    assert not says_something(f" {letter * 3}\u200b\n")
    assert says_something(f"{letter}x{letter}")


@pytest.mark.parametrize("text", SOMETHING)
def test_what_is_seen_says_something(text: str) -> None:
    assert says_something(text)
    assert says_something(f"\u2060{text}\ufe0f")


def test_an_empty_text_says_nothing() -> None:
    assert not says_something("")


@given(st.text(st.sampled_from([*NOTHING, *"ab é"]), max_size=20))
def test_taking_out_what_is_not_seen_keeps_what_is_and_the_spaces(text: str) -> None:
    kept = without_unseen(text)

    assert [each for each in kept if each in "abé"] == [each for each in text if each in "abé"]
    assert says_something(kept) == says_something(text)
    assert len(kept.split()) == len(without_unseen(kept).split())
    assert not {unicodedata.category(each) for each in kept if not each.isspace()} & {"Cf", "Cc"}
