"""Nobody can follow too many teams; who is in all of them reads none of them."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from core.office.written import Switch
from core.standards.facts import Tenant, known
from core.standards.model import Subject, SubjectType
from core.standards.params import Count
from core.standards.reads import NOT_ASKED, Read
from core.standards.rules import BY_HAND, TenantRule, Verdict, failed
from core.words import count


def check(
    tenant: Tenant, *, at_most: Count = 15, count_archived: Switch = False
) -> Iterator[tuple[Subject, Verdict]]:
    teams = [team for team in tenant.teams if count_archived or team.archived is not True]
    archived_too = count_archived or any(team.archived == NOT_ASKED for team in teams)
    everybody = [member for team in teams for member in known(team.members)]
    memberships = Counter(member.id for member in everybody)
    many = {member.id: member for member in everybody if memberships[member.id] > at_most}

    least = "at least " if tenant.rest else ""
    included = " (archived teams included)" if archived_too else ""
    asked = f"the standard asks for at most {at_most}"
    for id_, person in sorted(many.items(), key=itemgetter(0)):
        number = memberships[id_]
        says = f"in {least}{count(number, 'team')}{included}; {asked}"
        # A waiver that accepted this very number must not hold when it may be more.
        seen = f"{least}{number}" if least else number
        # Graph keeps names from an app that may not read accounts.
        name = person.name or person.principal or id_
        subject = Subject(SubjectType.PERSON, id_, name)
        yield subject, failed(says, BY_HAND, seen=seen, wanted=at_most)


RULE = TenantRule(
    check,
    title="People are not in too many teams",
    reads=(Read.MEMBERS,),
    also=(Read.TEAMS,),
)
