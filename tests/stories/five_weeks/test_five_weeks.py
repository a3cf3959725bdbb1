"""Five weeks are played, and every card is read again after each of them.

What it says about ages, counts and news is compared with a diary, which knows nothing of how we
keep or compute anything.
"""

from datetime import datetime, timedelta
from random import Random

import pytest

from tests.rehearsal import Rehearsal
from tests.sayings import TOMORROW
from tests.stories.five_weeks import reports
from tests.stories.five_weeks.diary import Project, Voice
from tests.stories.five_weeks.script import WEEKS, answers, silent_weeks
from tests.stories.people import APOLLO, BOREALIS, CEDAR, MONDAY, read

CHANNELS = {
    APOLLO: ("Apollo app", 7, ("noor.haddad", "anil.deshpande", "ada")),
    BOREALIS: ("Borealis controller", 8, ("henrik.lindqvist", "aiko.fujimori", "emil.kowalczyk")),
    CEDAR: ("Cedar billing", 10, ("erik.sandvik", "meera.pillai", "nomvula.khumalo")),
}

UNTIL = {"aiko.fujimori": "tomorrow 16:00"}  # the office file says that she is in Berlin


def beginning() -> dict[str, Project]:
    """The projects, before anybody has said anything."""
    return {
        channel: Project(title, asked, [Voice(name, UNTIL.get(name, TOMORROW)) for name in names])
        for channel, (title, asked, names) in CHANNELS.items()
    }


def at(week: int, days: int = 0, hour: int = 9) -> datetime:
    """A moment of that week, a few seconds after the hour."""
    return MONDAY.replace(hour=hour) + timedelta(weeks=week, days=days)


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_age_count_and_novelty_is_as_the_diary_has_it(
    center: Rehearsal, seed: int
) -> None:
    chance, projects = Random(seed), beginning()  # noqa: S311 a play, no secret
    for week in range(WEEKS):
        await center.at(at(week))
        for channel, project in projects.items():
            for voice in project.voices:
                await answers(center, channel, voice, week, chance)
        await center.settled()
        await center.at(at(week, days=1))
        for channel, project in projects.items():
            closed = [text for card in center.cards(channel) if "closed" in (text := read(card))]
            for number, text in enumerate(closed):
                assert sorted(text.split("\n")) == sorted(reports.report(project, number)), text
            assert len(closed) == week + 1

    assert any(silent_weeks(each) for each in projects.values()), "or the play shows little"
