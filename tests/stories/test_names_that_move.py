"""An address is given to somebody else: what it may do is theirs, and staff read of it."""

from dataclasses import replace

from tests.rehearsal import Rehearsal
from tests.stories.people import Person


def give(center: Rehearsal, of: Person, to: Person) -> None:
    """The administrator gives an address to somebody else; whose it was has left."""
    directory = center.tenant.world.directory
    upn, heir = of.account.upn, to.account
    directory.people[heir.id] = replace(heir, upn=upn)
    directory._by_upn[upn] = directory.people[heir.id]


async def hours_pass(center: Rehearsal) -> None:
    """Names were asked for long ago, and the sweep asks for them."""
    await center.database.run("UPDATE named_people SET asked_at = asked_at - interval '7 hours'")
    await center.made.engine.defer("read_people")
    await center.settled()


async def test_whose_address_it_is_now_has_its_rights_and_staff_read_that(
    center: Rehearsal,
) -> None:
    pat = Person(center, "pat", Person(center, "pat").chat)
    noor = Person(center, "noor.haddad", Person(center, "noor.haddad").chat)
    assert "\n8 check-ins\n" in f"\n{await pat.writes('rounds')}"
    assert "is for the Process Center" in await noor.writes("rounds")

    give(center, pat, noor)
    await hours_pass(center)
    told = center.tenant.messages(noor.chat)[-1]["content"]["text"]
    assert told.startswith(
        "A name of the office file means somebody else now: "
        "pat@contoso.example is Noor Haddad, and was Pat Moreno (center)."
    )
    assert "is for the Process Center" in await pat.writes("rounds")
    assert "\n8 check-ins\n" in f"\n{await noor.writes('rounds')}"
