"""The one place that knows botbuilder: an activity goes in, a status and a body come out.

botbuilder's own CloudAdapter builds two REST clients for every turn (7.8 ms against 0.3 ms), so
this is a BotAdapter of our own. Everything behind it sees our `Activity`-free `Inbound`.
"""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from botbuilder.core import ActivityHandler, BotAdapter, TurnContext
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    ResourceResponse,
)

from bot.chat.inbound import Inbound

InvokeAnswer = tuple[int, dict[str, Any] | None]


class Events(Protocol):
    """What can happen in a chat, as our own code handles it."""

    async def message(self, inbound: Inbound) -> None: ...

    async def moved(self, inbound: Inbound) -> None: ...

    async def installed(self, inbound: Inbound) -> None: ...

    async def pressed(self, inbound: Inbound) -> InvokeAnswer: ...


class Adapter(BotAdapter):  # type: ignore[misc]  # botbuilder has no types
    """Runs turns. Nothing is sent through it: messages leave by the deliveries' own way."""

    def __init__(self, events: Events) -> None:
        super().__init__()
        self._handler = Handler(events)

    async def process(self, raw: dict[str, Any]) -> InvokeAnswer:
        """One activity that the gate admitted: the HTTP status and body to answer with."""
        context = TurnContext(self, as_activity(raw))
        context.turn_state["inbound"] = Inbound(raw)
        await self.run_pipeline(context, self._handler.on_turn)
        answer: InvokeAnswer = context.turn_state.get("answer", (200, None))
        return answer

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Not our way of sending. Raises NotImplementedError."""
        raise NotImplementedError

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        """Not our way of editing. Raises NotImplementedError."""
        raise NotImplementedError

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Not our way of deleting. Raises NotImplementedError."""
        raise NotImplementedError

    async def continue_conversation(
        self,
        reference: ConversationReference,
        callback: Callable[..., Any],
        bot_id: str | None = None,
        claims_identity: Any = None,
        audience: str | None = None,
    ) -> None:
        """Not our way of speaking first. Raises NotImplementedError."""
        raise NotImplementedError


class Handler(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """Sorts activities by what they are."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Somebody wrote."""
        await self._events.message(_inbound(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """People came or left, or a team or channel changed."""
        await self._events.moved(_inbound(turn_context))

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """The app was added or removed."""
        await self._events.installed(_inbound(turn_context))

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """Somebody pressed a button. The answer is laid beside the turn, as a plain dict.

        Returned, botbuilder would walk through the whole card (0.9 ms), or copy it (0.1 ms).
        """
        turn_context.turn_state["answer"] = await self._events.pressed(_inbound(turn_context))


def as_activity(raw: dict[str, Any]) -> Activity:
    """The SDK's activity, filled by hand with what its turn needs (its own way costs 0.14 ms)."""
    inbound = Inbound(raw)
    return Activity(
        type=inbound.type,
        id=inbound.activity_id,
        name=inbound.name,
        channel_id="msteams",
        service_url=inbound.service_url,
        from_property=ChannelAccount(id=inbound.account_id),
        recipient=ChannelAccount(id=inbound.bot_id),
        conversation=ConversationAccount(id=inbound.conversation_id),
    )


def _inbound(context: TurnContext) -> Inbound:
    inbound = context.turn_state["inbound"]
    assert isinstance(inbound, Inbound)  # noqa: S101 (put there by process)
    return inbound


Process = Callable[[dict[str, Any]], Coroutine[Any, Any, InvokeAnswer]]
