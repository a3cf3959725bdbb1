"""Find every plug-in in a folder: one file, one object, and no list to edit."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

from core.errors import SetupError

T = TypeVar("T")


def collect(package: ModuleType, attribute: str, *kinds: type[T]) -> dict[str, T]:
    """Map file name -> the object named `attribute` in that file, which is of one of the kinds.

    An underscore in a file name stays; `import_` gives the name `import`.
    Raises SetupError for a file that does not define its object.
    """
    found: dict[str, T] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        item = getattr(module, attribute, None)
        if not isinstance(item, kinds):
            asked = " or ".join(kind.__name__ for kind in kinds)
            raise SetupError(f"{module.__name__} must define {attribute} as a {asked}.")
        found[info.name.rstrip("_")] = item
    return found
