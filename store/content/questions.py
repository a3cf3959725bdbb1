"""Question sets, read from the content folder: one YAML file each, its name is its id."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from core.checkins.model import Dimension, Questions
from core.checkins.reading import inputs
from core.errors import SetupError

# What the form's own buttons carry beside its inputs.
BUTTON = ("verb", "round", "nonce", "msteams")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Dimension(_Strict):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")
    title: str = Field(min_length=1, max_length=60)


class _Questions(_Strict):
    title: str = Field(min_length=1, max_length=80)
    minutes: int = Field(ge=1, le=60)
    stop: str = Field(min_length=1, max_length=120)
    dimensions: list[_Dimension] = Field(min_length=1, max_length=6)
    look: str = Field(min_length=1, max_length=120)
    listen: str = Field(min_length=1, max_length=120)


def load(folder: Path) -> dict[str, Questions]:
    """Every question set in `folder`, by id. Raises SetupError naming the first file at fault."""
    files = sorted((folder / "questions").glob("*.yaml"))
    if not files:
        raise SetupError(
            f"There are no question sets in {folder / 'questions'}. Set PROCESS_CENTER_CONTENT_DIR."
        )
    found = {file.stem: _load(file) for file in files}
    for file in files:
        _check_inputs(file, found[file.stem])
    return found


def _load(file: Path) -> Questions:
    try:
        found = _Questions.model_validate(YAML(typ="safe").load(file.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SetupError(f"{file}: {place}: {first['msg']}.") from error
    except (YAMLError, ValueError, RecursionError, OSError) as error:
        raise SetupError(f"{file} cannot be read: {str(error).splitlines()[0]}.") from error
    return Questions(
        id=file.stem,
        title=found.title,
        minutes=found.minutes,
        stop=found.stop,
        dimensions=tuple(Dimension(each.id, each.title) for each in found.dimensions),
        look=found.look,
        listen=found.listen,
    )


def _check_inputs(file: Path, questions: Questions) -> None:
    """A dimension's id names inputs of the form, which has others; none may be there twice."""
    names = [*BUTTON, *inputs(questions)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise SetupError(f"{file}: dimensions: two inputs would be called {twice}. Rename one.")
