"""Who somebody is for a thing, in few words."""

from core.people.roles import Part, Role
from core.posting.subjects import Subject
from tests.ground import Ground


async def part(inside: Ground, subject: Subject, who: str) -> Part:
    """Who they are for it."""
    found = await inside.ports.people.parts.of(subject.kind, subject.id, who)
    assert found
    return found


async def those(inside: Ground, subject: Subject, role: Role, *people: str) -> list[str]:
    """Those of the people who have this role for it."""
    return [each for each in people if role in (await part(inside, subject, each)).roles]


async def asked(inside: Ground, round_id: str, *people: str) -> list[bool | None]:
    """Whether a round asks them; None while nobody can tell."""
    told = [await part(inside, Subject("round", round_id), each) for each in people]
    return [Role.RESPONDENT in each.roles if each.roster_known else None for each in told]
