"""What several clauses ask for is proposed once, or left to people where they disagree."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.standards.changes.model import Change, Choice, Picks, Thing, Value
from core.standards.changes.proposing import guided, place
from core.standards.kit.roles import MEMBER
from core.standards.kit.switching import shared
from core.standards.model import RemedyMode
from core.words import folded

ROLES = frozenset({Thing.ROLE, Thing.CHANNEL_ROLE})
CAREFUL = (RemedyMode.AUTO, RemedyMode.APPROVE, RemedyMode.GUIDED)
OF_TWO = "the standards “{one}” and “{other}” disagree about this, so one of them has to change"
OF_ONE = "two clauses of the standard “{one}” disagree about this, so one of them has to change"


def merged(changes: Iterable[Change]) -> list[Change]:
    """The same without what is proposed twice; of the same things the first speaks.

    A person who is to be made an owner, or taken out of the team, needs no other change of role.
    """
    once = [_one(group) for group in _groups(changes, lambda each: each.id)]
    fixed = [each for each in once if each.thing in ROLES and each.target and not _chosen(each)]
    slots = [each for each in once if _chosen(each)]
    rest = [each for each in once if each not in fixed and each not in slots]
    roles = [_role(group) for group in _groups(fixed, place)]
    return [*rest, *roles, *_spread(slots, roles)]


def disagreeing(one: Change, other: Change) -> Change:
    """The first, for people to decide."""
    says = OF_ONE if one.standard == other.standard else OF_TWO
    return guided(one, says.format(one=one.standard, other=other.standard))


def _chosen(change: Change) -> bool:
    return change.picks is Picks.TARGET


def _groups(changes: Iterable[Change], by: Callable[[Change], Hashable]) -> Iterator[list[Change]]:
    groups: defaultdict[Hashable, list[Change]] = defaultdict(list)
    for each in changes:
        groups[by(each)].append(each)
    yield from groups.values()


def _one(group: Sequence[Change]) -> Change:
    """What speaks for changes of one id."""
    first = replace(
        group[0],
        owners_may=all(each.owners_may for each in group),
        mode=max((each.mode for each in group), key=CAREFUL.index),
    )
    for other in group[1:]:
        first = _both(first, other)
    return first


def _both(one: Change, other: Change) -> Change:
    if one.thing is Thing.SETTINGS and isinstance(one.after, Mapping):
        return _switches(one, other)
    if one.picks is Picks.TEXT:
        return replace(one, says=_joined(one, other))
    if one.picks is Picks.TARGET or one.after is None:
        return one
    allowed = {folded(str(each.value)) for each in _allowed(other)}
    left = tuple(each for each in _allowed(one) if folded(str(each.value)) in allowed)
    if not left:
        return disagreeing(one, other)
    if one.picks is Picks.NOTHING:
        return one
    return _narrowed(one, left)


def _narrowed(change: Change, choices: tuple[Choice, ...]) -> Change:
    if len(choices) > 1:
        return replace(change, after=choices[0].value, choices=choices)
    return replace(change, after=choices[0].value, choices=(), picks=Picks.NOTHING)


def _allowed(change: Change) -> Sequence[Choice]:
    return change.choices or (Choice(change.after, ""),)  # type: ignore[arg-type]  # compared as text


def _switches(one: Change, other: Change) -> Change:
    """All switches of one object are one write."""
    if not (isinstance(one.after, Mapping) and isinstance(other.after, Mapping)):
        return one
    if any(one.after[each] != other.after[each] for each in shared(one.after, other.after)):
        return disagreeing(one, other)
    before = {**_mapping(other.before), **_mapping(one.before)}
    after = {**other.after, **one.after}
    return replace(one, before=before, after=after, says=_joined(one, other))


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _joined(one: Change, other: Change) -> str:
    return one.says if other.says in one.says else f"{one.says}; {other.says}"


def _role(group: Sequence[Change]) -> Change:
    """Of one person: an owner is a member too, and who is taken out owns nothing any more."""
    strong = [each for each in group if each.after != MEMBER] or list(group)
    if len({str(each.after) for each in strong}) > 1:
        return disagreeing(strong[0], strong[1])
    return replace(strong[0], owners_may=all(each.owners_may for each in group))


def _spread(slots: Iterable[Change], roles: Iterable[Change]) -> Iterator[Change]:
    """Nobody is preselected twice, and who is named already for the same need not be chosen."""
    taken = {place(each): each.after for each in roles}
    counted: set[tuple[str, tuple[str, str, str, str]]] = set()
    for slot in slots:
        picked = [slot.picked(each.value) for each in slot.choices]
        group = f"{slot.kind} {slot.rule}"
        named = [
            each
            for each in picked
            if taken.get(place(each)) == slot.after and (group, place(each)) not in counted
        ]
        if named:
            counted.add((group, place(named[0])))
            continue
        free = [each for each in picked if place(each) not in taken]
        if free:
            counted.add((group, place(free[0])))
            taken[place(free[0])] = free[0].after
            yield free[0]
