"""How findings are told on every card: their sign and word, where they are, how old they are."""

from collections.abc import Iterable, Sequence
from datetime import date

from core import words
from core.checkins.model import Colour
from core.days import local_day
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


def clause(finding: Finding) -> tuple[str, str, str]:
    """The clause that was judged, as something to group by."""
    return (finding.standard, finding.rule, finding.level.value)


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


def named(names: Iterable[str], most: int = NAMED) -> list[str]:
    """Write names as "a, b and 7 more", each a part of its own so that none turns others around."""
    distinct = list(dict.fromkeys(names))
    left = len(distinct) - most
    parts: list[str] = []
    for at, name in enumerate(distinct[:most]):
        last = at == len(distinct) - 1
        parts += [name] if at == 0 else [" and " if last else ", ", name]
    return [*parts, f" and {left:,} more"] if left > 0 else parts


def age(finding: Finding, on: date, time_zone: str) -> int:
    """For how many days it had stood on that day; 0 where that is not known."""
    if finding.first_seen_at is None:
        return 0
    return max((on - local_day(finding.first_seen_at, time_zone)).days, 0)


def tidy_share(run: Run) -> tuple[int, bool] | None:
    """Percent of the judged teams that are tidy, and whether it is no more; None: not known.

    Teams that could not be read may be tidy too: then it is the least that it can be.
    """
    counts = run.counts
    if not counts.judged_teams or nothing_read(run):
        return None
    unread = min(run.teams - run.teams_read, counts.judged_teams - counts.tidy_teams)
    least = words.percent(counts.tidy_teams, counts.judged_teams)
    return least, least == words.percent(counts.tidy_teams + unread, counts.judged_teams)


def percent(run: Run, least: str = "≥ ") -> str:
    """The share of tidy teams as "87 %", with a space that does not break; a dash for unknown.

    `least` stands before one that may be more.
    """
    share = tidy_share(run)
    if share is None:
        return "–"
    return f"{'' if share[1] else least}{share[0]}\u00a0%"


def nothing_read(run: Run) -> bool:
    """Whether the run could judge nothing at all."""
    counts = run.counts
    judged = counts.failed_must + counts.failed_should + counts.waived + counts.passed
    return judged == 0 and (counts.unknown > 0 or run.complete < 1)


def state(run: Run) -> str:
    """How the run came out, in a few words."""
    share = tidy_share(run)
    if nothing_read(run):
        return "nothing could be checked"
    if not run.teams:
        return "no team to check"
    if share is None:
        return "no standard is for a team here"
    if share == (0, False):
        return "no team known to be tidy"
    if share[0] == 100:
        return f"all {many(run.counts.judged_teams, 'team')} tidy"
    return f"{percent(run, 'at least ')} of teams tidy" if share[0] else "no team tidy"


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
