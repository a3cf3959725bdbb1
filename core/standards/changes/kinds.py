"""Every kind of remedy by its name, which is that of its file."""

from functools import cache

from core import registry
from core.standards import remedies as folder
from core.standards.remedies import Kind


@cache
def kinds() -> dict[str, Kind]:
    """Raises SetupError for a file of remedies that has none."""
    return registry.collect(folder, "KIND", Kind)
