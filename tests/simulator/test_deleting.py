"""Messages are deleted as people may: their own, and in a channel anybody's."""

from simulator import look_up
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, person
from tests.simulator.tiny_bot import ANSWER, TinyBot, posted

ADA = person("ada").id


async def test_a_member_may_delete_a_card_in_a_channel_and_the_bot_hears_of_people_alone(
    client: Client, tenant: Tenant, bot: TinyBot, apollo: str
) -> None:
    path = f"/chat/conversations/{apollo}/messages"
    said = (await client("POST", path, {"as": ADA, "text": "@Process Center help"})).body
    await tenant.acts.delete(ADA, apollo, said["id"])
    gone = bot.heard[-1]
    assert (gone["type"], gone["id"]) == ("messageDelete", said["id"])
    assert gone["channelData"]["eventType"] == "softDeleteMessage"

    heard, verb = len(bot.heard), look_up.verb_of({**ANSWER})
    await client.post(apollo, posted())
    order = {"as": person("noor.haddad").id, "conversation": apollo, "verb": verb}
    assert (await client("POST", "/control/delete", order)).status == 200
    assert (await client("POST", "/control/delete", order)).status == 404
    assert len(bot.heard) == heard

    chat = tenant.world.places.bot_chat(ADA)
    await client("POST", "/control/install", {"teams": [], "people": "all"})
    await client.post(chat, posted())
    order = {"as": ADA, "conversation": chat, "verb": verb}
    assert (await client("POST", "/control/delete", order)).status == 403
