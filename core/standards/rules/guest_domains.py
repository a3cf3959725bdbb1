"""A guest of another company than the partners of a team sees what is none of their business."""

from collections.abc import Iterable

from core.standards.facts import Account, Team, known
from core.standards.kit.as_far import PERHAPS_OTHERS, holding
from core.standards.model import Remedy
from core.standards.params import Domains
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count, listed


def check(team: Team, *, allowed: Domains) -> Verdict:
    """`*.partner.example` is for all that is below that domain, not for itself."""
    members = known(team.members)
    found = holding(members, lambda member: _is_stranger(member, allowed))
    if not found.more_than(0):
        guests = [member for member in members if member.guest]
        return passed(count(guests, "guest"), seen=(), wanted=allowed)

    others = found.sure
    domains = sorted({known(guest.domain) or "none" for guest in others})
    return failed(
        f"{found.least.sign}{count(others, 'guest')} from {_domains(others)}; "
        f"the standard allows {listed(list(allowed))} only",
        Remedy("remove_members", choices=tuple(each.id for each in others), pick=len(others)),
        seen=(*domains, *([PERHAPS_OTHERS] if found.gaps else [])),
        wanted=allowed,
    )


def _is_stranger(member: Account, allowed: Domains) -> bool:
    """Whether it is a guest of another domain. Raises Unknown."""
    return member.guest and not _is_allowed(known(member.domain), allowed)


def _is_allowed(domain: str, allowed: Domains) -> bool:
    found = domain.lower()
    return any(
        found.endswith(each[1:]) if each.startswith("*.") else found == each for each in allowed
    )


def _domains(guests: Iterable[Account]) -> str:
    return listed(sorted({known(each.domain) for each in guests} - {""}) or ["no known domain"])


RULE = Rule(
    check,
    title="Guests of known companies only",
    remedy="remove_members",
    reads=(Read.MEMBERS, Read.USERS),
)
