"""Words nearly right are understood; words that are none of ours are not taken for one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import commands
from bot.chat.understanding import Meant, not_understood, understood
from bot.commands import Command, spoken
from core.pressing.place import Scope
from core.registry import collect

KNOWN = {spoken(name): each for name, each in collect(commands, "COMMAND", Command).items()}


@pytest.mark.parametrize(
    ("written", "name", "rest"),
    [
        ("check in", "check in", ""),
        ("CHECK   In", "check in", ""),
        ("check-in", "check in", ""),
        ("checkin", "check in", ""),
        ("Check in!", "check in", ""),
        ("checkin?", "check in", ""),
        ("check-ins", "check in", ""),
        ("check in please", "check in", "please"),
        ("retros", "retro", ""),
        ("retro: sailboat", "retro", "sailboat"),
        ("retro sailboat!", "retro", "sailboat"),
        ("“help”", "help", ""),
        ("helps", "help", ""),
        ("Digest.", "digest", ""),
        ("audits", "audit", ""),
        ("audit PRJ-Ember", "audit", "PRJ-Ember"),
        ("away until 24.11.", "away", "until 24.11"),
        ("away: until next Monday", "away", "until next Monday"),
    ],
)
def test_case_hyphens_spaces_and_a_plural_make_no_difference(
    written: str, name: str, rest: str
) -> None:
    assert understood(written, KNOWN) == Meant(name, rest)


@pytest.mark.parametrize(
    ("written", "name", "rest"),
    [
        ("check in.", "check in", ""),
        ("/check in", "check in", ""),
        ("/check-in", "check in", ""),
        ("!help", "help", ""),
        ("check\u200b in", "check in", ""),
        ("che\u200bck in", "check in", ""),
        ("check\u00a0in", "check in", ""),
        ("check\u2011in", "check in", ""),
        ("c\u00adheck in\ufeff", "check in", ""),
        ("ｃｈｅｃｋ　ｉｎ", "check in", ""),
        ("＠ｈｅｌｐ！", "help", ""),
        ("check in。", "check in", ""),
        ("`help`", "help", ""),
        ("**check in**", "check in", ""),
        ("audit \u200b", "audit", ""),
        ("audit Ａ\u200d1", "audit", "Ａ\u200d1"),
        ("away until fri\u200bday", "away", "until fri\u200bday"),
    ],
)
def test_signs_widths_and_what_is_not_seen_make_no_difference(
    written: str, name: str, rest: str
) -> None:
    assert understood(written, KNOWN) == Meant(name, rest)


UNSEEN = st.text(
    st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202e\ufe0f\u3164"), max_size=2
)
SPACE = st.sampled_from(
    ["", " ", "  ", "-", "\u00a0", "\u2011", "–", "\t", " - ", "\u3000", "\u200b"]
)
BEFORE = st.sampled_from(["", "/", "!", " ", "\u200b", "“", "- ", "> ", "@", "＃", "…"])
AFTER = st.sampled_from(
    ["", ".", "!", "?", "…", "。", " ", "”", ")", " !!", "\u00a0", ":", "\ufeff"]
)
WIDE = str.maketrans({each: chr(each + 0xFEE0) for each in range(0x21, 0x7F)})
CASES = st.sampled_from([str.upper, str.title, str.lower, str.capitalize])


@given(st.data(), st.sampled_from(sorted(KNOWN)), CASES, BEFORE, AFTER, st.booleans())
def test_a_command_is_itself_however_it_is_dressed(
    data: st.DataObject,
    name: str,
    case: Callable[[str], str],
    before: str,
    after: str,
    wide: bool,
) -> None:
    words = [case(word).translate(WIDE if wide else {}) for word in name.split()]
    dressed = ["".join(f"{data.draw(UNSEEN)}{letter}" for letter in word) for word in words]
    written = f"{before}{data.draw(SPACE).join(dressed)}{data.draw(UNSEEN)}{after}"

    assert understood(written, KNOWN) == Meant(name, "")


@given(st.sampled_from(sorted(KNOWN)), st.text("bcdfghjklmnpqrtvwxyz", min_size=9, max_size=14))
def test_a_sentence_that_only_contains_a_command_is_none(name: str, other: str) -> None:
    for sentence in (f"{other} {other} {name}", f"{other}{name}", f"{name.split()[0]}-{other}"):
        assert understood(sentence, KNOWN) is None, sentence


@pytest.mark.parametrize(
    ("written", "name", "rest"),
    [
        ("chek in", "check in", ""),
        ("check", "check in", ""),
        ("retor", "retro", ""),
        ("rettro sailboat", "retro", "sailboat"),
        ("adit", "audit", ""),
        ("bak", "back", ""),
    ],
)
def test_a_slip_of_the_finger_is_a_guess(written: str, name: str, rest: str) -> None:
    assert understood(written, KNOWN) == Meant(name, rest, guessed=True)


@pytest.mark.parametrize(
    "written",
    [
        *("", "!", "👍", "good morning", "thanks", "back-end", "black coffee", "ü" * 3000),
        *("check it with the others first", "DROP TABLE answers"),
    ],
)
def test_other_words_are_not_taken_for_a_command(written: str) -> None:
    assert understood(written, KNOWN) is None


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("hepl", "I did not understand that. Did you mean “help”?"),
        ("good morning", "I did not understand that. Write “help” to see what you can write here."),
    ],
)
def test_who_is_not_understood_is_told_what_to_write(written: str, says: str) -> None:
    assert not_understood(written, KNOWN, Scope.PERSONAL) == says


def test_in_a_channel_it_takes_a_mention() -> None:
    assert "“@Process Center help”" in not_understood("good morning", KNOWN, Scope.TEAM)


@given(st.text(max_size=80))
def test_whatever_is_written_what_is_answered_repeats_none_of_it(written: str) -> None:
    ours = {not_understood(each, KNOWN, Scope.TEAM) for each in ("x", *KNOWN)}

    assert not_understood(written, KNOWN, Scope.TEAM) in ours


@given(st.text(max_size=80), st.sampled_from(sorted(KNOWN)))
def test_a_command_is_found_whatever_follows_it(rest: str, name: str) -> None:
    meant = understood(f"{name.upper()} {rest}", KNOWN)

    assert meant
    assert (meant.name, meant.guessed) == (name, False)
