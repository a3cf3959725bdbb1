"""What people do in the five weeks: by chance, but for what is played on purpose."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.rehearsal import Rehearsal
from tests.stories.five_weeks.diary import (
    BADNESS,
    DIMENSIONS,
    MONDAY,
    Entry,
    Project,
    Voice,
    Words,
    day,
    monday,
)
from tests.stories.people import Person, said

WEEKS = 5
ROUNDS = 2  # an answer that is older is not repeated by one press


@dataclass(frozen=True)
class Item:
    """What is said to need attention: whose, by name and by account, and by when."""

    owner: str
    account: str
    due: date


LEADER = "Kim Halvorsen"
NEEDS = {  # days after the first Monday, by what a project's team may say that it needs
    "Should we ship {} without the second store?": (LEADER, "kim", 4),
    "Should we hire a tester for {}?": (LEADER, "kim", 25),
    "The contract for {} is not signed.": ("", "", 18),
    "Nobody owns the hand-over of {}.": ("", "", 60),
}
TITLES = ("Apollo", "Borealis", "Cedar")
ITEMS = {
    words.format(title): Item(owner, account, MONDAY + timedelta(days=days + later))
    for later, title in enumerate(TITLES)
    for words, (owner, account, days) in NEEDS.items()
}
QUOTES = ("The demo helped.", "Support gets fewer calls.", "Training comes too late.")


async def answers(
    center: Rehearsal, project: Project, channel: str, voice: Voice, week: int, chance: Random
) -> None:
    """Somebody says something, repeats it, sends the form as it stands, or is silent."""
    act = chance.choices(("silent", "says", "repeats", "sends"), (35, 30, 25, 10))[0]
    person = Person(center, voice.name, channel)
    if act == "says":
        await says(person, voice, by_chance(project, week, chance))
    elif act == "repeats":
        await repeats(person, voice, week)
    elif act == "sends" and voice.entries:
        before = voice.entries[-1]
        await says(person, voice, at(before, week))


def by_chance(project: Project, week: int, chance: Random) -> Entry:
    """Any answer."""
    colours = {each: chance.choices(BADNESS, (5, 3, 2))[0] for each in DIMENSIONS}
    reasons = {
        name: f"{name} reason {chance.randrange(4)} for {colour}"
        for name, colour in colours.items()
        if colour != "green"
    }
    today = monday(week)
    own = [each for each in ITEMS if project.title.split()[0] in each]
    item = chance.choice([*own, *[""] * 3])
    quote = chance.choice([*QUOTES, *[""] * 4])
    return Entry(
        week,
        colours,
        reasons,
        today,
        Words(item, today) if item else None,
        Words(quote, today) if quote else None,
        chance.choice([None, 10 * chance.randrange(10)]),
        chance.choice([None, today + timedelta(days=chance.randrange(60))]),
        chance.choice([None, chance.randrange(1, 6)]),
        chance.choice(["yes", "no", ""]) if item and ITEMS[item].account else "",
    )


def at(before: Entry, week: int) -> Entry:
    """The same said once more out of the form that was filled with it."""
    today = monday(week)
    item, quote = before.item, before.quote
    return Entry(
        week,
        before.colours,
        before.reasons,
        today,
        Words(item.text, today) if item else None,
        Words(quote.text, today) if quote else None,
        before.done,
        before.finish,
        before.mood,
        before.recommends,
    )


async def says(person: Person, voice: Voice, entry: Entry) -> None:
    """Fill the form and send it."""
    typed: dict[str, Any] = dict(entry.colours)
    typed |= {f"{name}_note": entry.reasons.get(name, "") for name in DIMENSIONS}
    item = ITEMS[entry.item.text] if entry.item else None
    owner = Person(person.center, item.account).account.id if item and item.account else ""
    typed |= {
        "attention": entry.item.text if entry.item else "",
        "attention_owner": owner,
        "attention_due": item.due.isoformat() if item else "",
        "attention_recommendation": entry.recommends,
        "listen": entry.quote.text if entry.quote else "",
        "progress": "" if entry.done is None else str(entry.done),
        "forecast": entry.finish.isoformat() if entry.finish else "",
        "mood": "" if entry.mood is None else str(entry.mood),
    }
    heard = await person.answers(**typed)
    voice.says(entry)

    assert heard == f"Saved: {_told(entry)}. Change it until {voice.until}.", heard


async def repeats(person: Person, voice: Voice, week: int) -> None:
    """Press *Nothing changed*, which says what it stored, and refuses what is too old."""
    heard = said(await person.presses("checkin.no_change"))
    last = voice.entries[-1] if voice.entries else None
    if last is None:
        assert heard.startswith("You have not answered this check-in before.")
    elif week - last.week > ROUNDS:
        ago = f"Your last answer is of {day(last.said)}, {week - last.week} rounds ago."
        assert heard == f"{ago} Press Answer and say how it stands now.", heard
    else:
        voice.repeats(week)
        of = f"Saved as on {day(last.said)}: {_told(last)}."
        assert heard == f"{of} Change it until {voice.until}.", heard


def _told(entry: Entry) -> str:
    return ", ".join(f"{name} {entry.colours[name]}" for name in DIMENSIONS)


def silent_weeks(project: Project) -> int:
    """How many weeks nobody answered, of those after the first answer."""
    heard = [week for week in range(WEEKS) if project.answers(week)]
    return sum(week not in heard for week in range(min(heard, default=WEEKS), WEEKS))
