"""With a naming policy Microsoft names teams in one way from the start, and refuses some words."""

from collections.abc import Iterator

from core.standards.facts import known
from core.standards.organisation import GroupRules, Organisation
from core.standards.params import Word, WordList
from core.standards.reads import Read
from core.standards.rules import BY_HAND, OrganisationRule, Verdict, failed, passed
from core.words import folded, listed


def check(
    organisation: Organisation, *, pattern: Word | None = None, blocked: WordList | None = None
) -> Verdict:
    """What is given has to be the tenant's own; with neither, any policy will do."""
    rules = known(organisation.rules)
    seen = (rules.naming, *rules.blocked)
    wanted = (pattern or "", *(blocked or ()))
    if pattern is None and blocked is None:
        if rules.naming or rules.blocked:
            return passed("there is a naming policy", seen=seen, wanted="a policy")
        says = "there is no naming policy; the standard asks for one"
        return failed(says, BY_HAND, seen=seen, wanted="a policy")

    wrong = [*_pattern(rules, pattern), *_blocked(rules, blocked)]
    if not wrong:
        return passed("the naming policy is as the standard asks", seen=seen, wanted=wanted)
    return failed("; ".join(wrong), BY_HAND, seen=seen, wanted=wanted)


def _pattern(rules: GroupRules, pattern: str | None) -> Iterator[str]:
    if pattern is None or folded(pattern) == folded(rules.naming):
        return
    found = f"names follow “{rules.naming}”" if rules.naming else "names follow no pattern"
    yield f"{found}; the standard asks for “{pattern}”"


def _blocked(rules: GroupRules, blocked: tuple[str, ...] | None) -> Iterator[str]:
    if blocked is None:
        return
    there, asked = set(map(folded, rules.blocked)), set(map(folded, blocked))
    missing = [f"“{word}”" for word in blocked if folded(word) not in there]
    extra = [f"“{word}”" for word in rules.blocked if folded(word) not in asked]
    if missing:
        yield f"{listed(missing)} can be used in names; the standard asks that they cannot"
    if extra:
        yield f"{listed(extra)} cannot be used in names; the standard does not block them"


RULE = OrganisationRule(check, title="How teams are named", reads=(Read.GROUP_SETTINGS,))
