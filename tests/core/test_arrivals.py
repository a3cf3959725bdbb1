"""Who is refused is counted by what they say, but does not choose how much we remember."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arrivals.model import (
    LONGEST,
    MANY,
    MOST,
    OTHERS,
    PAUSE,
    Claims,
    Counted,
    Crowd,
    Refused,
    cleaned,
)

TEAMS = Refused("host", Claims("smba.example", "home"))


def stranger(number: int, reason: str = "audience") -> Refused:
    """One of many, each from another host."""
    return Refused(reason, Claims(f"host-{number}.example"))


def test_the_first_is_told_and_those_of_the_same_hour_only_counted() -> None:
    crowd = Crowd()

    assert crowd.add(TEAMS, 0) == TEAMS
    assert [crowd.add(TEAMS, at) for at in (1, 2, PAUSE - 1)] == [None] * 3
    assert crowd.again(PAUSE - 1) == []
    assert crowd.again(PAUSE) == [(TEAMS, 3)]
    assert crowd.again(PAUSE) == []


def test_what_comes_all_day_is_told_every_hour_and_what_stopped_is_forgotten() -> None:
    crowd = Crowd()
    told = []
    for minute in range(180):
        crowd.add(TEAMS, minute * 60)
        told += crowd.again(minute * 60)

    assert told == [(TEAMS, 60), (TEAMS, 60)]
    crowd.take(PAUSE * 3)
    crowd.again(PAUSE * 4)
    crowd.again(PAUSE * 5)
    assert len(crowd) == 0
    assert crowd.add(TEAMS, PAUSE * 6) == TEAMS


def test_a_hundred_thousand_hosts_are_twenty_and_the_others() -> None:
    crowd = Crowd()
    told = [crowd.add(stranger(number), 0) for number in range(100_000)]

    assert len(crowd) == MOST + 1
    assert [each for each in told if each] == [
        *(stranger(number) for number in range(MOST)),
        Refused("audience", OTHERS),
    ]
    counts = crowd.take(5)
    assert sum(each.times for each in counts) == 100_000
    assert Counted(Refused("audience", OTHERS), 100_000 - MOST, 5) in counts


def test_strangers_of_one_reason_hide_nobody_of_another() -> None:
    crowd = Crowd()
    for number in range(1000):
        crowd.add(stranger(number), 0)

    assert crowd.add(TEAMS, 0) == TEAMS


def test_room_is_free_again_after_the_hour_once_all_is_kept() -> None:
    crowd = Crowd()
    for number in range(1000):
        crowd.add(stranger(number), 0)
    assert crowd.again(PAUSE) == [(Refused("audience", OTHERS), 1000 - MOST - 1)]
    assert len(crowd) == MOST + 1, "not kept yet"

    crowd.take(PAUSE)
    crowd.again(PAUSE * 2)
    assert len(crowd) == 0
    assert crowd.add(stranger(1000), PAUSE * 2) == stranger(1000)


def test_what_could_not_be_kept_is_taken_again_with_what_came_since() -> None:
    crowd = Crowd()
    crowd.add(TEAMS, 0)
    crowd.add(TEAMS, 1)
    taken = crowd.take(2)
    assert crowd.take(2) == []
    crowd.add(TEAMS, 4)
    crowd.give_back(taken)

    assert crowd.take(5) == [Counted(TEAMS, 3, 1)]


@pytest.mark.parametrize(
    ("said", "kept"),
    {
        "SMBA.Example:443": "smba.example:443",
        "a b\nwhy=host": "a?b?why?host",
        "\x1b[31mred": "??31mred",
        "ѕmba.example": "?mba.example",
        "x" * 1000: "x" * LONGEST,
        MANY: "?",
        "": "",
        None: "",
        7: "",
    }.items(),
    ids=repr,
)
def test_what_somebody_says_is_cut_and_cannot_forge_a_line(said: object, kept: str) -> None:
    assert cleaned(said) == kept


@given(st.text())
def test_no_text_gets_a_blank_a_line_or_the_sign_for_many_through(said: str) -> None:
    found = cleaned(said)
    assert found.isascii()
    assert not set(found) & {" ", "\n", "\r", "=", MANY, "\x1b"}
    assert len(found) <= LONGEST
