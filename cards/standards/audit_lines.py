"""One finding on a card: its sign, where and what was seen; small below it since when, and why."""

from dataclasses import dataclass

from cards.kit.elements import CardElement, Words, marked, paragraph
from cards.kit.text import shortened
from cards.standards.audit_words import channel, colour, place, since, what, where, word
from core.days import local_day
from core.standards.model import Audited, Finding, Outcome

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


def in_report(
    finding: Finding, news: str, room: FindingRoom, above: Finding | None = None
) -> CardElement:
    """A finding of any team; `news` says since when it stands, where that is worth a word.

    Whatever the one `above` it is about as well is not named again.
    """
    below = [word(finding), news, room.says(finding.why)]
    return marked(
        colour(finding),
        paragraph(*_place(finding, room, above), " ", room.says(what(finding))),
        paragraph(" · ".join(filter(None, below)), subtle=True, space="None"),
    )


def _place(finding: Finding, room: FindingRoom, above: Finding | None) -> list[str | Words]:
    same = above is not None and place(above) == place(finding)
    named = Words("Also" if same else room.calls(where(finding)))
    inside = channel(finding)
    return [named, " › ", Words(room.calls(inside)), ":"] if inside else [named, ":"]


def news(finding: Finding, audited: Audited, time_zone: str) -> str:
    """What is new about a finding of a run, or since when it stands; nothing in a first run."""
    if finding.outcome is Outcome.WAIVED or audited.before is None:
        return ""
    if finding.key in audited.new:
        return "new in this audit"
    stands = since(finding, local_day(audited.run.started_at, time_zone), time_zone)
    return ", ".join(filter(None, (worse(finding, audited), stands)))


def worse(finding: Finding, audited: Audited) -> str:
    """How it was milder in the run before, where it was."""
    milder = audited.worse.get(finding.key)
    return milder.value if milder else ""
