"""A team that would expire unseen, because nobody who owns it can renew it."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(_: Finding, facts: Facts) -> Iterator[Wish]:
    expires_at = known(facts.team.expires_at)
    if expires_at is not None:
        label = facts.team.name or facts.team.id
        yield Wish(expires_at.isoformat(), label, before=False, after=True)


KIND = Kind(
    wishes,
    thing=Thing.RENEWED,
    title="Renew {label}",
    done="{label} is renewed",
    needs="Group.ReadWrite.All",
    order=40,
)
