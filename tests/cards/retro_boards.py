"""Retros in every phase and of every size, for the tests of their cards and exports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import md5
from pathlib import Path

from core.people.model import Person
from core.retros.model import Action, Board, Note, Phase, Retro
from store.content.formats import load

FORMATS = load(Path(__file__).parents[2] / "content")
LONG_NAME = "Customer onboarding platform replacement for all European subsidiaries, phase 2b"
ARABIC = "تطبيق أبولو"
ARABIC_NOTE = "تأخر المورد أسبوعين عن الموعد المتفق عليه ولم يخبر أحد فريق التكامل"
LONG = "The vendor moved the hand-over again and nobody told the integration team about it. " * 6
OPENED = datetime(2026, 11, 20, 21, tzinfo=UTC)  # Friday 15:00 in Chicago
RETRO = Retro(
    id="0198a1",
    number=12,
    project_id="apollo",
    project="Apollo",
    team_id="1f0c",
    channel_id="19:apollo@thread.tacv2",
    format=FORMATS["start-stop-continue"],
    votes=3,
    time_zone="America/Chicago",
    phase=Phase.WRITE,
    opened_at=OPENED,
    closed_at=None,
    written=14,
    voted=5,
    expected=7,
)
_WRITTEN = {
    "start": {
        "Show the build to support every Friday": 5,
        "Write down decisions in one place": 2,
        "Pair on the payment code, so that two people know it": 1,
        "Say no earlier": 0,
    },
    "stop": {
        "Meetings without an agenda": 5,
        "Merging on Friday evenings": 3,
        "Answering the same question in three channels": 1,
        "Estimating in hours": 0,
        "Two stand-ups a day": 0,
    },
    "continue": {
        "The demo with real customers": 2,
        "Rotating who is on call": 1,
        "Quiet Wednesdays": 0,
        "Small pull requests": 0,
        "Cake": 0,
    },
}
PEOPLE = (Person("a1", "Ada Byron"), Person("g2", "Grace Hopper"), Person("k3", "Kim Lee"))


def noted(prompt: str, text: str, votes: int | None = None) -> Note:
    """A note whose id says nothing of when it came."""
    return Note(md5(text.encode(), usedforsecurity=False).hexdigest()[:12], prompt, text, votes)


def notes(counted: bool = True) -> list[Note]:
    """The fourteen notes of a believable retro."""
    return [
        noted(prompt, text, votes if counted else None)
        for prompt, group in _WRITTEN.items()
        for text, votes in group.items()
    ]


def action(
    title: str,
    owner: str = "",
    due_on: date | None = None,
    opened_on: date | None = None,
    at: int = 0,
) -> Action:
    """An action; without a day it was agreed in this retro."""
    owner_id = next((each.id for each in PEOPLE if each.name == owner), None)
    return Action(
        id=f"act{at}",
        retro_id=RETRO.id,
        title=title,
        owner_id=owner_id,
        owner=owner,
        due_on=due_on,
        opened_on=opened_on or date(2026, 11, 20),
    )


AGREED = [
    action("Show the build in the support channel, first on 27 November", "Ada Byron",
           date(2026, 11, 27), at=1),
    action("Decline every meeting that has no agenda", "Grace Hopper", date(2026, 12, 4), at=2),
    action("Try a freeze on Fridays", at=3),
]  # fmt: skip
EARLIER = [
    action("Move the on-call list into the wiki", "Kim Lee", date(2026, 11, 13),
           date(2026, 11, 6), at=4),
    action("Ask Finance for test cards", opened_on=date(2026, 10, 23), at=5),
]  # fmt: skip


def board(
    phase: Phase | None = Phase.WRITE,
    notes_: Sequence[Note] = (),
    actions: Sequence[Action] = (),
    earlier: Sequence[Action] = (),
    **changes: object,
) -> Board:
    """What the card shows in a phase; `changes` are fields of the retro."""
    written = {} if phase is Phase.WRITE else {"written": len(notes_)}
    closed = {"closed_at": OPENED} if phase is None else {}
    usual = {"phase": phase, "agreed": len(actions), "revealed": phase is not Phase.WRITE}
    retro = replace(RETRO, **{**usual, **written, **closed, **changes})  # type: ignore[arg-type]  # each test names real fields
    return Board(retro, notes_, actions, earlier)


def crowd(number: int = 1000, text: str = LONG) -> list[Note]:
    """So many notes, each as long as may be."""
    prompts = list(_WRITTEN)
    return [
        Note(f"{at:032x}", prompts[at % 3], f"{at} {text}"[:500], at % 50) for at in range(number)
    ]


def busy(number: int = 200, text: str = LONG) -> list[Action]:
    """So many actions, with the longest titles and names."""
    return [
        replace(
            action(f"{at} {text}"[:200], at=at, due_on=date(2026, 11, 2)),
            owner=f"{text}"[:80],
            opened_on=date(2025, 11, 2),
        )
        for at in range(number)
    ]
