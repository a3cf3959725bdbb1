"""Find every plug-in in a folder: one file, one object, and no list to edit."""

import importlib
import importlib.util
import pkgutil
from types import ModuleType
from typing import TypeVar

from core.errors import SetupError

T = TypeVar("T")


def collect(package: ModuleType, attribute: str, *kinds: type[T]) -> dict[str, T]:
    """Map file name -> the object named `attribute` in that file, which is of one of the kinds.

    Files of sub-folders count like those of the folder. An underscore in a file name stays;
    `import_` gives the name `import`. Raises SetupError for a file that does not define its object,
    and for two files of one name.
    """
    found: dict[str, T] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if info.ispkg:
            more = collect(module, attribute, *kinds)
        else:
            more = {info.name.rstrip("_"): defined(module, attribute, *kinds)}
        if twice := found.keys() & more.keys():
            raise SetupError(f"{package.__name__} has two files {min(twice)}. Rename one.")
        found |= more
    return found


def defined(module: ModuleType, attribute: str, *kinds: type[T]) -> T:
    """The object of that name in a file. Raises SetupError where it is of none of the kinds."""
    item = getattr(module, attribute, None)
    if not isinstance(item, kinds):
        asked = " or ".join(kind.__name__ for kind in kinds)
        raise SetupError(f"{module.__name__} must define {attribute} as a {asked}.")
    return item


def named(package: ModuleType, file: str, attribute: str, kind: type[T]) -> dict[str, T]:
    """Map sub-folder -> the object in its file of this name; sub-folders without one have none.

    So an area that has such a thing says so by a file, and no list names the areas.
    """
    found: dict[str, T] = {}
    for info in pkgutil.iter_modules(package.__path__):
        folder = f"{package.__name__}.{info.name}"
        if info.ispkg and importlib.util.find_spec(f"{folder}.{file}"):
            found[info.name] = defined(importlib.import_module(f"{folder}.{file}"), attribute, kind)
    return found
