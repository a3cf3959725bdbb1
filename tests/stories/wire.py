"""Activities straight to a server of ours: as Teams sends them, and as it never would."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession

from core.posting.addresses import channel_of
from simulator import activities, look_up
from simulator.activities import Activity
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, Person, read


@dataclass(frozen=True)
class Heard:
    """An HTTP answer of ours."""

    status: int
    body: Any

    @property
    def says(self) -> str:
        """The sentence in the answer to a press, whatever kind of press it was."""
        value = (self.body.get("task") or self.body)["value"]
        if not isinstance(value, dict):
            return str(value)
        return str(value["message"]) if "message" in value else read(value)


@dataclass(frozen=True)
class Wire:
    """Posts to the server of the rehearsal, or to another one by its `url`."""

    center: Rehearsal
    session: ClientSession

    async def post(self, activity: Activity, *, url: str = "", raw: bytes | None = None) -> Heard:
        """Send an activity, or any bytes, with a token that fits its serviceUrl."""
        token = self._token(activity.get("serviceUrl"))
        how: dict[str, Any] = {"json": activity} if raw is None else {"data": raw}
        async with self.session.post(
            f"{url or self.center.url}/api/messages",
            headers={"Authorization": f"Bearer {token}"},
            **how,
        ) as answer:
            is_json = answer.content_type == "application/json"
            return Heard(answer.status, await answer.json() if is_json else await answer.text())

    async def posts(self, *sent: Activity) -> list[Heard]:
        """All of them at once."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.post(each)) for each in sent]
        return [task.result() for task in tasks]

    def _token(self, service_url: object) -> str:
        tenant = self.center.tenant
        own = service_url == tenant.service_url or not isinstance(service_url, str)
        if own or not service_url:
            return tenant.world.sign_in.token_for_bot(tenant.service_url)
        claims = {"iss": "https://api.botframework.com", "serviceurl": service_url}
        return tenant.world.sign_in.sign({**claims, "aud": tenant.world.settings.app_id})

    def press(
        self, who: Person, data: dict[str, Any], name: str = "task/submit", **other: Any
    ) -> Activity:
        """A press in the person's channel; `data` is the whole of what the button carries."""
        value: dict[str, Any] = {"data": data, "context": {"theme": "default"}}
        if name == "adaptiveCard/action":
            asked = {"type": "Action.Execute", "verb": data.get("verb"), "data": data}
            value = {"action": asked, "trigger": "manual"}
        tenant = self.center.tenant
        place = look_up.place(tenant.world, channel_of(who.channel))
        card = next(iter(tenant.world.messages.newest_first(place.id)))
        return activities.invoke(tenant.world, place, card, who.account, name, value) | other

    def message(self, who: Person, text: str, **other: Any) -> Activity:
        """A message in the person's channel that mentions us by `<at>…</at>`, if it does."""
        mark = "<at>Process Center</at>"
        bot = {"id": self.center.tenant.world.bot_id}
        mention = {"type": "mention", "mentioned": bot, "text": mark}
        activity = self.press(who, {}) | {"type": "message", "text": text, **other}
        for name in ("name", "value"):
            activity.pop(name)
        return activity | {"entities": [mention] if mark in text else []}


def answer(round_id: str, nonce: str = "", **typed: Any) -> dict[str, Any]:
    """What *Send* of a form carries: all green unless something else was typed."""
    green = {"schedule": "green", "budget": "green", "risks": "green"}
    own = {"verb": "checkin.submit", "round": round_id, "nonce": nonce or uuid4().hex}
    return {**green, **own, **typed}


async def open_round(center: Rehearsal, channel: str = APOLLO) -> str:
    """The id of the round that is open in a channel."""
    found = await center.database.row(
        "SELECT id FROM rounds WHERE channel_id = %(channel)s AND closed_at IS NULL",
        {"channel": channel},
    )
    assert found, "no round is open there"
    return str(found["id"])
