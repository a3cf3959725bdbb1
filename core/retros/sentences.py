"""What somebody hears after a press of a retro, where it is said from more than one place."""

from core.retros.model import Phase, Retro
from core.words import count

NOTE_SAVED = "Saved, without your name. Everyone can read it once the writing ends."
ACTION_SAVED = "Saved. It is on the card in the channel."
ACTION_DONE = "Done. To take that back, press “Not done” beside it."
ACTION_OPEN = "It is open again."

CLOSED = "This retro has closed. Its summary is in the channel."
NOT_WRITING = "The writing is over, so no note was stored. The card in the channel says what is on."
NOT_VOTING = "The voting is over, so nothing was stored. The card in the channel has the totals."
NOT_ACTING = "No action was stored: they are agreed after the voting, and until the retro closes."
NO_ACTION = "This action is not there any more. Look for a newer card."
HIDDEN = "Notes are hidden while they are written, so that nobody follows anybody."
OLD_CARD = "This card or form does not fit any more. Nothing was stored; look at the newest card."
ALREADY = "Somebody was faster: the retro has moved. Look at the card again."

_MOVED = {
    Phase.WRITE: "Writing now: everyone can add notes.",
    Phase.VOTE: "Voting now: everyone can read the notes and vote.",
    Phase.ACTIONS: "Now agree on actions: everyone can add one.",
    None: "Closed. The card is the summary now.",
}

_BACK = {
    Phase.WRITE: "Writing again: everyone can add notes. The notes of before come back with them.",
    Phase.VOTE: "Voting again: everyone has the votes they gave, and can change them.",
    Phase.ACTIONS: "Open again: everyone can add an action.",
}

_NEXT = "Tell the team, or bring it to the next retro."

_LATE_NOTE = {
    Phase.VOTE: "Bring it up when you agree on actions.",
    Phase.ACTIONS: "Tell the team, or add it as an action.",
    None: _NEXT,
}

_COPY = "What you typed is still here to copy."
AGAIN = "Press Save once more."


def moved(phase: Phase | None) -> str:
    """Said to who moved a retro on to this phase; None: to its close."""
    return _MOVED[phase]


def went_back(phase: Phase, *, anew: bool = False) -> str:
    """Said to who took a retro back to this phase; `anew` where no vote is left."""
    return "Voting again: everyone has all their votes." if anew else _BACK[phase]


def no_way_back(retro: Retro) -> str:
    """Said to who wants to, once something was built on what came after."""
    if retro.phase is None:
        return "A newer retro has begun, so this one stays closed. Its actions can still be ticked."
    if retro.phase is Phase.VOTE:
        return "Somebody has voted, so the writing is over. What is missing can become an action."
    if retro.agreed:
        return "An action was agreed, so the votes stand. What is missing can become an action."
    return "The votes were counted for good when the retro closed. Go on with the actions."


def voted(given: int, budget: int) -> str:
    """Said to who has given so many votes, on all pages together."""
    if given < budget:
        return f"Saved. {budget - given} of {count(budget, 'vote')} left."
    return "Saved. No votes left; you can change them until the voting ends."


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


def late_note(phase: Phase | None) -> str:
    """Said above a note that came when this phase was on already."""
    then = _LATE_NOTE.get(phase, AGAIN)
    return f"The writing has ended, so this note was not stored. {_COPY} {then}"


def late_ballot(phase: Phase | None) -> str:
    """Said above a ballot that came when this phase was on already."""
    if phase is Phase.WRITE:
        return "The team is writing again, so nothing was stored. Vote when the voting begins."
    return "The voting has ended, so nothing was stored. The card in the channel has the totals."


def late_action(phase: Phase | None) -> str:
    """Said above an action that came when no more are taken."""
    if phase is None:
        return f"The retro has closed, so this action was not stored. {_COPY} {_NEXT}"
    return (
        f"The team is not at the actions now, so this one was not stored. {_COPY} "
        "Add it once the voting has ended."
    )
