"""Which leaders a team may name in its form: those in whose scope the project is."""

import pytest

from core.digests.scope import in_scope
from core.office.values import Chosen
from tests.ground import Ground, member
from tests.store.digests import KIM, LEE, OFFICE, begin

LATER = OFFICE.replace("[{id: grow", "[{id: later, title: Later}, {id: grow")
PROJECTS = ("apollo", "borealis", "cedar", "alone", "nothing")
SCOPES = {
    "all": "all",
    "an objective": "[grow]",
    "an initiative": "[one-desk]",
    "both": "[save, clean-data]",
    "an objective without initiatives": "[later]",
}


async def named(inside: Ground, project: str) -> set[str]:
    """Whom the database gives for a project."""
    query = "SELECT leaders_of(%(project)s) AS person"
    found = await inside.database.all(dict, query, {"project": project})
    assert len(found) == len({each["person"] for each in found}), "nobody twice"
    return {each["person"] for each in found}


async def test_those_whose_scope_has_the_project(inside: Ground) -> None:
    await begin(inside)

    assert await named(inside, "apollo") == {"kim", "lee"}, "Lee follows what grows"
    assert await named(inside, "borealis") == {"kim"}
    assert await named(inside, "cedar") == {"kim", "lee"}
    assert await named(inside, "alone") == {"kim"}, "it serves nothing: all sees it"
    assert await named(inside, "nothing") == set()


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
async def test_it_is_the_scope_by_which_a_digest_is_made(inside: Ground, scope: str) -> None:
    await begin(
        inside, LATER.replace(f"{LEE}, scope: [grow, clean-data]", f"{LEE}, scope: {scope}")
    )
    lee = await inside.ports.digests.digests.leader("lee")
    chosen = lee.scope if lee else Chosen(items=())
    sees = in_scope(await inside.ports.digests.digests.outline(), chosen).projects

    assert {each for each in PROJECTS if "lee" in await named(inside, each)} == sees


async def test_who_stands_there_twice_has_both_scopes_and_an_unknown_name_none(
    inside: Ground,
) -> None:
    old, new = "lee.marvin@contoso.example", "new@contoso.example"
    twice = OFFICE.replace(
        f"{KIM}, scope: all}}", f"{old}, scope: [save]}}\n    - {{person: {new}, scope: all}}"
    )
    await begin(inside, twice)
    await inside.ports.people.names.resolve({old: member("lee")})

    assert await named(inside, "borealis") == {"lee"}
    assert await named(inside, "apollo") == {"lee"}
    assert await named(inside, "alone") == set()
