"""Microsoft's own connector client, unmodified, works against the simulated Connector."""

import pytest
from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationParameters,
    ErrorResponseException,
)
from botframework.connector.aio import ConnectorClient  # type: ignore[import-untyped]
from botframework.connector.auth import (  # type: ignore[import-untyped]
    MicrosoftAppCredentials,
)

from simulator.facts import mri
from simulator.tenant import Tenant
from tests.simulator.conftest import APP_ID, TOKEN, person
from tests.simulator.tiny_bot import ANSWER, card

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Credentials(MicrosoftAppCredentials):  # type: ignore[misc]
    """The rehearsal token, as the product has it from its settings."""

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: ARG002 - SDK's name
        return TOKEN


@pytest.fixture
def sdk(tenant: Tenant) -> ConnectorClient:
    return ConnectorClient(Credentials(APP_ID, ""), base_url=tenant.service_url)


def activity(text: str) -> Activity:
    content = card({"type": "TextBlock", "text": text}, actions=[ANSWER])
    kind = "application/vnd.microsoft.card.adaptive"
    return Activity(type="message", attachments=[Attachment(content_type=kind, content=content)])


async def test_it_posts_edits_and_deletes(
    sdk: ConnectorClient, tenant: Tenant, apollo: str
) -> None:
    posted = await sdk.conversations.send_to_conversation(apollo, activity("first"))
    thread = f"{apollo};messageid={posted.id}"
    replied = await sdk.conversations.reply_to_activity(thread, "any-id", activity("reply"))
    await sdk.conversations.update_activity(thread, posted.id, activity("second"))
    await sdk.conversations.delete_activity(thread, replied.id)

    first, reply = tenant.messages(apollo)[-2:]
    assert first["cards"][0]["body"][0]["text"] == "second"
    assert reply["thread"] == posted.id
    assert reply["deleted_at"]


async def test_it_starts_conversations(sdk: ConnectorClient, tenant: Tenant, apollo: str) -> None:
    ada = person("ada")
    await tenant.install([], [ada.id])
    thread = await sdk.conversations.create_conversation(
        ConversationParameters(
            is_group=True,
            bot=ChannelAccount(id=f"28:{APP_ID}"),
            channel_data={"channel": {"id": apollo}},
            activity=activity("hello"),
        )
    )
    chat = await sdk.conversations.create_conversation(
        ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=f"28:{APP_ID}"),
            members=[ChannelAccount(id=mri(ada.id))],
            tenant_id=tenant.world.facts.id,
            channel_data={"tenant": {"id": tenant.world.facts.id}},
        )
    )
    await sdk.conversations.send_to_conversation(chat.id, activity("hello Ada"))

    assert thread.id == f"{apollo};messageid={thread.activity_id}"
    assert len(tenant.messages(chat.id)) == 1


async def test_it_reads_members(sdk: ConnectorClient, apollo: str) -> None:
    members = await sdk.conversations.get_conversation_members(apollo)
    page = await sdk.conversations.get_conversation_paged_members(apollo, page_size=50)

    assert {each.name for each in members} == {each.name for each in page.members}
    assert "Ada Okonkwo" in {each.name for each in members}


async def test_a_refusal_arrives_as_its_error(sdk: ConnectorClient) -> None:
    with pytest.raises(ErrorResponseException) as caught:
        await sdk.conversations.send_to_conversation("19:none@thread.tacv2", activity("lost"))

    assert caught.value.error.error.code == "ConversationNotFound"
