"""A folder of things that process owners write: one YAML file each, its name is the thing's id."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from core.errors import InputError, SetupError
from core.office.forms import content_name
from core.unseen import says_something

InputName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]


def _seen(text: str) -> str:
    if not says_something(text):
        raise ValueError("Write something that can be seen")
    return text


Said = Annotated[str, AfterValidator(_seen)]


class Written(BaseModel):
    """A file, or a part of one, as it may be written: with nothing else in it."""

    model_config = ConfigDict(extra="forbid")


File = TypeVar("File", bound=Written)
T = TypeVar("T")


def load(
    folder: Path, things: str, shape: type[File], made: Callable[[str, File], T]
) -> dict[str, T]:
    """Every thing of the folder by id; `things` is what a sentence calls them.

    `made` makes one of an id and its file, and raises InputError for what the shape does not tell.
    Raises SetupError, for the first file at fault with its place in it, and where there is none.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise SetupError(f"There are no {things} in {folder}. Set PROCESS_CENTER_CONTENT_DIR.")
    return {file.stem: _load(file, shape, made) for file in files}


def _load(file: Path, shape: type[File], made: Callable[[str, File], T]) -> T:
    try:
        found = shape.model_validate(YAML(typ="safe").load(file.read_text("utf-8")))
        return made(content_name(file.stem), found)
    except InputError as error:
        raise SetupError(f"{file}: {error.says}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SetupError(
            f"{file}: {place}: {first['msg'].removeprefix('Value error, ')}."
        ) from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{file} cannot be read: save it as text in UTF-8.") from error
    except OSError as error:
        raise SetupError(f"{file} cannot be read ({error.strerror}). Mend that.") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise SetupError(f"{file} cannot be read: {str(error).splitlines()[0]}.") from error
