"""A retro goes through its format's phases in order, and only some may move it on."""

from dataclasses import replace

import pytest

from core.checkins.answering import Place
from core.errors import InputError, NotAllowed
from core.retros import phases, sentences
from core.retros.formats import find, usual
from core.retros.model import Format, Phase, Retro
from core.retros.ports import Chair
from tests.core.retros import FORMAT, RETRO
from tests.ground import CHANNEL

SHORT = replace(FORMAT, phases=(Phase.WRITE, Phase.ACTIONS))
SWOT = replace(FORMAT, id="swot", title="SWOT")
FORMATS = {"start-stop": FORMAT, "swot": SWOT}


def chair(person_id: str = "kim", **more: object) -> Chair:
    """Somebody in front of a retro that Ada started."""
    return replace(Chair(RETRO, person_id, True, False, ()), **more)  # type: ignore[arg-type]  # the test names real fields


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


@pytest.mark.parametrize(
    "leader",
    [chair("ada"), chair(staff=True), chair(owns_team=True), chair("ada", member=False)],
)
def test_who_started_it_owners_and_staff_move_it_on(leader: Chair) -> None:
    phases.check_leads(leader)


def test_others_hear_who_moves_it_on() -> None:
    with pytest.raises(NotAllowed, match="Ask one of them"):
        phases.check_leads(chair())


def test_members_take_part_and_where_nobody_knows_the_channel_vouches() -> None:
    phases.check_takes_part(chair())
    phases.check_takes_part(chair(member=None))
    with pytest.raises(NotAllowed, match="members of this channel, without guests"):
        phases.check_takes_part(chair("ada", member=False, staff=True))


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place("", CHANNEL), "did not say who you are"),
        (Place("ada", None), "another channel"),
        (Place("ada", "19:hermes@thread.tacv2"), "another channel"),
    ],
)
def test_a_press_from_elsewhere_is_refused(place: Place, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        phases.check_place(RETRO, place)
    phases.check_place(RETRO, Place("ada", CHANNEL))


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
