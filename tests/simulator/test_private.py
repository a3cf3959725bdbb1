"""Messages between the bot and one person in a channel, as Teams has them."""

import asyncio
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator import slash
from simulator.facts import mri
from simulator.faults import Fault, FaultKind
from simulator.hub import Event
from simulator.mistakes import Mistake
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.tiny_bot import ANSWER, TinyBot, posted

ADA, NOOR, KIM = person("ada"), person("noor.haddad"), person("kim")
ALONE = {"isTargetedActivity": "true"}
DAY = timedelta(hours=24)
LISTED = {"title": "check in", "description": "Open it"}
BOT = {
    "supportsTargetedMessages": True,
    "commandLists": [
        {"scopes": ["team"], "triggers": ["mention", "slash"], "commands": [LISTED]},
        {"scopes": ["team"], "commands": [{"title": "secret", "description": ""}]},
        {"scopes": ["personal"], "triggers": ["slash"], "commands": [LISTED, LISTED]},
    ],
}


def to(who: str, activity: dict[str, Any] | None = None) -> dict[str, Any]:
    """An activity for one person."""
    return {"recipient": {"id": who}} | (activity or {"type": "message", "text": "Psst"})


async def whisper(
    client: Client, conversation: str, activity: dict[str, Any], id_: str = "", method: str = "POST"
) -> Any:
    path = f"/teams/v3/conversations/{conversation}/activities{id_ and '/'}{id_}"
    return await client(method, path, activity or None, **ALONE)


async def texts(client: Client, who: str, conversation: str) -> list[str]:
    """What somebody sees."""
    path = f"/chat/conversations/{conversation}/messages"
    found = (await client("GET", path, **{"as": who})).body["messages"]
    return [each["text"] for each in found]


