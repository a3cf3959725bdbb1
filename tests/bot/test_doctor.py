"""`doctor` compares what the standards need with what the sign-in was granted."""

from dataclasses import replace
from datetime import timedelta

import jwt
import pytest

from bot.app import center
from bot.credentials import FixedToken
from bot.doctor import channels, examine
from bot.granted import WIDER
from bot.remark import Remark
from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Roster
from core.posting.contacts import Contact
from core.posting.installing import PERMISSIONS
from core.standards.permissions import needs
from store.database import Database
from store.health import OwnChannel
from tests.conftest import shipped
from tests.ground import NOBODY_OUTSIDE

ALL = tuple(sorted({each.permission for each in needs(shipped().standards.values())}))
KEY = "signed by whoever, for Graph alone looks at the signature"


def _token(*roles: str) -> str:
    return jwt.encode({"aud": "https://graph.microsoft.com", "roles": list(roles)}, KEY)


async def _permissions(
    database: Database, token: str, static: bool = False, **set_: object
) -> Remark:
    async with center(NOBODY_OUTSIDE, database) as made:
        if not static:
            settings = made.settings.model_copy(update={"static_token": None, **set_})
            made = replace(made, settings=settings)
            made.credentials.graph = FixedToken(token)
        return {each.about: each async for each in examine(made)}["permissions"]


async def test_all_that_is_needed_is_granted(database: Database) -> None:
    remark = await _permissions(database, _token(*ALL))

    assert remark == Remark("permissions", True, "all that is needed is granted")


async def test_a_wider_permission_covers_what_is_needed(database: Database) -> None:
    narrow = [each for each in ALL if "Directory.Read.All" not in WIDER.get(each, ())]
    assert len(narrow) < len(ALL)
    assert (await _permissions(database, _token("Directory.Read.All", *narrow))).fine

    wider = _token(*ALL, "AppCatalog.ReadWrite.All", "TeamsAppInstallation.ReadWriteForUser.All")
    assert (await _permissions(database, wider, install_for_people=True)).fine


@pytest.mark.parametrize("missing", ALL)
async def test_what_is_missing_is_named_with_what_it_is_for(
    database: Database, missing: str
) -> None:
    remark = await _permissions(database, _token(*(each for each in ALL if each != missing)))

    assert not remark.fine
    assert remark.says.startswith(f"not granted: {missing} (for ")
    assert remark.says.count(".All") == 1


async def test_a_token_without_roles_has_no_permission(database: Database) -> None:
    token = jwt.encode({"aud": "https://graph.microsoft.com"}, KEY)
    remark = await _permissions(database, token)

    assert all(each in remark.says for each in ALL)


async def test_a_token_that_is_none_is_one_sentence(database: Database) -> None:
    remark = await _permissions(database, "opaque")

    assert not remark.fine
    assert "does not tell what it is for" in remark.says


async def test_a_rehearsal_s_token_is_not_compared(database: Database) -> None:
    remark = await _permissions(database, "", static=True)

    assert remark.fine is None
    assert "static token" in remark.says


MET = OwnChannel("Apollo", "private", met=True, closed="")
SILENT = OwnChannel("Borealis", "shared", met=False, closed="")
REFUSED = OwnChannel("Cedar", "private", met=True, closed="Teams answered 403.")


@pytest.mark.parametrize(
    ("own", "read", "fine", "says"),
    [
        ([], False, None, "not checked: no team was read yet"),
        ([], True, True, "no project is in a private or shared channel"),
        ([MET], True, True, "1 private or shared channel of projects met Process Center"),
        ([MET, SILENT], True, None, "nothing heard yet from the channel of Borealis (shared). A"),
        (
            [MET, SILENT, REFUSED],
            True,
            False,
            "not in the channel of Cedar (private: Teams answered 403). A private or shared "
            "channel needs the app itself, after its team: add it there",
        ),
    ],
)
def test_each_project_s_own_channel_has_met_us_or_not_and_what_to_do(
    own: list[OwnChannel], read: bool, fine: bool | None, says: str
) -> None:
    remark = channels(own, read=read)

    assert remark.fine is fine
    assert remark.says.startswith(says)


@pytest.mark.parametrize("missing", sorted({*PERMISSIONS} - {*ALL}))
async def test_what_a_setting_takes_is_missing_where_it_is_set(
    database: Database, missing: str
) -> None:
    token = _token(*ALL, *(each for each in PERMISSIONS if each != missing))
    assert (await _permissions(database, token)).fine

    remark = await _permissions(database, token, install_for_people=True)
    assert not remark.fine
    assert remark.says.startswith(f"not granted: {missing} (for ")


async def test_who_cannot_be_written_to_is_named_with_why(database: Database) -> None:
    async with center(NOBODY_OUTSIDE, database) as made:
        looked = {each.about: each async for each in examine(made)}["first contact"]
        assert looked.fine

        posting = made.ports.posting
        await posting.deliveries.add("one", "person:kim", None, {"text": "Hello."})
        await posting.deliveries.wait_for_address(1)
        await posting.contacts.refused(Contact("kim"), "Teams says no.", timedelta(days=1))
        looked = {each.about: each async for each in examine(made)}["first contact"]
        assert looked.fine is False
        assert looked.says.startswith("not met: kim (Teams says no). Add the app to a team")


async def test_where_no_team_could_be_read_nothing_is_said_of_channels(database: Database) -> None:
    async with center(NOBODY_OUTSIDE, database) as made:
        rosters = made.ports.people.rosters
        away = Gap("Microsoft Graph cannot be reached")
        general = (Channel("19:general", ChannelKind.STANDARD),)
        for read, fine in ((away, None), (general, True), (away, True)):
            await rosters.save(Roster("team", (), read, {}, away))
            looked = {each.about: each async for each in examine(made)}
            assert looked["channels"].fine is fine
