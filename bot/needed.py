"""All that Microsoft Graph has to permit: to read, for what is set, and to put right."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.settings import Settings
from core.posting import installing
from core.standards.model import Standard
from core.standards.permissions import needs, write_needs


@dataclass(frozen=True, slots=True)
class Needed:
    """An application permission, what it is for, and whose it is: rules, or a setting."""

    permission: str
    used_for: str
    whose: str


def needed(settings: Settings, standards: Iterable[Standard]) -> list[Needed]:
    """The least, for these standards and settings."""
    found = [
        Needed(each.permission, each.read_for, ", ".join(each.rules) or "choosing the teams")
        for each in needs(standards)
    ]
    if settings.install_for_people:
        permissions = installing.PERMISSIONS.items()
        found += [Needed(name, what, "INSTALL_FOR_PEOPLE") for name, what in permissions]
    return found


def needed_to_write(standards: Iterable[Standard]) -> list[Needed]:
    """What putting right takes beside: without it an audit is whole, and remedies are by hand."""
    return [
        Needed(each.permission, ", ".join(each.kinds), ", ".join(each.rules))
        for each in write_needs(standards)
    ]
