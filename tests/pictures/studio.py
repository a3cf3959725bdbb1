"""Takes one thing that people see in light, in dark and at the width of a small phone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.async_api import Browser, FloatRect, Locator, expect

from bot.demo.company import Company
from tests.browser.windows import Window
from tests.pictures.small import small

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1160, "height": 2200}},
    "dark": {"viewport": {"width": 1160, "height": 2200}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 4400}, "is_mobile": True, "has_touch": True},
}
SCALE = 1.25  # pixels of a picture for one of the page
PAGE = {"width": 1280, "height": 800}

See = Callable[[Window], Awaitable[Locator]]
Do = Callable[[Window], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Who looks where: somebody by what stands before the @, at `Team/Channel`.

    An empty place is their chat with Process Center.
    """

    who: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Studio:
    """Where pictures are taken: a browser in front of the demo's company."""

    company: Company
    browser: Browser

    async def take(self, name: str, spot: Spot, see: See) -> None:
        """The same in every look; `see` brings a window to it and returns what is taken."""
        for look, context in LOOKS.items():
            window = await self.open(spot, device_scale_factor=SCALE, **context)
            await keep(await see(window), f"{name}-{look}")
            await window.page.context.close()

    async def page(self, name: str, spot: Spot, see: See) -> None:
        """The whole chat page, as a newcomer finds it."""
        for look in ("light", "dark"):
            window = await self.open(spot, **LOOKS[look] | {"viewport": PAGE})
            await see(window)
            await keep(window.page.locator("body"), f"{name}-{look}")
            await window.page.context.close()

    async def act(self, spot: Spot, do: Do) -> None:
        """Somebody does something once, and every card shows it."""
        window = await self.open(spot, **LOOKS["light"])
        await do(window)
        await window.page.context.close()
        await self.settled()

    async def settled(self) -> None:
        """Wait until every card shows what there is."""
        await self.company.settle("a card was not brought up to date")

    async def open(self, spot: Spot, **context: Any) -> Window:
        """A window of the chat page."""
        who, where = await self._find(spot)
        made = await self.browser.new_context(locale="en-US", **context)
        page = await made.new_page()
        await page.goto(f"{self.company.tenant.url}/?as={who}#{quote(where, safe='')}")
        window = Window(page, self.settled)
        await expect(page.get_by_label("Type a message")).to_be_visible()
        return window

    async def _find(self, spot: Spot) -> tuple[str, str]:
        """The ids of the person and of the place."""
        state = await self._state(f"{spot.who}@contoso.example")
        if not spot.place:
            chats = (each["id"] for each in state["chats"] if each["id"].startswith("a:"))
            return state["me"]["id"], next(chats)
        team, channel = spot.place.split("/")
        return state["me"]["id"], next(
            each["id"]
            for found in state["teams"]
            for each in found["channels"]
            if (found["name"], each["name"]) == (team, channel)
        )

    async def _state(self, who: str) -> Any:
        url = f"{self.company.tenant.url}/chat/state"
        async with self.company.tenant.session.get(url, params={"as": who}) as response:
            response.raise_for_status()
            return await response.json()


async def keep(what: Locator, name: str) -> None:
    """Nothing moves in it, and no caret blinks."""
    await expect(what).to_be_visible()
    await what.scroll_into_view_if_needed()
    await what.page.evaluate("document.activeElement?.blur()")
    box = await what.bounding_box()
    assert box is not None
    clip = FloatRect(**box)
    shot = await what.page.screenshot(clip=clip, animations="disabled", caret="hide")
    _write(name, await small(shot, what.page))


def _write(name: str, picture: bytes) -> None:
    (FOLDER / f"{name}.png").write_bytes(picture)
    print(f"{name}: {len(picture) // 1024} KB")  # noqa: T201 a script tells of itself
