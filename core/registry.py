"""Find every plug-in in a folder: one file, one object, and no list to edit."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

from core.errors import SetupError

T = TypeVar("T")


def collect(package: ModuleType, attribute: str, kind: type[T]) -> dict[str, T]:
    """Map file name -> the object named `attribute` in that file, by file name.

    An underscore in a file name stays; `import_` gives the name `import`.
    Raises SetupError for a file that does not define its object.
    """
    found: dict[str, T] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        item = getattr(module, attribute, None)
        if not isinstance(item, kind):
            raise SetupError(f"{module.__name__} must define {attribute} as a {kind.__name__}.")
        found[info.name.rstrip("_")] = item
    return found
