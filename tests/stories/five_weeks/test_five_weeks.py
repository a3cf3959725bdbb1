"""Five weeks are played, and every card is read again after each of them.

What it says about ages, counts and news is compared with a diary, which knows nothing of how we
keep or compute anything.
"""

from datetime import datetime, timedelta
from random import Random

import pytest
from ruamel.yaml import YAML

from tests.rehearsal import Rehearsal
from tests.sayings import TOMORROW
from tests.stories.digests import chat, digests, offered, presses, seen
from tests.stories.five_weeks import reports
from tests.stories.five_weeks.decisions import Asked, followed, waiting
from tests.stories.five_weeks.diary import Project, Voice, tuesday
from tests.stories.five_weeks.digests import first_page
from tests.stories.five_weeks.script import WEEKS, answers, silent_weeks
from tests.stories.people import APOLLO, BOREALIS, CEDAR, MONDAY, Person, read

CHANNELS = {
    "apollo": (APOLLO, 7, ("noor.haddad", "anil.deshpande", "ada")),
    "borealis": (BOREALIS, 8, ("henrik.lindqvist", "aiko.fujimori", "emil.kowalczyk")),
    "cedar": (CEDAR, 8, ("erik.sandvik", "meera.pillai", "nomvula.khumalo")),
}  # the teams of all other projects have not met us, so nobody there can answer
SILENT = 0.35  # of the weeks of a project
UNTIL = {"aiko.fujimori": "tomorrow 16:00"}  # the office file says that she is in Berlin


def beginning(office: str) -> dict[str, Project]:
    """The projects of an office file by their channel, before anybody has said anything."""
    found = {}
    for each in YAML(typ="safe").load(office)["projects"]:
        channel, asked, names = CHANNELS.get(each["id"], (each["channel"], 0, ()))
        voices = [Voice(name, UNTIL.get(name, TOMORROW)) for name in names]
        found[channel] = Project(each["title"], asked, each["starts_on"], each["ends_on"], voices)
    return found


def at(week: int, days: int = 0, hour: int = 9) -> datetime:
    """A moment of that week, a few seconds after the hour."""
    return MONDAY.replace(hour=hour) + timedelta(weeks=week, days=days)


@pytest.mark.parametrize("seed", [3, 7])
async def test_every_age_count_and_novelty_is_as_the_diary_has_it(
    center: Rehearsal, seed: int
) -> None:
    office = without_audits(center.tenant.office())
    chance, projects = Random(seed), beginning(office)  # noqa: S311 a play
    await center.import_office(office, prune=True)
    kim = await chat(center, "kim")
    asked: list[list[Asked]] = []
    for week in range(WEEKS):
        await center.at(at(week))
        for channel, project in projects.items():
            nobody = chance.random() < SILENT
            for voice in [] if nobody else project.voices:
                await answers(center, project, channel, voice, week, chance)
        await center.settled()
        await center.at(at(week, days=1))
        for channel, _, _ in CHANNELS.values():
            _reports_are_true(center, channel, projects[channel], week)
        await center.at(at(week, days=1, hour=10))
        told = list(projects.values())
        assert sorted(seen(center, kim).split("\n")) == sorted(first_page(told, week))
        _older_digests_are_true(center, kim, asked)
        asked.append(waiting(told, week))
        await decides(kim, asked[-1], week, chance)
        for channel, _, _ in CHANNELS.values():
            _reports_are_true(center, channel, projects[channel], week)

    assert any(silent_weeks(each) for each in projects.values()), "or the play shows little"


def without_audits(office: str) -> str:
    """The company's office file without what is told elsewhere."""
    before, _, after = office.partition("audits:")
    return f"{before}people:{after.partition('people:')[2]}"


def _reports_are_true(center: Rehearsal, channel: str, project: Project, week: int) -> None:
    """Also those of the weeks before, which still stand there."""
    closed = [text for card in center.cards(channel) if "closed" in (text := read(card))]
    for number, text in enumerate(closed):
        assert sorted(text.split("\n")) == sorted(reports.report(project, number)), text
    assert len(closed) == week + 1


def _older_digests_are_true(center: Rehearsal, kim: Person, asked: list[list[Asked]]) -> None:
    """They say what was decided, on their day or later, and nothing can be pressed any more."""
    for then, card in zip(asked, digests(center, kim), strict=False):
        assert not offered(card, "digest.decide")
        assert not offered(card, "digest.acknowledge")
        text = read(card).split("\n")
        assert set(followed(then)) <= set(text)
        assert not any("waits for you" in each or "asked again" in each for each in text)


async def decides(kim: Person, waits: list[Asked], week: int, chance: Random) -> None:
    """The leader answers the first thing that waits, or leaves it open."""
    if waits and chance.random() < 0.6:
        words, _, project = waits[0]
        answer = chance.choice(["yes", "no"])
        await presses(kim, "digest.decide", decision=answer)
        project.rulings.append((words, answer, tuesday(week)))
