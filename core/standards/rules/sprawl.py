"""More teams than people can fill, or many that nobody uses: then what matters is not found."""

from collections.abc import Iterable, Iterator

from core.standards.facts import Team, Tenant, Unknown, known
from core.standards.model import Subject
from core.standards.params import Count, Share
from core.standards.reads import Read
from core.standards.rules import BY_HAND, TenantRule, Verdict, about_tenant, failed
from core.words import count

QUIET = 90  # days after which a team in which nobody was active is not in use


def check(
    tenant: Tenant, *, per_100: Count = 30, inactive_share: Share = 0.3
) -> Iterator[tuple[Subject, Verdict]]:
    """Neither is judged while it is not known which teams there are. Of those of which nobody knows
    whether they are quiet all may be, or none: it is unknown where that makes the difference."""
    if tenant.rest is not None:
        raise Unknown(tenant.rest.reason)
    people = known(tenant.organisation.people)
    if not people:
        raise Unknown("Microsoft Graph lists no account that can sign in")

    teams, (quiet, unsaid) = len(tenant.teams), _quiet(tenant.teams)
    each = round(100 * teams / people, 1)
    for_100 = f"{each:g} {'team' if each == 1 else 'teams'} for 100 people"
    # A waiver that accepted this very number must not hold when it may be more.
    inactive = f"{'at least ' if unsaid else ''}{_percent(quiet / teams if teams else 0)}"
    wrong = []
    if 100 * teams > per_100 * people:
        wrong.append(f"{for_100}; the standard asks for at most {per_100}")
    if quiet > inactive_share * teams:
        says = f"nobody was active for {QUIET} days in {inactive} of {count(teams, 'team')}"
        wrong.append(f"{says}; the standard asks for at most {_percent(inactive_share)}")
    if wrong:
        says = "; ".join(wrong).replace(" %", "\u00a0%")
        seen = (for_100, f"{inactive} inactive")
        wanted = (f"{per_100} teams for 100 people", f"{_percent(inactive_share)} inactive")
        yield about_tenant(tenant), failed(says, BY_HAND, seen=seen, wanted=wanted)
    elif quiet + len(unsaid) > inactive_share * teams:
        raise Unknown(unsaid[0])


def _quiet(teams: Iterable[Team]) -> tuple[int, list[str]]:
    """How many are quiet, and for each of which that is not known the reason."""
    quiet, unsaid = 0, []
    for team in teams:
        try:
            quiet += _is_quiet(team)
        except Unknown as gap:
            unsaid.append(gap.reason)
    return quiet, unsaid


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g} %"


def _is_quiet(team: Team) -> bool:
    """A team that is new and was never used yet is not quiet."""
    on = known(team.active_on)
    days = team.age if on is None else (team.today - on).days
    return days > QUIET


RULE = TenantRule(
    check,
    title="Not more teams than can be used",
    reads=(Read.GROUPS, Read.USERS, Read.ACTIVITY),
    of_each=(),
)
