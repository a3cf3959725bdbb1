"""What members may change in a team by themselves."""

from collections.abc import Iterable

from core.standards.changes.model import Thing
from core.standards.kit.switching import switched
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterable[Wish]:
    return switched("memberSettings", "what members may do", finding, facts)


KIND = Kind(
    wishes,
    thing=Thing.SETTINGS,
    title="Set {label} as the standard asks",
    done="Now {label} is as the standard asks",
    needs="TeamSettings.ReadWrite.All",
    inverse="the switches are as before",
    order=30,
)
