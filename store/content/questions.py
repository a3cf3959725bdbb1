"""Question sets, read from the content folder."""

from pathlib import Path

from pydantic import Field

from core.checkins.model import Dimension, Questions
from core.checkins.reading import inputs
from core.errors import InputError
from store.content import folder as files
from store.content.folder import InputName, Said, Written

FOLDER = "questions"
# What the form's own buttons carry beside its inputs.
BUTTON = ("verb", "round", "nonce", "msteams")


class _Dimension(Written):
    id: InputName
    title: Said = Field(max_length=60)


class _Questions(Written):
    title: Said = Field(max_length=80)
    minutes: int = Field(ge=1, le=60)
    stop: Said = Field(max_length=120)
    dimensions: list[_Dimension] = Field(min_length=1, max_length=6)
    look: Said = Field(max_length=120)
    listen: Said = Field(max_length=120)


def load(folder: Path) -> dict[str, Questions]:
    """Every question set in `folder`, by id. Raises SetupError naming the first file at fault."""
    return files.load(folder / FOLDER, "question sets", _Questions, _made)


def _made(id_: str, found: _Questions) -> Questions:
    """A dimension's id names inputs of the form, which has others; none may be there twice."""
    dimensions = tuple(Dimension(each.id, each.title) for each in found.dimensions)
    made = Questions(
        id_, found.title, found.minutes, found.stop, dimensions, found.look, found.listen
    )
    names = [*BUTTON, *inputs(made)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InputError(f"dimensions: two inputs would be called {twice}. Rename one.")
    return made
