"""All that Microsoft Graph has to permit: to read, for what is set, and to put right."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.granted import WIDER
from bot.settings import Settings
from core.posting import installing
from core.standards.model import Standard
from core.standards.permissions import WriteNeed, needs, write_needs


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
    """What putting right takes beside: without it an audit is whole, and remedies are by hand.

    Where one of them allows what another does, for the same things, it stands for both.
    """
    found = {each.permission: each for each in write_needs(standards)}
    covered: dict[str, list[WriteNeed]] = {}
    for each in found.values():
        covered.setdefault(_wider(each.permission, found), []).append(each)
    return [
        Needed(
            permission,
            ", ".join(sorted({kind for each in needs_ for kind in each.kinds})),
            ", ".join(sorted({rule for each in needs_ for rule in each.rules})),
        )
        for permission, needs_ in sorted(covered.items())
    ]


def _wider(permission: str, found: Iterable[str]) -> str:
    """One of these that allows the same; one for all of a group is no such, and may be refused."""
    about = permission.partition(".")[0]
    wider = WIDER.get(permission, ())
    return next(
        (each for each in found if each in wider and each.partition(".")[0] == about), permission
    )
