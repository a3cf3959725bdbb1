"""A retro goes through its format's phases in order, and only some may move it on."""

from dataclasses import replace

import pytest

from core.errors import InputError, NotAllowed, NotFound
from core.people.roles import May, Part, Role, check, refusal
from core.pressing.place import Place
from core.retros import phases, sentences, who
from core.retros.formats import find, usual
from core.retros.model import Format, Phase, Retro
from tests.core.retros import FORMAT, RETRO
from tests.ground import CHANNEL

HERE = Place("kim", CHANNEL)
SHORT = replace(FORMAT, phases=(Phase.WRITE, Phase.ACTIONS))
SWOT = replace(FORMAT, id="swot", title="SWOT")
FORMATS = {"start-stop": FORMAT, "swot": SWOT}


def part(*roles: Role, roster_known: bool = True, guest: bool = False) -> Part:
    """Who somebody is for a retro of this channel."""
    return Part("kim", frozenset(roles), CHANNEL, "team", "Ada", roster_known, guest)


@pytest.mark.parametrize(
    ("format_", "phase", "onward"),
    [
        (FORMAT, Phase.WRITE, Phase.VOTE),
        (FORMAT, Phase.VOTE, Phase.ACTIONS),
        (FORMAT, Phase.ACTIONS, None),
        (SHORT, Phase.WRITE, Phase.ACTIONS),
        (replace(FORMAT, phases=(Phase.WRITE,)), Phase.WRITE, None),
    ],
)
def test_after_a_phase_comes_the_next_of_the_format(
    format_: Format, phase: Phase, onward: Phase | None
) -> None:
    assert phases.following(format_, phase) is onward
    assert sentences.moved(onward)


@pytest.mark.parametrize("role", [Role.STARTER, Role.PROJECT_OWNER, Role.TEAM_OWNER, Role.STAFF])
def test_who_started_it_owners_and_staff_move_it_on(role: Role) -> None:
    check(who.LEAD, part(role), HERE)
    check(who.LEAD, part(role, Role.MEMBER), HERE)
    check(who.LEAD, part(role, roster_known=False), HERE)


@pytest.mark.parametrize("roster_known", [True, False])
def test_others_hear_who_moves_it_on(roster_known: bool) -> None:
    others = {Role.MEMBER, Role.RESPONDENT, Role.PERHAPS_OWNER, Role.LEADER}
    with pytest.raises(
        NotAllowed, match="To move this retro on, or back, ask who began it, the project’s owner"
    ):
        check(who.LEAD, part(*others, roster_known=roster_known), HERE)


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        ((), "who began it, the project’s owner, an owner of the team or the Process Center"),
        (("Kim",), "Kim or the Process Center"),
        (("Kim", "Ada", "Bo", "Cy", "Di"), "Kim, Ada, Bo, Cy or the Process Center"),
        (("{owner}",), "{owner} or the Process Center"),
    ],
)
def test_who_may_is_named_as_far_as_they_are_known(names: tuple[str, ...], asked: str) -> None:
    assert refusal(who.LEAD, part(), names) == f"To move this retro on, or back, ask {asked}."


def test_members_take_part_and_where_nobody_knows_the_channel_vouches() -> None:
    check(who.TAKE_PART, part(Role.MEMBER), HERE)
    check(who.TAKE_PART, part(roster_known=False), HERE)
    others = {*Role} - {Role.MEMBER, Role.RESPONDENT}
    for stranger in (part(*others), part(roster_known=False, guest=True)):
        with pytest.raises(NotAllowed, match="members of this channel, without guests"):
            check(who.TAKE_PART, stranger, HERE)


MAYS = (who.TAKE_PART, who.FOLLOW_UP, who.LEAD)


def test_staff_follow_up_what_others_wrote_and_voted_for() -> None:
    for member in (part(Role.MEMBER), part(Role.STAFF), part(roster_known=False)):
        check(who.FOLLOW_UP, member, HERE)
    for stranger in (part(Role.TEAM_OWNER, Role.LEADER), part(roster_known=False, guest=True)):
        with pytest.raises(NotAllowed, match="members of this channel, without guests"):
            check(who.FOLLOW_UP, stranger, HERE)


@pytest.mark.parametrize("may", MAYS)
def test_a_press_counts_in_the_chat_of_somebody_whom_it_asks(may: May) -> None:
    whole = {*Role} - {Role.ADDRESSEE}
    check(may, part(*whole), Place("ada", None))
    with pytest.raises(NotAllowed, match="another channel"):
        check(may, part(*whole - {Role.RESPONDENT}), Place("ada", None))


@pytest.mark.parametrize("may", MAYS)
@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place("", CHANNEL), "did not say who you are"),
        (Place("ada", "19:hermes@thread.tacv2"), "another channel"),
    ],
)
def test_a_press_from_elsewhere_is_refused(may: May, place: Place, says: str) -> None:
    whole = {*Role} - {Role.ADDRESSEE}
    for known in (True, False):
        with pytest.raises(NotAllowed, match=says):
            check(may, part(*whole, roster_known=known), place)
    check(may, part(*whole), Place("ada", CHANNEL))


def test_a_retro_that_is_not_there_is_said_to_be_gone() -> None:
    for may in MAYS:
        with pytest.raises(NotFound, match="not there any more"):
            check(may, None, HERE)


def test_a_retro_is_begun_by_the_members_of_its_channel_and_by_staff() -> None:
    for member in (part(Role.MEMBER), part(Role.STAFF), part(roster_known=False)):
        check(who.OPEN, member, HERE)
    for stranger in (part(Role.TEAM_OWNER, Role.LEADER), part(roster_known=False, guest=True)):
        with pytest.raises(NotAllowed, match="begun by the members of its channel"):
            check(who.OPEN, stranger, HERE)


@pytest.mark.parametrize("wanted", Phase)
@pytest.mark.parametrize("phase", [*Phase, None])
def test_each_thing_has_its_phase(wanted: Phase, phase: Phase | None) -> None:
    retro: Retro = replace(RETRO, phase=phase)
    if wanted is phase:
        phases.check_phase(retro, wanted)
        return
    with pytest.raises(NotAllowed) as told:
        phases.check_phase(retro, wanted)
    assert told.value.says == sentences.waits_for(retro, wanted)
    assert ("closed" in told.value.says) == (phase is None)


def test_notes_are_hidden_while_they_are_written_and_no_longer() -> None:
    with pytest.raises(NotAllowed, match="hidden"):
        phases.check_readable(RETRO)
    for phase in (Phase.VOTE, Phase.ACTIONS, None):
        phases.check_readable(replace(RETRO, phase=phase))


@pytest.mark.parametrize("words", ["start-stop", "Start, stop", "START  STOP", " start stop "])
def test_a_format_is_found_by_its_name_or_title(words: str) -> None:
    assert find(words, FORMATS) is FORMAT


def test_without_words_no_format_is_meant_and_the_usual_one_is_taken() -> None:
    assert find("  ", FORMATS) is None
    assert usual(FORMATS) is FORMAT
    known = {**FORMATS, "start-stop-continue": SWOT}
    assert usual(known) is SWOT


@pytest.mark.parametrize(
    ("words", "hint"),
    [("swat", "Did you mean “swot”?"), ("zebra", "It can be: start-stop, swot.")],
)
def test_an_unknown_format_is_answered_with_the_nearest(words: str, hint: str) -> None:
    with pytest.raises(InputError) as told:
        find(words, FORMATS)

    assert told.value.says == f"I know no retro format “{words}”. {hint}"
