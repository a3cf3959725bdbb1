"""Retro formats, read from the content folder: one YAML file each, its name is its id."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from core.errors import InputError, SetupError
from core.office.forms import content_name
from core.retros.model import Format, Phase, Prompt

FOLDER = "retros"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Prompt(_Strict):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")
    asks: str = Field(min_length=1, max_length=80)


class _Format(_Strict):
    title: str = Field(min_length=1, max_length=60)
    phases: list[Phase] = Field(min_length=1)
    votes: int = Field(ge=1, le=100)
    prompts: list[_Prompt] = Field(min_length=1, max_length=8)


def load(folder: Path) -> dict[str, Format]:
    """Every retro format in `folder`, by id. Raises SetupError naming the first file at fault."""
    found = {file.stem: _load(file) for file in sorted((folder / FOLDER).glob("*.yaml"))}
    if not found:
        raise SetupError(
            f"There are no retro formats in {folder / FOLDER}. Set PROCESS_CENTER_CONTENT_DIR."
        )
    return found


def _load(file: Path) -> Format:
    try:
        found = _Format.model_validate(YAML(typ="safe").load(file.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SetupError(f"{file}: {place}: {first['msg']}.") from error
    except (YAMLError, ValueError, RecursionError, OSError) as error:
        raise SetupError(f"{file} cannot be read: {str(error).splitlines()[0]}.") from error
    _check(file, found)
    prompts = tuple(Prompt(each.id, each.asks) for each in found.prompts)
    return Format(file.stem, found.title, tuple(found.phases), found.votes, prompts)


def _check(file: Path, found: _Format) -> None:
    """What the types do not say."""
    try:
        content_name(file.stem)
    except InputError as error:
        raise SetupError(f"{file}: {error.says}") from error
    in_order = [phase for phase in Phase if phase in found.phases]
    if found.phases != in_order or Phase.WRITE not in found.phases:
        known = ", ".join(Phase)
        raise SetupError(f"{file}: phases: begin with write, and keep to the order {known}.")
    ids = [prompt.id for prompt in found.prompts]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise SetupError(f"{file}: prompts: two are called {twice}. Rename one.")
