"""*All answers* is for the project's owner and the Process Center, as the office file has them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.rehearsal import Rehearsal
from tests.stories.people import GREEN, LATE_STORE, MONDAY, Person, read
from tests.stories.wire import Wire, answer, open_round

ASK = {"verb": "checkin.answers"}


@pytest.fixture
async def closed(monday: Rehearsal, noor: Person) -> dict[str, Any]:
    """What the button of a report carries, after a round in which Noor answered."""
    await noor.answers(**LATE_STORE, attention="Call", attention_owner=noor.account.id)
    round_id = await open_round(monday)
    await monday.at(MONDAY + timedelta(days=1))
    return {**ASK, "round": round_id}


@pytest.mark.usefixtures("closed")
async def test_the_owner_sees_who_wrote_what(ada: Person) -> None:
    page = read((await ada.opens("checkin.answers")).card)

    assert "Noor Haddad\n■ Schedule red: The store said no." in page
    assert "Needs attention: Call · Noor Haddad" in page


async def test_the_process_center_sees_it_too_and_nobody_else(
    closed: dict[str, Any], wire: Wire, monday: Rehearsal
) -> None:
    """Pat is staff; Noor answered herself, Anil owns the team, Kim is the sponsor and a leader."""
    heard = {
        name: await wire.post(wire.press(Person(monday, name), closed, "task/fetch"))
        for name in ("pat", "noor.haddad", "anil.deshpande", "kim")
    }

    assert "Noor Haddad" in str(heard.pop("pat").body)
    words = "Only Ada Okonkwo and the Process Center see who wrote what."
    assert {each.says for each in heard.values()} == {words}


async def test_a_role_that_the_data_claims_opens_nothing(
    closed: dict[str, Any], wire: Wire, noor: Person, ada: Person
) -> None:
    claims = {"role": "owner", "owner": noor.account.id, "person": ada.account.id, "staff": True}
    heard = await wire.post(wire.press(noor, closed | claims, "task/fetch"))

    assert "Only Ada Okonkwo" in heard.says


async def test_who_is_taken_out_of_the_office_file_sees_nothing_more(
    closed: dict[str, Any], wire: Wire, monday: Rehearsal
) -> None:
    text = monday.tenant.office().replace("staff: [pat@", "staff: [yuki.tanabe@", 1)
    await monday.import_office(text.replace(", yuki.tanabe@contoso.example]", "]", 1))
    heard = await wire.post(wire.press(Person(monday, "pat"), closed, "task/fetch"))

    assert "Only Ada Okonkwo" in heard.says


async def test_a_page_that_is_not_there_is_the_nearest_one(
    closed: dict[str, Any], wire: Wire, ada: Person
) -> None:
    for page in (0, -7, 99, 10**18, "2", None, [1], True, 1.5):
        heard = await wire.post(wire.press(ada, {**closed, "page": page}))
        assert "Noor Haddad" in str(heard.body), page


async def test_who_answered_can_be_seen_by_the_owner_before_the_close_too(
    monday: Rehearsal, wire: Wire, ada: Person, noor: Person
) -> None:
    round_id = await open_round(monday)
    await wire.post(wire.press(noor, answer(round_id, **GREEN)))
    heard = await wire.post(wire.press(ada, {**ASK, "round": round_id}, "task/fetch"))

    assert "Noor Haddad" in str(heard.body)
