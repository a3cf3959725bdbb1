"""Presses on an audit that no card of ours offers to that person are refused in words."""

from typing import Any

import pytest

from core.standards.who import GONE, OWNERS_ONLY, SEE_TEAM, STAFF_ONLY
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK, chats, night, runs
from tests.stories.people import APOLLO, BOREALIS, Person
from tests.stories.wire import Heard, Wire

TEAM = "fa4efa13-15a3-5b02-8a3a-a41f5ff201a0"  # PRJ-Apollo
OTHER = "78c2503a-df45-5fc2-99fa-750df6d19b10"  # PRJ-Borealis
EMBER = "4a4e9906-937b-5493-9c06-a0aed383bcd8"  # it has something to say every night
NO_RUN: tuple[Any, ...] = ("0" * 32, "", None, 7, ["x"], "x" * 300, "%", "' OR 1=1", {"$ne": ""})


async def _press(wire: Wire, who: Person, verb: str, **data: Any) -> Heard:
    return await wire.post(wire.press(who, {"verb": verb, **data}, "adaptiveCard/action"))


@pytest.fixture
async def whole(center: Rehearsal) -> str:
    """The id of a nightly audit that was done."""
    await chats(center, "pat", "ada", "noor.haddad", "kim")
    await night(center)
    return str((await runs(center))[0]["id"])


@pytest.fixture
async def of_apollo(center: Rehearsal, ada: Person) -> str:
    """The id of an audit of Apollo that its owner asked for; it has something to say."""
    center.tenant.deny("TeamSettings.Read.All")
    await ada.writes(ASK)
    return str((await runs(center))[-1]["id"])


async def test_the_report_of_all_teams_is_for_staff_in_a_chat_of_theirs(
    center: Rehearsal, whole: str, wire: Wire
) -> None:
    for name in ("ada", "noor.haddad", "kim"):
        them = Person(center, name)
        heard = await _press(wire, Person(center, name, them.chat), "audit.page", run=whole, page=1)
        assert heard.says == STAFF_ONLY, name
    pat = Person(center, "pat")
    heard = await _press(wire, pat, "audit.page", run=whole, page=1)
    assert heard.says == STAFF_ONLY, "others would look over her shoulder in a channel"


async def test_a_role_that_the_data_claims_opens_nothing(
    center: Rehearsal, whole: str, wire: Wire
) -> None:
    noor = Person(center, "noor.haddad")
    noor = Person(center, noor.name, noor.chat)
    claims = {"role": "staff", "staff": True, "person": Person(center, "pat").account.id}
    heard = await _press(wire, noor, "audit.page", run=whole, page=1, **claims)

    assert heard.says == STAFF_ONLY


async def test_a_run_that_is_not_there_is_said_to_be_gone(
    center: Rehearsal, whole: str, of_apollo: str, wire: Wire
) -> None:
    pat = Person(center, "pat")
    pat = Person(center, "pat", pat.chat)
    for run in (*NO_RUN, of_apollo):
        assert (await _press(wire, pat, "audit.page", run=run, page=1)).says == GONE, run
    for run in (*NO_RUN, whole):
        for team in (TEAM, EMBER):
            heard = await _press(wire, pat, "audit.page", run=run, page=1, team=team)
            assert heard.says == GONE, run


async def test_a_page_that_is_not_there_is_the_nearest_one(
    center: Rehearsal, whole: str, wire: Wire
) -> None:
    pat = Person(center, "pat")
    pat = Person(center, "pat", pat.chat)
    pages: list[Any] = [0, -7, 99, 10**18, "2", None, [1], True, 1.5, {}]
    for page in pages:
        heard = await _press(wire, pat, "audit.page", run=whole, page=page)
        assert heard.status == 200
        assert heard.body["value"]["type"] == "AdaptiveCard", page


async def test_a_team_s_pages_are_for_its_owners_and_staff_in_its_own_channels(
    center: Rehearsal, of_apollo: str, wire: Wire
) -> None:
    page = {"run": of_apollo, "page": 1, "team": TEAM}
    for name in ("ada", "anil.deshpande", "pat"):
        heard = await _press(wire, Person(center, name), "audit.page", **page)
        assert "PRJ-Apollo" in str(heard.body), name
    for name in ("noor.haddad", "kim", "vikram.rathore"):
        heard = await _press(wire, Person(center, name), "audit.page", **page)
        assert heard.says == OWNERS_ONLY, name

    for name in ("ada", "pat"):
        heard = await _press(wire, Person(center, name, BOREALIS), "audit.page", **page)
        assert heard.says == SEE_TEAM.elsewhere, name


async def test_a_run_shows_no_team_that_it_did_not_read(
    center: Rehearsal, of_apollo: str, wire: Wire
) -> None:
    vikram = Person(center, "vikram.rathore", BOREALIS)
    heard = await _press(wire, vikram, "audit.page", run=of_apollo, page=1, team=OTHER)

    assert heard.says == GONE


@pytest.mark.usefixtures("whole")
async def test_only_a_team_of_one_s_own_is_read_again(center: Rehearsal, wire: Wire) -> None:
    ada = Person(center, "ada")
    ada = Person(center, "ada", ada.chat)
    for team in (OTHER, "", None, 7, [TEAM], "x" * 300, "%", f"{TEAM} "):
        assert (await _press(wire, ada, "audit.team", team=team)).says == OWNERS_ONLY, team
    in_channel = Person(center, "ada", APOLLO)
    assert (await _press(wire, in_channel, "audit.team", team=TEAM)).says == SEE_TEAM.elsewhere
    await center.settled()

    assert len(await runs(center)) == 1


@pytest.mark.usefixtures("whole")
async def test_staff_who_press_for_a_team_that_is_none_hear_so(
    center: Rehearsal, wire: Wire
) -> None:
    pat = Person(center, "pat")
    pat = Person(center, "pat", pat.chat)
    await _press(wire, pat, "audit.team", team="11111111-2222-4333-8444-555555555555")
    await center.settled()

    last = center.tenant.messages(pat.channel)[-1]["content"]["text"]
    assert "could not be read" in last