async def test_one_person_sees_it_and_nobody_else_anywhere(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    before = tenant.world.unread(NOOR.id, apollo)
    async with (
        tenant.world.hub.listen(ADA.id) as hers,
        tenant.world.hub.listen(NOOR.id) as theirs,
    ):
        made = await whisper(client, apollo, to(mri(ADA.id)))
        edited = {"type": "message", "text": "Psst!"}
        assert (await whisper(client, apollo, edited, made.body["id"], "PUT")).status == 200
        assert [name for name, _ in heard(hers.events)] == ["message", "unread", "edit"]
        assert heard(theirs.events) == []

    assert made.status == 201
    assert (await texts(client, ADA.id, apollo))[-1] == "Psst!"
    assert "Psst!" not in await texts(client, NOOR.id, apollo)
    assert tenant.world.unread(NOOR.id, apollo) == before
    team = tenant.world.places.find(apollo)
    assert team is not None
    assert team.team is not None
    graph = f"/graph/v1.0/teams/{team.team.id}/channels/{apollo}/messages"
    assert "Psst" not in json.dumps((await client("GET", graph)).body)


def heard(events: "asyncio.Queue[Event | None]") -> list[Event]:
    return [event for _ in range(events.qsize()) if (event := events.get_nowait())]


async def test_it_is_gone_after_a_day_of_the_tenants_time(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    made = await whisper(client, apollo, to(mri(ADA.id)))
    path = f"/chat/conversations/{apollo}/messages"
    shown = (await client("GET", path, **{"as": ADA.id})).body["messages"][-1]
    began = tenant.world.clock.now
    tenant.set_clock(began + DAY - timedelta(minutes=1))
    assert (await texts(client, ADA.id, apollo))[-1] == "Psst"

    tenant.set_clock(began + DAY)
    assert "Psst" not in await texts(client, ADA.id, apollo)
    assert shown["gone_at"] is not None
    assert tenant.world.unread(ADA.id, apollo)["unread"] == 0
    for method, body in (("PUT", {"type": "message", "text": "Late"}), ("DELETE", {})):
        late = await whisper(client, apollo, body, made.body["id"], method)
        assert (late.status, late.code) == (404, "ActivityNotFoundInConversation")


async def test_nobody_else_can_press_or_delete_it(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    made = await whisper(client, apollo, to(mri(ADA.id), posted()))
    where = {"conversation": apollo, "message": made.body["id"], "action": ANSWER}
    pressed = [await client("POST", "/chat/press", {"as": w.id, **where}) for w in (NOOR, ADA)]

    assert [each.status for each in pressed] == [404, 200]
    with pytest.raises(Mistake):
        await tenant.acts.delete(NOOR.id, apollo, made.body["id"])
    assert (await whisper(client, apollo, {}, made.body["id"], "DELETE")).status == 200


@pytest.mark.parametrize(
    ("conversation", "activity"),
    [
        ("channel", {"type": "message", "text": "To nobody"}),
        ("channel", to("29:nobody")),
        ("channel", to(mri(KIM.id))),
        ("channel", {"type": "message", "text": "?", "recipient": "ada"}),
        ("chat", to(mri(ADA.id))),
    ],
    ids=["nobody", "a stranger", "no member", "no account", "a personal chat"],
)
async def test_what_names_no_member_of_a_channel_is_a_bad_argument(
    client: Client, tenant: Tenant, apollo: str, conversation: str, activity: dict[str, Any]
) -> None:
    await tenant.install([], [ADA.id])
    chat = tenant.world.places.bot_chat(ADA.id)
    refused = await whisper(client, apollo if conversation == "channel" else chat, activity)

    assert (refused.status, refused.code) == (400, "BadArgument")


async def test_for_whom_it_is_cannot_be_changed(client: Client, apollo: str) -> None:
    made = (await whisper(client, apollo, to(mri(ADA.id)))).body["id"]
    said = {"type": "message", "text": "To all"}
    named = await whisper(client, apollo, to(mri(NOOR.id), said), made, "PUT")
    to_all = await client("PUT", f"/teams/v3/conversations/{apollo}/activities/{made}", said)
    under = await client.post(f"{apollo};messageid={made}", said)

    assert (named.status, named.code) == (400, "BadArgument")
    assert (to_all.status, under.status) == (404, 404)


async def test_it_can_be_refused_where_everything_else_goes_through(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    order = {"kind": "400", "private": True, "conversation": apollo}
    assert (await client("POST", "/control/faults", order)).status == 200

    assert (await whisper(client, apollo, to(mri(ADA.id)))).code == "BadArgument"
    assert (await client.post(apollo, posted())).status == 201
    tenant.clear_faults()
    tenant.fault(Fault(FaultKind.ERROR_AFTER, private=True, times=1))
    assert (await whisper(client, apollo, to(mri(ADA.id)))).status == 500
    assert (await texts(client, ADA.id, apollo)).count("Psst") == 1


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Of a bot that may be written to with a slash."""
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps({"bots": [BOT]}))
    return file


async def test_what_a_person_writes_with_a_slash_is_between_them_and_the_bot(
    begin: Starts, bot: TinyBot, manifest: Path
) -> None:
    async with begin(manifest=manifest) as tenant:
        await tenant.install(["PRJ-Apollo"], [])
        apollo = channel("PRJ-Apollo", "Status")
        said = await tenant.say(ADA.id, apollo, "help", private=True)
        (told,) = bot.of("message")

        assert told["recipient"] == {
            "id": tenant.world.bot_id,
            "name": "Process Center",
            "isTargeted": True,
        }
        assert (told["text"], [each["type"] for each in told["entities"]]) == (
            "help",
            ["clientInfo"],
        )
        assert told["conversation"]["id"] == f"{apollo};messageid={said['id']}"
        assert tenant.messages(apollo)[-1]["only"] == ADA.id


async def test_the_answer_stands_under_its_question_while_that_is_there(
    begin: Starts, manifest: Path, client: Client
) -> None:
    async with begin(manifest=manifest) as tenant:
        its = Client(client.session, tenant.url)
        await tenant.install(["PRJ-Apollo"], [])
        apollo = channel("PRJ-Apollo", "Status")
        asked = await tenant.say(ADA.id, apollo, "help", private=True)
        info = {"type": "targetedMessageInfo", "messageId": asked["id"]}
        answer = to(mri(ADA.id)) | {"entities": [info]}
        assert (await whisper(its, apollo, answer)).status == 201
        path = f"/chat/conversations/{apollo}/messages"
        shown = (await its("GET", path, **{"as": ADA.id})).body["messages"][-1]
        assert shown["answers"] == {"name": ADA.name, "text": "help"}

        info["messageId"] = "1"
        assert (await whisper(its, apollo, answer)).code == "INVALID_TARGETED_MESSAGE_ID"
        info["messageId"] = asked["id"]
        tenant.set_clock(tenant.world.clock.now + DAY)
        late = await whisper(its, apollo, answer)
        assert (late.status, late.code) == (404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED")


async def test_a_slash_is_offered_only_for_a_bot_that_asks_for_it_and_is_there(
    begin: Starts, manifest: Path
) -> None:
    apollo = channel("PRJ-Apollo", "Status")
    async with begin(manifest=manifest) as tenant:
        for where in (apollo, tenant.world.places.bot_chat(ADA.id)):
            with pytest.raises(Mistake):  # not installed; a personal chat
                await tenant.say(ADA.id, where, "help", private=True)
    async with begin() as tenant:
        await tenant.install(["PRJ-Apollo"], [])
        with pytest.raises(Mistake):
            await tenant.say(ADA.id, apollo, "help", private=True)


def test_the_commands_are_those_that_the_manifest_lists_for_a_slash(
    manifest: Path, tmp_path: Path
) -> None:
    package = tmp_path / "app.zip"
    with zipfile.ZipFile(package, "w") as written:
        written.write(manifest, "manifest.json")

    assert slash.of(package) == slash.of(manifest) == slash.Slash((("check in", "Open it"),))
    manifest.write_text('{"bots": [{"commandLists": []}]}')
    assert slash.of(manifest) is None
    manifest.write_text("[]")
    with pytest.raises(ValueError, match="no manifest"):
        slash.of(manifest)
