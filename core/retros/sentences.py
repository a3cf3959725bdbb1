"""What somebody hears after a press of a retro, where it is said from more than one place."""

from core.retros.model import Phase, Retro
from core.words import count

NOTE_SAVED = "Saved, without your name. Everyone can read it once the writing ends."
ACTION_SAVED = "Saved. It is on the card in the channel."
ACTION_DONE = "Done, and off the list."

CLOSED = "This retro has closed. Its summary is in the channel."
NOT_WRITING = "The writing is over, so no note was stored. The card in the channel says what is on."
NOT_VOTING = "The voting is over, so nothing was stored. The card in the channel has the totals."
NOT_ACTING = "No action was stored: they are agreed after the voting, and until the retro closes."
NO_ACTION = "This action is not there any more. Look for a newer card."
HIDDEN = "Notes are hidden while they are written, so that nobody follows anybody."
OLD_CARD = "This card or form does not fit any more. Nothing was stored; look at the newest card."
ALREADY = "Somebody was faster: the retro has moved on. Look at the card again."

_MOVED = {
    Phase.WRITE: "Writing now: everyone can add notes.",
    Phase.VOTE: "Voting now: everyone can read the notes and vote.",
    Phase.ACTIONS: "Now agree on actions: everyone can add one.",
    None: "Closed. The card is the summary now.",
}


def moved(phase: Phase | None) -> str:
    """Said to who moved a retro on to this phase; None: to its close."""
    return _MOVED[phase]


def voted(given: int, budget: int) -> str:
    """Said to who has given so many votes, on all pages together."""
    if given == 0:
        return "Saved. You give no votes; you can still vote until the voting ends."
    return f"Saved. You gave {given} of {count(budget, 'vote')}. Change that until the voting ends."


def over_budget(given: int, budget: int, elsewhere: int) -> str:
    """Said instead when they gave more than they have; `elsewhere` is on pages not shown."""
    pages = f" {elsewhere} of them on other pages." if elsewhere else ""
    return (
        f"You gave {given} votes and have {budget}. Take {given - budget} back."
        f"{pages} Nothing was stored."
    )


def waits_for(retro: Retro, wanted: Phase) -> str:
    """Said when something is pressed that this phase has no place for."""
    if retro.phase is None:
        return CLOSED
    return {
        Phase.WRITE: "The writing is over. The card in the channel says what is on now.",
        Phase.VOTE: "There is no voting now. The card in the channel says what is on.",
        Phase.ACTIONS: "Actions are agreed after the voting. The card says what is on now.",
    }[wanted]
