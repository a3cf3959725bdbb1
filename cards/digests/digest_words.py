"""The sentences around a digest's sections: whose week, how much of it is known, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.kit.text import readers_moment, shortened
from core.days import weekday
from core.digests.model import Decision, Digest, Facts, Question, Wanted
from core.digests.sections import Entry
from core.digests.standing import is_silent, reports
from core.digests.telling import Told
from core.digests.wanting import change_until, since_raised
from core.words import count, many

ALOUD = 200  # characters of somebody's words
NO_SCOPE = "Nothing is in your scope yet."
WHO_DECIDES = "The Process Center can give you objectives and initiatives to follow."


def title(digest: Digest) -> tuple[str, ...]:
    """The first line in parts, somebody's own words apart: "Week 47 · your 6 initiatives"."""
    facts = digest.facts
    week = f"Week {facts.today.isocalendar().week} · "
    bundles = facts.initiatives
    if facts.about:
        return (week, facts.about)
    if facts.title:
        return (week, facts.title, *([f" · {count(bundles, 'initiative')}"] if bundles else []))
    if len(bundles) == 1:
        return (week, bundles[0].title)
    return (week, f"your {count(bundles, 'initiative')}" if bundles else "your digest")


def state(facts: Facts) -> str:
    """The second line: how many said how they stand, and of which day this is."""
    if not facts.projects:
        return weekday(facts.today, facts.today)
    known = sum(reports(each) for each in facts.projects)
    silent = sum(is_silent(each) for each in facts.projects)
    unasked = len(facts.projects) - known - silent
    parts = [f"{known:,} of {many(len(facts.projects), 'project')} reported"]
    parts += [f"{silent:,} silent"] if silent else []
    parts += [f"{unasked:,} not asked"] if unasked else []
    parts += [weekday(facts.today, facts.today)]
    return " · ".join(parts)


def seen(digest: Digest) -> str:
    """When its leader acknowledged it, in words of ours."""
    at = digest.acknowledged_at
    return f"Seen {readers_moment(at)}" if at else ""


def where_it_went(decision: Decision) -> tuple[str, ...]:
    """Who was told of a decision, somebody's name apart; empty where that was not kept."""
    if decision.reached:
        return ("Told ", decision.owner, ", the project’s owner, in their chat.")
    if decision.reached is None:
        return ()
    if not decision.owner:
        return ("Nobody was told: the project has no owner whom we know. Tell its team yourself.",)
    return (decision.owner, ", the project’s owner, cannot be told here. Tell them yourself.")


@dataclass(frozen=True, slots=True)
class Held:
    """What holds of something wanted, and until when that can be changed."""

    decision: Decision
    until: datetime


def holding(digest: Digest, wanted_id: str) -> Held | None:
    """The newest decision on it since it was raised."""
    wanted = next((each for each in digest.facts.wanted if each.id == wanted_id), None)
    return _held(digest, wanted) if wanted else None


def _held(digest: Digest, wanted: Wanted) -> Held | None:
    made = since_raised(wanted, digest.decisions, digest.time_zone)
    until = change_until(made)
    return Held(made[-1], until) if until else None


def waits(digest: Digest) -> int:
    """How many decisions are still wanted."""
    return sum(_held(digest, each) is None for each in digest.facts.wanted)


def wanted(digest: Digest) -> str:
    """What stands over the decisions of the first page."""
    number = waits(digest)
    if not number:
        return "You have decided"
    if number > 1:
        return f"Decision 1 of {number:,}"
    return "1 decision" if digest.followed else "1 decision waits for you"


def asked(digest: Digest, project_id: str, wanted_id: str) -> Question | None:
    """The newest question about a thing, or about a project as a whole."""
    about = (wanted_id, "" if wanted_id else project_id)
    found = None
    for each in digest.questions:
        if (each.wanted_id, "" if each.wanted_id else each.project_id) == about:
            found = each
    return found


def speak(digest: Digest, told: Sequence[Told]) -> str:
    """The first page for a screen reader: what shapes and columns tell to those who see them."""
    says = ["".join(title(digest)), state(digest.facts)]
    if waiting := waits(digest):
        says.append(f"{count(waiting, 'decision')} {'left open' if digest.followed else 'for you'}")
    says += [_aloud(entry) for each in told for entry in each.entries[: each.most]]
    return ". ".join(each.strip(" .") for each in says if each) + "."


def _aloud(entry: Entry) -> str:
    """Its first line, and why."""
    first = f"{entry.lead}{shortened(entry.title, ALOUD)} {entry.says}".strip()
    return f"{first}. {shortened(entry.why, ALOUD)}".strip(" .") if entry.why else first
