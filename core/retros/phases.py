"""A retro's way through its phases: what comes next, and what each has a place for."""

from core.errors import NotAllowed
from core.retros import sentences
from core.retros.model import Format, Phase, Retro


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
