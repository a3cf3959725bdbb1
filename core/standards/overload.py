"""Brain fatigue: how many teams and channels each person has to follow, over the whole company."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Account, Channel, Reading, Team
from core.standards.model import Overload, Standard
from core.standards.reads import NOT_ASKED
from core.words import percent, share

LIMIT = 15  # teams, where no standard says another number
RULE = "teams_per_person"  # whose number is meant


def overload(standards: Sequence[Standard], reading: Reading) -> Overload | None:
    """Of everybody who is in a team; None where that was not read, or not of all teams.

    Left out are archived teams, guests, and accounts that are disabled, where that is known.
    """
    tenant = reading.tenant
    living = [team for team in tenant.teams if team.archived is not True]
    read = [team for team in living if not isinstance(team.members, Gap)]
    if not reading.whole or not read:
        return None
    people = {member.id: member for team in read for member in _members(team)}
    ours = {id_ for id_, person in people.items() if _follows(person)}
    teams, channels = _counted(read)
    limit = limit_of(standards)
    in_teams = sorted(teams[id_] for id_ in ours)
    in_channels = [] if channels is None else sorted(channels[id_] for id_ in ours)
    return Overload(
        people=len(ours),
        limit=limit,
        over=sum(number > limit for number in in_teams),
        teams=_middle(in_teams),
        teams_worst=_worst(in_teams),
        channels=None if channels is None else _middle(in_channels),
        channels_worst=None if channels is None else _worst(in_channels),
        at_least=tenant.rest is not None or any(map(_unread, living)),
    )


def limit_of(standards: Iterable[Standard]) -> int:
    """How many teams a person may be in, as the strictest clause about that has it."""
    asked = (
        clause.params.get("at_most", LIMIT)
        for standard in standards
        for clause in standard.clauses
        if clause.rule == RULE
    )
    return min((number for number in asked if isinstance(number, int)), default=LIMIT)


def told(found: Overload) -> str:
    """The two figures of a person in the middle, and of the tenth who have most to follow."""
    middle = _both(found.teams, found.channels)
    worst = _both(found.teams_worst, found.channels_worst)
    least = "at least " if found.at_least else ""
    return f"median {least}{middle}; worst tenth {least}{worst} or more"


def over(found: Overload) -> str:
    """The share of people over the limit: "8 %"."""
    least = "at least " if found.at_least else ""
    return f"{least}{share(percent(found.over, found.people))}"


def _both(teams: int, channels: int | None) -> str:
    of_teams = f"{teams:,} {'team' if teams == 1 else 'teams'}"
    if channels is None:
        return of_teams
    return f"{of_teams} and {channels:,} {'channel' if channels == 1 else 'channels'}"


def _unread(team: Team) -> bool:
    """Whether it is not known who follows how many of its channels, though somebody asked."""
    channels = () if isinstance(team.channels, Gap) else team.channels
    facts = (team.members, team.channels, *(channel.members for channel in channels))
    return any(isinstance(fact, Gap) and fact != NOT_ASKED for fact in facts)


def _members(team: Team) -> Sequence[Account]:
    return () if isinstance(team.members, Gap) else team.members


def _follows(person: Account) -> bool:
    return person.is_guest is not True and person.enabled is not False


def _counted(teams: Sequence[Team]) -> tuple[Counter[str], Counter[str] | None]:
    """In how many teams and channels each person is; no channels where nobody asked for them.

    A standard channel has everybody of its team, a private or shared one its own members, which
    are counted where they were read. Teams with as many standard channels are counted together.
    """
    alike: dict[int | None, list[Team]] = {}
    for team in teams:
        alike.setdefault(_standard(team), []).append(team)
    in_teams: Counter[str] = Counter()
    in_channels: Counter[str] = Counter()
    for number, some in alike.items():
        found = Counter(member.id for team in some for member in _members(team))
        in_teams.update(found)
        in_channels.update({id_: times * (number or 0) for id_, times in found.items()})
    for team in teams:
        for channel in () if isinstance(team.channels, Gap) else team.channels:
            in_channels.update(_of_its_own(channel))
    return in_teams, None if set(alike) <= {None} else in_channels


def _standard(team: Team) -> int | None:
    """How many standard channels it has; None where its channels were not read."""
    if isinstance(team.channels, Gap):
        return None
    return sum(channel.kind is ChannelKind.STANDARD for channel in team.channels)


def _of_its_own(channel: Channel) -> Iterable[str]:
    """Ids of the members that it does not have by its team."""
    if isinstance(channel.members, Gap):
        return ()
    return (member.account.id for member in channel.members)


def _middle(ordered: Sequence[int]) -> int:
    return ordered[(len(ordered) - 1) // 2] if ordered else 0


def _worst(ordered: Sequence[int]) -> int:
    """What everybody of the tenth with most has at least."""
    return ordered[len(ordered) * 9 // 10] if ordered else 0
