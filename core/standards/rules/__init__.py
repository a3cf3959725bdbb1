"""What an audit can judge: one file a rule, its name is the id, each with a `RULE`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.standards.facts import Channel, Team, Tenant
from core.standards.model import Outcome, Remedy, RemedyMode, Seen, Subject, SubjectType
from core.standards.reads import Read

# No application may write this: people do it by hand, and the next run looks again.
BY_HAND = Remedy("by_hand", RemedyMode.GUIDED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of one subject; `seen` is what it found, `wanted` what the clause asks."""

    outcome: Outcome
    says: str
    seen: Seen = None
    wanted: Seen = None
    remedy: Remedy | None = None


def passed(says: str = "", *, seen: Seen = None, wanted: Seen = None) -> Verdict:
    """The clause is met."""
    return Verdict(Outcome.PASSED, says, seen, wanted)


def failed(
    says: str, remedy: Remedy | None = None, *, seen: Seen = None, wanted: Seen = None
) -> Verdict:
    """The clause is not met; `says` is what was seen and what is asked, in one sentence."""
    return Verdict(Outcome.FAILED, says, seen, wanted, remedy)


def unknown(says: str) -> Verdict:
    """It could not be judged; `says` is why."""
    return Verdict(Outcome.UNKNOWN, says)


def not_applicable(says: str) -> Verdict:
    """The clause asks nothing of this subject; `says` is why."""
    return Verdict(Outcome.NOT_APPLICABLE, says)


HIDDEN = unknown("Microsoft Graph does not list private channels of an archived team")


@dataclass(frozen=True, slots=True)
class Rule:
    """Judges one team: `check(team, *, …params) -> Verdict`; the params are a clause's.

    `apart`: each clause names things of its own, so two that are not met are two causes.
    `beside`: it is `check(team, organisation, *, …params)`, because that may decide. `remedy` is
    the kind that puts right what it finds, of any kind of rule: a file of core/standards/remedies.
    """

    check: Callable[..., Verdict]
    title: str
    reads: tuple[Read, ...]
    apart: bool = False
    beside: bool = False
    remedy: str = "by_hand"


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """Judges each channel by itself: `check(channel, team, *, …params) -> Verdict`."""

    check: Callable[..., Verdict]
    title: str
    reads: tuple[Read, ...]
    remedy: str = "by_hand"


@dataclass(frozen=True, slots=True)
class TenantRule:
    """Judges all teams of a standard at once, and yields what is not met, by subject.

    `check(tenant, *, …params) -> Iterator[tuple[Subject, Verdict]]`. Its tenant has only teams
    whose facts were read; the engine adds an `unknown` for each of the others, and its `rest` says
    that there are such. `also` are reads it makes use of where another clause has asked for them.
    `of_each` are the reads without which a team is left out, where these are not all: a name is
    known of a team whose people are not. `aloud(says, wanted)` makes of a sentence that names
    people one that does not, for where others read along; None where none does.
    """

    check: Callable[..., Iterator[tuple[Subject, Verdict]]]
    title: str
    reads: tuple[Read, ...]
    also: tuple[Read, ...] = ()
    of_each: tuple[Read, ...] | None = None
    aloud: Callable[[str, Seen], str] | None = None
    remedy: str = "by_hand"


@dataclass(frozen=True, slots=True)
class OrganisationRule:
    """Judges the organisation by itself, whatever teams a standard is for.

    `check(organisation, *, …params) -> Verdict`; the finding is about the tenant.
    """

    check: Callable[..., Verdict]
    title: str
    reads: tuple[Read, ...]
    remedy: str = "by_hand"


AnyRule = Rule | ChannelRule | TenantRule | OrganisationRule


def about_team(team: Team) -> Subject:
    """A team as a finding's subject."""
    return Subject(SubjectType.TEAM, team.id, team.name, team.id)


def about_channel(channel: Channel, team: Team) -> Subject:
    """A channel as a finding's subject."""
    return Subject(SubjectType.CHANNEL, channel.id, channel.name, team.id)


def about_tenant(tenant: Tenant) -> Subject:
    """The organisation as a finding's subject."""
    return Subject(SubjectType.TENANT, tenant.id, tenant.name or "All teams")
