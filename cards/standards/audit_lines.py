"""One finding on a card: its sign, where and what was seen, and small below it why and how old."""

from dataclasses import dataclass
from datetime import date

from cards.kit.elements import CardElement, Words, marked, paragraph
from cards.kit.text import shortened
from cards.standards.audit_words import age, channel, colour, where, word
from core.standards.model import Finding, Outcome
from core.words import many

LINES = 10  # findings on a page


@dataclass(frozen=True, slots=True)
class FindingRoom:
    """How much a card may hold: characters of a sentence and of a name, channels of a clause."""

    sentence: int
    name: int
    channels: int

    def says(self, sentence: str) -> str:
        """The sentence as far as there is room for it."""
        return shortened(sentence, self.sentence)

    def calls(self, name: str) -> str:
        """The name as far as there is room for it."""
        return shortened(name, self.name)


# Whole sentences, and shorter ones only where a card would get too big.
ROOMS = (
    FindingRoom(1000, 256, 10),
    FindingRoom(300, 100, 10),
    FindingRoom(100, 80, 5),
    FindingRoom(80, 30, 3),
)


def in_report(finding: Finding, since: str, room: FindingRoom) -> CardElement:
    """A finding of any team; `since` says how old it is, where that is worth a word."""
    below = [word(finding), since, room.says(finding.why)]
    return marked(
        colour(finding),
        paragraph(*_place(finding, room), " ", room.says(finding.says)),
        paragraph(" · ".join(filter(None, below)), subtle=True, space="None"),
    )


def _place(finding: Finding, room: FindingRoom) -> list[str | Words]:
    named = Words(room.calls(where(finding)))
    inside = channel(finding)
    return [named, " › ", Words(room.calls(inside)), ":"] if inside else [named]


def since(finding: Finding, on: date, time_zone: str, new: bool) -> str:
    """How old a finding is on a day: "new", "open for 12 days"."""
    if finding.outcome is Outcome.WAIVED:
        return ""
    days = age(finding, on, time_zone)
    return "new" if new else f"open for {many(days, 'day')}" if days else ""
