"""What a leader has to decide by the diary, and what older digests say of it since."""

from collections.abc import Sequence
from datetime import date

from tests.stories.five_weeks.diary import Project, tuesday, weekday
from tests.stories.five_weeks.script import ITEMS, LEADER

Asked = tuple[str, date, Project]  # words, since when, of which project


def waiting(projects: Sequence[Project], week: int) -> list[Asked]:
    """What waits for the leader, the first due first: words, since when, of which project."""
    found = [
        (words, since, each)
        for each in projects
        for words, since in each.raised(week).items()
        if ITEMS[words].owner == LEADER and each.ruling(words, since) is None
    ]
    return sorted(found, key=lambda each: (ITEMS[each[0]].due, each[1]))


def decisions(projects: Sequence[Project], week: int) -> list[str]:
    """What the digest of that week says of them before anything is pressed."""
    found = waiting(projects, week)
    if not found:
        return []
    words, since, project = found[0]
    heard = last_heard(project, week)
    wish = project.recommends(week if heard is None else heard, words)
    advice = f" and recommends {wish}" if wish else ""
    due = ITEMS[words].due
    by = f"{'by' if due >= tuesday(week) else 'was due'} {weekday(due)}"
    head = "1 decision waits for you"
    if len(found) > 1:
        head = f"Decision 1 of {len(found)}{_behind(len(found) - 1)}"
    return [
        head,
        words,
        f"{project.title} · its team asked on {weekday(since)}{advice} · {by}",
        "Left open, it is asked again while the team asks.",
    ]


def followed(asked: Sequence[Asked]) -> list[str]:
    """What a digest that asked this says of it once it was followed, in any order."""
    if not asked:
        return []
    said = {words: _answers(project, words, since) for words, since, project in asked}
    left = [words for words, found in said.items() if not found]
    decided = [(*found[-1], words) for words, found in said.items() if found]
    behind = len(asked) - len(left[:1]) - len(decided[:1])
    head = f"Decision 1 of {len(left)}" if len(left) > 1 else "1 decision"
    lines = [(head if left else "You have decided") + _behind(behind)]
    if left:
        lines += [left[0], "Left open. What is still asked stands in your newest digest."]
    if decided:
        answer, on, words = max(decided, key=lambda each: each[1])
        title = next(project.title for each, _, project in asked if each == words)
        lines += [words, title, f"You said **{answer}** on {weekday(on)}."]
    return lines


def _answers(project: Project, words: str, since: date) -> list[tuple[str, date]]:
    """What was answered to it since then, oldest first."""
    return [(said, on) for asked, said, on in project.rulings if asked == words and on >= since]


def _behind(number: int) -> str:
    return f" · {number} behind “Show all”" if number else ""


def last_heard(project: Project, week: int) -> int | None:
    """The newest week with an answer, this one included."""
    return week if project.answers(week) else project.heard_before(week)
