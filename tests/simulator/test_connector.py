"""The Bot Connector: threads, chats, edits, rosters, and its refusals."""

from simulator.facts import mri
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, channel, person
from tests.simulator.tiny_bot import TinyBot, posted

CONVERSATIONS = "/teams/v3/conversations"


async def test_a_thread_in_a_channel_has_the_id_of_its_first_message(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    wanted = {"isGroup": True, "channelData": {"channel": {"id": apollo}}, "activity": posted()}
    made = await client("POST", CONVERSATIONS, wanted)

    assert made.status == 201
    assert made.body["id"] == f"{apollo};messageid={made.body['activityId']}"
    reply = await client.post(made.body["id"], {"type": "message", "text": "And thanks."})
    stored = tenant.messages(apollo)[-1]
    assert (reply.status, stored["thread"]) == (201, made.body["activityId"])


async def test_a_personal_chat_is_made_for_one_person_and_found_again(
    client: Client, tenant: Tenant
) -> None:
    ada = person("ada")
    await tenant.install([], [ada.id])
    wanted = {"members": [{"id": mri(ada.id)}], "tenantId": tenant.world.facts.id}

    first = await client("POST", CONVERSATIONS, wanted)
    second = await client("POST", CONVERSATIONS, wanted)
    said = await client.post(first.body["id"], {"type": "message", "text": "Hello"})

    assert first.body["id"] == second.body["id"]
    assert said.status == 201


async def test_a_chat_is_begun_with_who_is_in_a_team_that_has_the_app(
    client: Client, tenant: Tenant
) -> None:
    """By their account: the Entra object id does for who has the app themselves."""
    await tenant.install(["PRJ-Apollo"], [])
    noor, home = person("noor.haddad"), tenant.world.facts.id
    by_account = {"members": [{"id": mri(noor.id)}], "tenantId": home}
    by_object_id = {"members": [{"id": noor.id}], "tenantId": home}

    refused = await client("POST", CONVERSATIONS, by_object_id)
    assert (refused.status, refused.code) == (403, "ForbiddenOperationException")
    begun = await client("POST", CONVERSATIONS, by_account)
    said = await client.post(begun.body["id"], posted())
    assert (begun.status, said.status) == (201, 201)

    await tenant.uninstall(["PRJ-Apollo"], [])
    gone = await client.post(begun.body["id"], posted())
    assert (gone.status, gone.code) == (403, "BotNotInConversationRoster")


async def test_a_chat_wants_the_tenant_that_it_is_in(client: Client, tenant: Tenant) -> None:
    await tenant.install([], [person("ada").id])
    ada = {"members": [{"id": person("ada").id}]}
    home = {"channelData": {"tenant": {"id": tenant.world.facts.id}}}
    wanted = [ada, ada | {"tenantId": "elsewhere"}, ada | home]

    answers = [await client("POST", CONVERSATIONS, each) for each in wanted]
    assert [each.status for each in answers] == [400, 400, 201]


async def test_who_writes_in_a_chat_that_the_bot_began_has_not_added_it(
    client: Client, tenant: Tenant, bot: TinyBot
) -> None:
    await tenant.install(["PRJ-Apollo"], [])
    noor = person("noor.haddad")
    chat = tenant.world.places.bot_chat(noor.id)
    wanted = {"members": [{"id": mri(noor.id)}], "tenantId": tenant.world.facts.id}
    await client("POST", CONVERSATIONS, wanted)
    before = len(bot.of("installationUpdate"))
    await tenant.say(noor.id, chat, "Hello")

    assert bot.of("message")[-1]["text"] == "Hello"
    assert len(bot.of("installationUpdate")) == before


async def test_an_edit_keeps_the_earlier_version_and_a_deletion_ends_it(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    made = await client.post(apollo, posted("first"))
    one = f"{CONVERSATIONS}/{apollo};messageid={made.body['id']}/activities/{made.body['id']}"

    assert (await client("PUT", one, posted("second"))).status == 200
    stored = tenant.messages(apollo)[-1]
    assert stored["cards"][0]["body"][0]["text"] == "second"
    assert [each["attachments"][0]["content"]["body"][0]["text"] for each in stored["history"]] == [
        "first"
    ]
    assert (await client("DELETE", one)).status == 200
    gone = await client("PUT", one, posted("third"))
    assert (gone.status, gone.code) == (404, "ActivityNotFoundInConversation")


async def test_the_reply_form_takes_ids_that_never_were(client: Client, apollo: str) -> None:
    made = await client("POST", f"{CONVERSATIONS}/{apollo}/activities/made-up", posted())

    assert made.status == 201


async def test_text_beside_a_card_becomes_two_messages_without_an_id(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    before = len(tenant.messages(apollo))
    made = await client.post(apollo, posted() | {"text": "Look:"})

    assert made.body == {}
    assert len(tenant.messages(apollo)) == before + 2


async def test_members_are_those_of_the_channel(
    client: Client, apollo: str, tenant: Tenant
) -> None:
    steering = channel("PRJ-Apollo", "Steering")
    await tenant.reshaping.add_app(steering)
    everybody = await client("GET", f"{CONVERSATIONS}/{apollo}/members")
    few = await client("GET", f"{CONVERSATIONS}/{steering}/pagedmembers", pageSize="2")
    one = await client("GET", f"{CONVERSATIONS}/{apollo}/members/{person('ada').id}")

    assert len(everybody.body) == 7
    assert {each["name"] for each in few.body["members"]} >= {"Ada Okonkwo", "Kim Halvorsen"}
    assert one.body["id"] == mri(person("ada").id)
    outside = await client("GET", f"{CONVERSATIONS}/{apollo}/members/{person('pat').id}")
    assert outside.status == 404


async def test_a_large_roster_comes_in_pages(client: Client, tenant: Tenant) -> None:
    await tenant.install(["All Contoso"], [])
    path = f"{CONVERSATIONS}/{channel('All Contoso', 'General')}/pagedmembers"

    first = await client("GET", path, pageSize="60")
    rest = await client("GET", path, pageSize="60", continuationToken="60")

    names = [each["name"] for page in (first, rest) for each in page.body["members"]]
    assert len(first.body["members"]) == 60
    assert "continuationToken" not in rest.body
    assert len(set(names)) == len(names) == 114


async def test_a_team_tells_its_name_and_channels(client: Client, apollo: str) -> None:
    general = channel("PRJ-Apollo", "General")
    details = await client("GET", f"/teams/v3/teams/{general}")
    channels = await client("GET", f"/teams/v3/teams/{general}/conversations")

    assert (details.body["name"], details.body["channelCount"]) == ("PRJ-Apollo", 6)
    assert channels.body["conversations"][0] == {"id": general, "name": None}
    assert apollo in [each["id"] for each in channels.body["conversations"]]


async def test_where_the_app_is_not_installed_nothing_can_be_posted_or_read(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    cedar = channel("PRJ-Cedar", "Status")
    refused = [
        await client.post(cedar, posted()),
        await client("GET", f"{CONVERSATIONS}/{cedar}/members"),
        await client(
            "POST", CONVERSATIONS, {"channelData": {"channel": {"id": cedar}}, "activity": posted()}
        ),
    ]
    await tenant.uninstall(["PRJ-Apollo"], [])
    refused.append(await client.post(apollo, posted()))
    nobody = {"members": [{"id": mri(person("pat").id)}], "tenantId": tenant.world.facts.id}
    refused.append(await client("POST", CONVERSATIONS, nobody))

    assert {(each.status, each.code) for each in refused} == {(403, "BotNotInConversationRoster")}


async def test_what_cannot_be_is_refused_in_the_connectors_words(
    client: Client, apollo: str
) -> None:
    unknown = await client.post("19:none@thread.tacv2", posted())
    empty = await client.post(apollo, {"type": "message"})
    lost = await client("POST", CONVERSATIONS, {"members": []})
    big = await client.post(apollo, posted("x" * 52_000))
    fits = await client.post(apollo, posted("x" * 50_000))

    assert (unknown.status, unknown.code) == (404, "ConversationNotFound")
    assert (empty.status, lost.status) == (400, 400)
    assert (big.status, big.code) == (413, "MessageSizeTooBig")
    assert fits.status == 201


async def test_people_s_messages_are_not_the_bot_s_to_edit(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    said = await tenant.say(person("ada").id, apollo, "Good morning")
    refused = await client("PUT", f"{CONVERSATIONS}/{apollo}/activities/{said['id']}", posted())

    assert (refused.status, refused.code) == (403, "NotEnoughPermissions")
