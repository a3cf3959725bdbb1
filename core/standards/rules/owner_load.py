"""Who owns too many teams looks after none of them, whatever the list of owners says."""

from collections import Counter
from collections.abc import Iterator

from core.standards.facts import Account, Tenant, known
from core.standards.model import Subject, SubjectType
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import BY_HAND, TenantRule, Verdict, failed
from core.words import count


def check(tenant: Tenant, *, at_most: Count = 10) -> Iterator[tuple[Subject, Verdict]]:
    people: dict[str, Account] = {}
    owned: Counter[str] = Counter()
    for team in tenant.teams:
        for owner in known(team.owners):
            people.setdefault(owner.id, owner)
            owned[owner.id] += 1

    least = "at least " if tenant.rest else ""
    for id_ in sorted(id_ for id_, number in owned.items() if number > at_most):
        says = f"owns {least}{count(owned[id_], 'team')}; the standard asks for at most {at_most}"
        # A waiver that accepted this very number must not hold when it may be more.
        seen = f"{least}{owned[id_]}" if least else owned[id_]
        # Graph keeps names from an app that may not read accounts.
        name = people[id_].name or people[id_].principal or id_
        subject = Subject(SubjectType.PERSON, id_, name)
        yield subject, failed(says, BY_HAND, seen=seen, wanted=at_most)


RULE = TenantRule(check, title="People do not own too many teams", reads=(Read.GROUPS,))
