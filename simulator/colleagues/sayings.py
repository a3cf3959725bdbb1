"""What people write in retros and what leaders ask: read from `retros.toml` and `leaders.toml`."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ANYONE = "anyone"
MOODS = ("good", "bad", "idea")


@dataclass(frozen=True, slots=True)
class Saying:
    """One note; `mood` is what it is to those who write it: good, bad or an idea."""

    mood: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a leader may ask about a project, and what its owner may answer to just that."""

    story: str
    asks: str
    replies: tuple[str, ...]


@cache
def notes(story: str) -> tuple[Saying, ...]:
    """Those of a story; of an unknown one what anyone says."""
    told = _of(story)
    return tuple(Saying(mood, text) for mood in MOODS for text in told[mood])


@cache
def titles(story: str) -> tuple[str, ...]:
    """Actions that its people would take."""
    return tuple(_of(story)["actions"])


def mood_of(*words: str) -> str:
    """The mood that a prompt asks for; the first of `words` that says so decides. Else empty."""
    wanted = _read("retros.toml")["prompts"]
    for text in words:
        for mood in MOODS:
            if any(word in text.lower() for word in wanted[mood]):
                return mood
    return ""


@cache
def questions(story: str) -> tuple[Question, ...]:
    """Those about a story's project; of an unknown one what may be asked about any."""
    told = [Question(each["story"], each["asks"], tuple(each["replies"])) for each in _asked()]
    own = tuple(each for each in told if each.story == story)
    return own or tuple(each for each in told if each.story == ANYONE)


def replies(*texts: str) -> tuple[str, ...]:
    """What answers the question that stands in these texts; else what answers any question."""
    heard = " ".join(_letters(text) for text in texts)
    for each in _asked():
        if _letters(each["asks"]) in heard:
            return tuple(each["replies"])
    return tuple(_read("leaders.toml")["general"]["replies"])


def story_in(texts: Iterable[str]) -> str:
    """The first project that is named, among those that have a story."""
    names = [name for name in _read("retros.toml") if name not in ("prompts", ANYONE)]
    found = re.search(rf"\b({'|'.join(names)})\b", " ".join(texts), re.IGNORECASE)
    return found[1].lower() if found else ANYONE


def words(card: object) -> list[str]:
    """Every text of a card or of a button's data, in the order of the document."""
    if isinstance(card, str):
        return [card]
    if isinstance(card, dict):
        card = list(card.values())
    if isinstance(card, list):
        return [text for each in card for text in words(each)]
    return []


def _of(story: str) -> dict[str, list[str]]:
    told: dict[str, dict[str, list[str]]] = _read("retros.toml")
    return told.get(story, told[ANYONE])


def _asked() -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = _read("leaders.toml")["question"]
    return asked


def _letters(text: str) -> str:
    """A card may have escaped or broken what was typed."""
    return re.sub(r"[\W_]+", "", text).lower()


@cache
def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
