"""What can be the matter with a generated team, and how often: the shares are exact."""

from collections import defaultdict
from enum import StrEnum
from random import Random


class Trouble(StrEnum):
    """What can be the matter with a team; several at once."""

    NO_OWNER = "no_owner"
    ONE_OWNER = "one_owner"
    OWNER_LEFT = "owner_left"
    ALL_OWNERS_LEFT = "all_owners_left"
    TWELVE_OWNERS = "twelve_owners"
    CROWD_OF_OWNERS = "crowd_of_owners"
    MEMBER_LEFT = "member_left"
    GUESTS = "guests"
    FEW = "few"
    LARGE = "large"
    COPY = "copy"
    THINGS = "things"
    PUBLIC = "public"
    NO_VISIBILITY = "no_visibility"
    NO_DESCRIPTION = "no_description"
    NAME_AS_DESCRIPTION = "name_as_description"
    SHORT_DESCRIPTION = "short_description"
    ODD_NAME = "odd_name"
    NEAR_NAME = "near_name"
    MISSING_CHANNEL = "missing_channel"
    ODD_CHANNEL = "odd_channel"
    PRIVATE_CHANNEL = "private_channel"
    SHARED_CHANNEL = "shared_channel"
    ARCHIVED = "archived"
    LOOSE = "loose"
    BLOCKED_WORD = "blocked_word"
    LONG_NAME = "long_name"
    NUMBERED = "numbered"
    PERSONAL_NAME = "personal_name"
    UNCLASSIFIED = "unclassified"
    ODD_CLASS = "odd_class"
    UNLABELLED = "unlabelled"
    ODD_LABEL = "odd_label"
    GUEST_OWNER = "guest_owner"
    SERVICE_OWNER = "service_owner"
    ABSENT_OWNER = "absent_owner"
    NO_POLICY = "no_policy"
    ENDING = "ending"
    QUIET = "quiet"
    NEVER_USED = "never_used"
    NOT_PROVISIONED = "not_provisioned"
    OWN_SWITCH = "own_switch"
    CHANNEL_EMAIL = "channel_email"
    MISSING_TAB = "missing_tab"
    STRANGE_SITE = "strange_site"
    OTHER_SETTINGS = "other_settings"
    NO_REQUIRED_APP = "no_required_app"
    BANNED_APP = "banned_app"
    SIDELOADED = "sideloaded"
    OLD_APP = "old_app"
    NO_PLAN = "no_plan"


SHARES: dict[Trouble, float] = {
    Trouble.NO_OWNER: 0.01,
    Trouble.ONE_OWNER: 0.06,
    Trouble.OWNER_LEFT: 0.05,
    Trouble.ALL_OWNERS_LEFT: 0.03,
    Trouble.TWELVE_OWNERS: 0.015,
    Trouble.CROWD_OF_OWNERS: 0.01,
    Trouble.MEMBER_LEFT: 0.10,
    Trouble.GUESTS: 0.15,
    Trouble.FEW: 0.03,
    Trouble.LARGE: 0.02,
    Trouble.COPY: 0.02,
    Trouble.THINGS: 0.02,
    Trouble.PUBLIC: 0.12,
    Trouble.NO_VISIBILITY: 0.04,
    Trouble.NO_DESCRIPTION: 0.06,
    Trouble.NAME_AS_DESCRIPTION: 0.04,
    Trouble.SHORT_DESCRIPTION: 0.03,
    Trouble.ODD_NAME: 0.06,
    Trouble.NEAR_NAME: 0.02,
    Trouble.MISSING_CHANNEL: 0.10,
    Trouble.ODD_CHANNEL: 0.08,
    Trouble.PRIVATE_CHANNEL: 0.20,
    Trouble.SHARED_CHANNEL: 0.08,
    Trouble.ARCHIVED: 0.06,
    Trouble.LOOSE: 0.15,
    # What stands behind here is thrown behind it: the dice of those before stay what they were.
    Trouble.BLOCKED_WORD: 0.02,
    Trouble.LONG_NAME: 0.02,
    Trouble.NUMBERED: 0.02,
    Trouble.PERSONAL_NAME: 0.01,
    Trouble.UNCLASSIFIED: 0.10,
    Trouble.ODD_CLASS: 0.03,
    Trouble.UNLABELLED: 0.10,
    Trouble.ODD_LABEL: 0.03,
    Trouble.GUEST_OWNER: 0.02,
    Trouble.SERVICE_OWNER: 0.02,
    Trouble.ABSENT_OWNER: 0.03,
    Trouble.NO_POLICY: 0.10,
    Trouble.ENDING: 0.05,
    Trouble.QUIET: 0.08,
    Trouble.NEVER_USED: 0.03,
    Trouble.NOT_PROVISIONED: 0.02,
    Trouble.OWN_SWITCH: 0.12,
    Trouble.CHANNEL_EMAIL: 0.08,
    Trouble.MISSING_TAB: 0.10,
    Trouble.STRANGE_SITE: 0.05,
    Trouble.OTHER_SETTINGS: 0.05,
    Trouble.NO_REQUIRED_APP: 0.10,
    Trouble.BANNED_APP: 0.04,
    Trouble.SIDELOADED: 0.03,
    Trouble.OLD_APP: 0.06,
    Trouble.NO_PLAN: 0.15,
}


def trouble(teams: int, seed: int) -> dict[int, frozenset[Trouble]]:
    """What is the matter with which team, by its place: each kind as often as its share says."""
    dice = Random(seed + 1)
    found: defaultdict[int, set[Trouble]] = defaultdict(set)
    for kind, share in SHARES.items():
        for number in dice.sample(range(teams), min(teams, max(1, round(share * teams)))):
            found[number].add(kind)
    return {number: frozenset(kinds) for number, kinds in found.items()}
