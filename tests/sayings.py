"""What is said to who answered a check-in, as a person reads it."""

TOMORROW = "tomorrow 9:00, Chicago time"


def saved(
    schedule: str = "green",
    budget: str = "green",
    risks: str = "green",
    *,
    on: str = "",
    until: str = TOMORROW,
) -> str:
    """What was stored; `on` is the day of an answer that one press repeated."""
    told = f"schedule {schedule}, budget {budget}, risks {risks}"
    return f"Saved{on and f' as on {on}'}: {told}. Change it until {until}."


def stands(schedule: str = "green", budget: str = "green", risks: str = "green") -> str:
    """Said to who presses that nothing changed once they have answered."""
    told = f"schedule {schedule}, budget {budget}, risks {risks}"
    return f"You have answered this round: {told}. Press Answer to change it."


SAVED, STANDS = saved(), stands()
