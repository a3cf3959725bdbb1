"""A guest of another company than the partners of a team sees what is none of their business."""

from core.standards.facts import Account, Team, known
from core.standards.model import Remedy
from core.standards.params import Domains
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count, listed


def check(team: Team, *, allowed: Domains) -> Verdict:
    """`*.partner.example` is for all that is below that domain, not for itself."""
    guests = [member for member in known(team.members) if member.guest]
    others = [guest for guest in guests if not _is_allowed(known(guest.domain), allowed)]
    if not others:
        return passed(count(guests, "guest"), seen=(), wanted=allowed)

    return failed(
        f"{count(others, 'guest')} from {_domains(others)}; "
        f"the standard allows {listed(list(allowed))} only",
        Remedy("remove_members", choices=tuple(each.id for each in others), pick=len(others)),
        seen=tuple(sorted({known(guest.domain) or "none" for guest in others})),
        wanted=allowed,
    )


def _is_allowed(domain: str, allowed: Domains) -> bool:
    found = domain.lower()
    return any(
        found.endswith(each[1:]) if each.startswith("*.") else found == each for each in allowed
    )


def _domains(guests: list[Account]) -> str:
    return listed(sorted({known(each.domain) for each in guests} - {""}) or ["no known domain"])


RULE = Rule(
    check,
    title="Guests of known companies only",
    reads=(Read.MEMBERS, Read.USERS),
)
