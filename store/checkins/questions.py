"""The questions of a round are those that it was opened with, whatever became of their file."""

from collections.abc import Mapping
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from core.checkins.model import Dimension, Questions
from store.database import Database

QUESTIONS: TypeAdapter[Questions] = TypeAdapter(Questions)


def written(questions: Questions) -> Jsonb:
    """As a round keeps them."""
    return Jsonb(QUESTIONS.dump_python(questions, mode="json"))


def asked(found: Mapping[str, Any]) -> Questions:
    """The questions of a round, from its columns `asked`, `questions` and `report`.

    Rounds of the time before they kept them tell by their report what they asked about.
    """
    if found["asked"] is not None:
        return QUESTIONS.validate_python(found["asked"])
    lines = found["report"]["lines"] if found["report"] else ()
    dimensions = tuple(Dimension(each["dimension"], each["title"]) for each in lines)
    return Questions(found["questions"], found["questions"], 1, "", dimensions, "", "")


async def keep_asked(database: Database, content: Mapping[str, Questions]) -> None:
    """Give the rounds of the version before the questions that they ask; twice changes nothing.

    One whose question set is not there any more gets the usual one, so that it can be answered.
    """
    for each in content.values():
        await database.run(
            "UPDATE rounds SET asked = %(asked)s WHERE asked IS NULL AND questions = %(id)s",
            {"id": each.id, "asked": written(each)},
        )
    await database.run(
        "UPDATE rounds SET asked = %(asked)s WHERE asked IS NULL AND closed_at IS NULL",
        {"asked": written(usual(content))},
    )


def usual(content: Mapping[str, Questions]) -> Questions:
    """What is asked where the set that the office file names is not there (any more)."""
    return content.get("stop-look-listen") or next(iter(content.values()))
