"""What was approved from a card comes with the office file, and counts where that is imported."""

from bot.office_import import import_office, whole_office
from store.office.file import read_file, write
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK
from tests.stories.digests import chat, sends
from tests.stories.people import read
from tests.stories.waivers import (
    ONE_OWNER,
    TWO_OF_US,
    answers,
    asks,
    form,
    kept,
    owner_of_ember,
)


async def test_an_export_brings_it_into_an_office_that_knows_nothing_of_it(
    center: Rehearsal,
) -> None:
    pat = await chat(center, "pat")
    darnell = await owner_of_ember(center)
    await darnell.writes(ASK)
    await asks(darnell)
    await answers(pat, "approve")
    exported = write(await whole_office(center.database))
    assert f"reason: {TWO_OF_US}" in exported
    assert f"approved_by: {pat.account.id}" in exported

    await center.database.run("DELETE FROM waivers")
    await center.database.run("DELETE FROM office_items WHERE part = 'waivers'")
    assert f"Must: {ONE_OWNER}\n" in await darnell.writes(ASK)
    await import_office(center.database, read_file(exported.encode()))

    assert write(await whole_office(center.database)) == exported
    assert f"{ONE_OWNER}; waived until 14 February 2027, approved by Pat" in await darnell.writes(
        ASK
    )


async def test_every_clause_of_the_finding_is_waived_and_no_other(center: Rehearsal) -> None:
    """Two standards ask for owners, one of them twice; they are one finding on the card."""
    pat = await chat(center, "pat")
    darnell = await owner_of_ember(center)
    await darnell.writes(ASK)
    await asks(darnell)
    await answers(pat, "approve")
    found = await kept(center)

    assert {each["rule"] for each in found} == {"enough_owners"}
    assert {each["standard"] for each in found} == {"project-teams", "every-team"}
    assert {each["accepted"] for each in found} == {1}
    assert not [each for each in found if "subject" in each]


async def test_whatever_was_typed_comes_back_out_of_the_file(center: Rehearsal) -> None:
    """No file takes controls, or characters that are not known yet, like an emoji of next year."""
    pat = await chat(center, "pat")
    darnell = await owner_of_ember(center)
    await darnell.writes(ASK)
    await asks(darnell, "- Two\x07 of us:\n\tuntil\u2028March \uf8ff \U0001faea #1")
    await answers(pat, "approve")
    exported = write(await whole_office(center.database))

    await import_office(center.database, read_file(exported.encode()))
    assert {each["reason"] for each in await kept(center)} == {"- Two of us: until March   #1"}


async def test_a_reason_of_nothing_that_a_file_takes_is_none(center: Rehearsal) -> None:
    darnell = await owner_of_ember(center)
    await darnell.writes(ASK)
    back = await sends(await form(darnell), "audit.submit_waiver", reason="\uf8ff\x07")

    assert "Say why it is in order here." in read(back["card"])
