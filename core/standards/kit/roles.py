"""Who may become an owner, who may cease to be one, and who of them the likeliest is."""

from collections.abc import Iterable, Sequence

from core.facts import Gap
from core.standards.changes.model import Choice, Picks, Value
from core.standards.facts import Account, Team, Unknown, known
from core.standards.remedies import ByHand, Facts, Wish
from core.words import folded

OWNER, MEMBER, NEITHER = "owner", "member", ""
OWNERS = "TeamMember.ReadWrite.All"
MEMBERS = "TeamMember.ReadWriteNonOwnerRole.All"
NOBODY = "nobody is known who could own it: a colleague who is no guest and can sign in"
LAST = "no other owner is known who is no guest and can sign in; add one first"
STRANGER = "nobody who was read in any team is called {person}"


def called(person: str, facts: Facts) -> str:
    """What people call somebody, as far as that is known."""
    account = facts.accounts.get(folded(person))
    told = account and (account.name or account.principal)
    return told or facts.names.get(person) or person


def role(person: str, team: Team) -> str:
    """What somebody is in a team, as Teams lists its members. Raises Unknown.

    Who owns the group and is not among its members is not listed there.
    """
    if person not in {each.id for each in known(team.members)}:
        return NEITHER
    return OWNER if person in {each.id for each in known(team.owners)} else MEMBER


def found(people: Iterable[str], facts: Facts) -> list[Account]:
    """The accounts of people named by object id or principal name. Raises ByHand without any."""
    named = list(people)
    accounts = [facts.accounts[folded(each)] for each in named if folded(each) in facts.accounts]
    if named and not accounts:
        raise ByHand(STRANGER.format(person=" or ".join(named)))
    return accounts


def could_own(accounts: Sequence[Account]) -> list[Account]:
    """Who can sign in and is no guest.

    Raises Unknown where nobody is known to and some may, and ByHand where nobody does.
    """
    able = [each for each in accounts if each.enabled is True and each.is_guest is False]
    # Asking raises where it is not known.
    able = able or [each for each in accounts if each.can_sign_in and not each.guest]
    if not able:
        raise ByHand(NOBODY)
    return able


def likeliest(accounts: Iterable[Account], team: Team) -> list[Account]:
    """Colleagues of the same department as somebody who owns it or did first; then by name.

    Whose manager is whose is not read.
    """
    owners = () if isinstance(team.owners, Gap) else team.owners
    departments = {_department(owner) for owner in owners} - {""}

    def place(account: Account) -> tuple[bool, str, str]:
        return _department(account) not in departments, folded(account.name), account.id

    return sorted(accounts, key=place)


def _department(account: Account) -> str:
    return "" if isinstance(account.department, Gap) else folded(account.department)


def goes_first(accounts: Iterable[Account]) -> list[Account]:
    """Who cannot sign in first, then guests, then those who have not accepted; then by name."""

    def place(account: Account) -> tuple[bool, bool, bool, str, str]:
        waits = account.invited_at is None or isinstance(account.invited_at, Gap)
        named = (folded(account.name), account.id)
        return account.enabled is not False, account.is_guest is not True, waits, *named

    return sorted(accounts, key=place)


def may_go(going: Sequence[str], pick: int, team: Team) -> list[str]:
    """Whoever of these can cease to own a team while an active owner stays, who is no guest.

    `pick` of them will go, whichever. Where no such owner stays, only those may go of whom it is
    known that they cannot sign in. Raises ByHand where nobody may, and Unknown.
    """
    owners = known(team.owners)
    sure = [each.id for each in owners if each.enabled is True and each.is_guest is False]
    if any(each not in going for each in sure) or pick < len(sure):
        return list(going)
    if sure:
        rest = [each for each in going if each != sure[0]]
    else:
        left = {each.id for each in owners if not _could_sign_in(each)}
        rest = [each for each in going if each in left]
    if not rest:
        raise ByHand(LAST)
    return rest


def _could_sign_in(account: Account) -> bool:
    if isinstance(account.enabled, Gap):
        raise Unknown(account.enabled.reason)
    return account.enabled


def choice(person: str, before: Value, facts: Facts) -> Choice:
    """Somebody who may be picked, with what they are now."""
    return Choice(person, called(person, facts), before)


def wishes(choices: Sequence[Choice], pick: int, after: Value, **more: object) -> list[Wish]:
    """One for each who is needed: the n-th begins with the n-th likeliest.

    Where all of them are needed there is nothing to choose.
    """
    open_ = pick < len(choices)
    return [
        Wish(
            target=each.value,
            label=each.label,
            before=each.before,
            after=after,
            choices=tuple(choices) if open_ else (),
            picks=Picks.TARGET if open_ else Picks.NOTHING,
            **more,  # type: ignore[arg-type]  # extra or needs
        )
        for each in choices[:pick]
    ]
