"""A retro's way through its phases, on and back, and what each has a place for."""

from core.errors import NotAllowed
from core.retros import sentences
from core.retros.model import Format, Phase, Retro


def following(format_: Format, phase: Phase) -> Phase | None:
    """The phase after this one of the format's; None: it closes."""
    later = format_.phases[format_.phases.index(phase) + 1 :]
    return later[0] if later else None


def way_back(retro: Retro) -> Phase | None:
    """The phase that one press takes it back to; None where there is none.

    There is one for as long as nothing was built on the press that left it: nobody voted on the
    notes, no action followed from the votes, no retro came after it.
    """
    if retro.phase is None:
        return _reopened(retro) if retro.newest else None
    at = retro.format.phases.index(retro.phase)
    before = retro.format.phases[at - 1] if at else None
    if retro.phase is Phase.VOTE:
        return None if retro.voted else before
    if before is Phase.VOTE and retro.ballots != retro.voted:
        return None
    return None if retro.agreed else before


def begins_anew(retro: Retro) -> bool:
    """Whether it was closed so that, reopened, everybody would have to vote once more."""
    return retro.phase is None and _reopened(retro) is Phase.VOTE and retro.voted > 0


def _reopened(retro: Retro) -> Phase:
    """The phase in which it was closed. Its ballots are gone, so after a vote actions follow."""
    left = retro.closed_in or retro.format.phases[-1]
    acts = Phase.ACTIONS in retro.format.phases
    return Phase.ACTIONS if left is Phase.VOTE and acts else left


def check_phase(retro: Retro, wanted: Phase) -> None:
    """Raises NotAllowed, in words, when the retro is not in that phase."""
    if retro.phase is not wanted:
        raise NotAllowed(sentences.waits_for(retro, wanted))


def check_readable(retro: Retro) -> None:
    """Raises NotAllowed while notes are written: until then nobody sees any."""
    if retro.phase is Phase.WRITE:
        raise NotAllowed(sentences.HIDDEN)
