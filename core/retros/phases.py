"""A retro's way through its phases: what comes next, who may move it on, who may take part."""

from core.checkins.answering import Place
from core.errors import NotAllowed
from core.retros import sentences
from core.retros.model import Format, Phase, Retro
from core.retros.ports import Chair

LEADERS_ONLY = (
    "Who started this retro, the project’s owner, an owner of the team or the Process Center moves "
    "it on. Ask one of them."
)
MEMBERS_ONLY = (
    "This retro is for the members of this channel, without guests. If you have just joined, try "
    "again in a minute."
)


def following(format_: Format, phase: Phase) -> Phase | None:
    """The phase after this one of the format's; None: it closes."""
    later = format_.phases[format_.phases.index(phase) + 1 :]
    return later[0] if later else None


def check_phase(retro: Retro, wanted: Phase) -> None:
    """Raises NotAllowed, in words, when the retro is not in that phase."""
    if retro.phase is not wanted:
        raise NotAllowed(sentences.waits_for(retro, wanted))


def check_readable(retro: Retro) -> None:
    """Raises NotAllowed while notes are written: until then nobody sees any."""
    if retro.phase is Phase.WRITE:
        raise NotAllowed(sentences.HIDDEN)


def check_place(retro: Retro, place: Place) -> None:
    """Raises NotAllowed when it belongs to another channel, or nobody knows who pressed."""
    if not place.person_id:
        raise NotAllowed(
            "Teams did not say who you are, so nobody can tell whether you may. "
            "Sign in to Teams with your work account and try again."
        )
    if place.channel_id != retro.channel_id:
        raise NotAllowed("This retro belongs to another channel. Take part in it there.")


def check_takes_part(chair: Chair) -> None:
    """Raises NotAllowed for anyone who is no member of the channel.

    Where the roster could not be read, the channel itself vouches for who is in it. Who is away
    may take part all the same.
    """
    if chair.member is False:
        raise NotAllowed(MEMBERS_ONLY)


def check_leads(chair: Chair) -> None:
    """Raises NotAllowed for anyone who may neither move it on nor close it."""
    leads = chair.staff or chair.owns_team or chair.person_id in chair.retro.moved_on_by
    if not leads:
        raise NotAllowed(LEADERS_ONLY)
