"""Retro formats, read from the content folder."""

from pathlib import Path

from pydantic import Field

from core.errors import InputError
from core.retros.model import Format, Phase, Prompt
from store.content import folder as files
from store.content.folder import InputName, Said, Written

FOLDER = "retros"


class _Prompt(Written):
    id: InputName
    asks: Said = Field(max_length=80)


class _Format(Written):
    title: Said = Field(max_length=60)
    phases: list[Phase] = Field(min_length=1)
    votes: int = Field(ge=1, le=100)
    prompts: list[_Prompt] = Field(min_length=1, max_length=8)


def load(folder: Path) -> dict[str, Format]:
    """Every retro format in `folder`, by id. Raises SetupError naming the first file at fault."""
    return files.load(folder / FOLDER, "retro formats", _Format, _made)


def _made(id_: str, found: _Format) -> Format:
    in_order = [phase for phase in Phase if phase in found.phases]
    if found.phases != in_order or Phase.WRITE not in found.phases:
        known = ", ".join(Phase)
        raise InputError(f"phases: begin with write, and keep to the order {known}.")
    ids = [prompt.id for prompt in found.prompts]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise InputError(f"prompts: two are called {twice}. Rename one.")
    prompts = tuple(Prompt(each.id, each.asks) for each in found.prompts)
    return Format(id_, found.title, tuple(found.phases), found.votes, prompts)
