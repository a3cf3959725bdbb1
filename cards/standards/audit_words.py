"""How findings are told on every card: their sign and word, where they are, since when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from core.checkins.model import Colour
from core.days import local_day, weekday
from core.standards.model import Finding, Level, Outcome, Run, SubjectType
from core.words import many

NAMED = 3  # teams by name; the others are counted


def colour(finding: Finding) -> Colour | None:
    """Whose shape stands before it: ■ for what must be, ▲ for what should be, ○ for unknown."""
    if finding.outcome is not Outcome.FAILED:
        return None
    return Colour.RED if finding.level is Level.MUST else Colour.AMBER


def word(finding: Finding) -> str:
    """What the shape means."""
    if finding.outcome is Outcome.UNKNOWN:
        return "Unknown"
    if finding.outcome is Outcome.WAIVED:
        return "Accepted"
    return finding.level.value.capitalize()


def what(finding: Finding) -> str:
    """What was seen; of what could not be checked, which rule that is, and why."""
    unknown = finding.outcome is Outcome.UNKNOWN
    return f"{finding.title}: {finding.says}" if unknown else finding.says


def having(findings: Iterable[Finding], outcome: Outcome) -> list[Finding]:
    """Those with an outcome, in their order."""
    return [each for each in findings if each.outcome is outcome]


def where(finding: Finding) -> str:
    """The team, where it is about one or about its channel; else the pair, person or tenant."""
    ours = finding.subject.type in (SubjectType.TEAM, SubjectType.CHANNEL)
    return (finding.team_name if ours else "") or finding.subject.name


def channel(finding: Finding) -> str:
    """The channel that it is about, if it is about one."""
    return finding.subject.name if finding.subject.type is SubjectType.CHANNEL else ""


def place(finding: Finding) -> str:
    """The id of where it is: of the team, where it is about one or about its channel."""
    return finding.subject.team or finding.subject.id


def places(findings: Iterable[Finding]) -> list[str]:
    """Where they are: each team, pair or person once, by name, though some have the same name."""
    found = {place(each): where(each) for each in findings}
    return list(found.values())


def named(names: Iterable[str], most: int = NAMED) -> list[str]:
    """Write names as "a, b (2) and 7 more": the numbers add up to how many names there are.

    Each name is a part of its own, so that none turns others around.
    """
    times = Counter(names)
    shown = [*times][:most]
    left = times.total() - sum(times[name] for name in shown)
    parts: list[str] = []
    for name, joint in zip(shown, _joints(len(shown), left), strict=True):
        parts += [name, (f" ({times[name]:,})" if times[name] > 1 else "") + joint]
    return parts


def _joints(names: int, left: int) -> list[str]:
    """What stands behind each of them, where `left` are not shown."""
    last = f" and {left:,} more" if left else ""
    between = [", "] * (names - 1)
    if between and not left:
        between[-1] = " and "
    return [*between, last] if names else []


def since(finding: Finding, on: date, time_zone: str) -> str:
    """From which day on it stands, for who reads it long after that day; empty: not known."""
    if finding.first_seen_at is None:
        return ""
    return f"since {weekday(local_day(finding.first_seen_at, time_zone), on)}"


def perhaps_more(run: Run) -> bool:
    """Whether teams may be tidy that could not be read: then what is known is the least."""
    return run.teams > run.teams_read and run.counts.tidy_teams < run.counts.judged_teams


def tidy(run: Run, least: str = "≥ ") -> str:
    """How many teams are tidy; a dash for unknown, and `least` before what may be more."""
    if not run.counts.judged_teams or nothing_read(run):
        return "–"
    return f"{least if perhaps_more(run) else ''}{run.counts.tidy_teams:,}"


def nothing_read(run: Run) -> bool:
    """Whether the run could judge nothing at all."""
    counts = run.counts
    judged = counts.failed_must + counts.failed_should + counts.waived + counts.passed
    return judged == 0 and (counts.unknown > 0 or run.complete < 1)


def state(run: Run) -> str:
    """How the run came out, in a few words."""
    judged, fine = run.counts.judged_teams, run.counts.tidy_teams
    if nothing_read(run):
        return "nothing could be checked"
    if not run.teams:
        return "no team to check"
    if not judged:
        return "no standard is for a team here"
    if not fine:
        return "no team known to be tidy" if perhaps_more(run) else "no team tidy"
    if fine == judged:
        return f"all {many(judged, 'team')} tidy" if judged > 1 else "the one team is tidy"
    return f"{tidy(run, 'at least ')} of {many(judged, 'team')} tidy"


def reading(run: Run) -> str:
    """How complete the run was."""
    if not run.teams:
        return "the tenant has no team" if run.complete == 1 else "the teams could not be listed"
    unread = run.teams - run.teams_read
    if unread:
        read = f"read {run.teams_read:,} of {many(run.teams, 'team')} in full"
        return f"{read}; {unread:,} could not be read, or only in part"
    ended = "" if run.complete == 1 else ", but the list of teams ended early"
    return f"read {'all ' if run.teams > 1 else ''}{many(run.teams, 'team')}{ended}"


def kind_of(audit: str) -> tuple[str, str]:
    """An audit by its id in the office file, in parts: "nightly", " audit"."""
    name = audit.replace("-", " ")
    return name, "" if "audit" in name else " audit" if name else "audit"


def titles(standards: Sequence[str]) -> list[str]:
    """Standards by their titles, in parts: "“Project teams” and “Every team”"."""
    return quoted(named(standards))


def quoted(parts: Sequence[str]) -> list[str]:
    """Names among parts, which are the 1st, 3rd, 5th …, with quotes that are not a part of them."""
    return [word for at, part in enumerate(parts) for word in _quoted(part, at % 2 == 0)]


def _quoted(part: str, name: bool) -> tuple[str, ...]:
    return ("“", part, "”") if name else (part,)
