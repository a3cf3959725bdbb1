"""Takes the pictures of `docs/pictures/`: `python -m tests.pictures`, with Chromium on the PATH.

Three Mondays are played on the simulated tenant as `demo` plays them, always the same ones, so that
a picture changes only when what it shows does. Every card is taken in light, in dark and at the
width of a small phone; look at them after a change to a card.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, FloatRect, Locator, async_playwright, expect

from simulator import look_up
from simulator.colleagues.answering import Wish
from store.embedded import EmbeddedServer
from store.migrate import migrate
from tests.browser.conftest import FLAGS
from tests.browser.windows import PATIENCE, Window, Windows
from tests.plugins.chromium import NAMES
from tests.rehearsal import Rehearsal, rehearsal
from tests.stories.conftest import MONDAY
from tests.stories.people import APOLLO

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
DAY = timedelta(days=1)
ADA = "ada@contoso.example"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 1700}},
    "dark": {"viewport": {"width": 1280, "height": 1700}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 2600}, "is_mobile": True, "has_touch": True},
}


@dataclass(frozen=True, slots=True)
class Studio:
    """Where pictures are taken."""

    center: Rehearsal
    windows: Windows

    async def take(
        self, name: str, what: Callable[[Window], Awaitable[Locator]], place: str = APOLLO
    ) -> None:
        """The same in every look; `what` brings a window to it and returns what is taken."""
        for look, context in LOOKS.items():
            window = await self.windows.open("ada", place, device_scale_factor=1.5, **context)
            await keep(await what(window), f"{name}-{look}")
            await window.page.context.close()

    async def page(self, look: str) -> None:
        """The whole chat page, as a newcomer finds it."""
        size = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
        window = await self.windows.open("ada", APOLLO, **LOOKS[look] | size)
        await window.sees("answered")
        await keep(window.page.locator("body"), f"chat-page-{look}")
        await window.page.context.close()


async def keep(what: Locator, name: str, around: int = 0) -> None:
    """Take it, with so many pixels around, but little of the row above.

    Nothing moves in it, and no caret blinks.
    """
    await expect(what).to_be_visible()
    file = FOLDER / f"{name}.png"
    box = await what.bounding_box()
    assert box is not None
    clip = FloatRect(
        x=box["x"] - around,
        y=box["y"] - around / 4,
        width=box["width"] + 2 * around,
        height=box["height"] + 1.25 * around,
    )
    await what.page.screenshot(path=file, clip=clip, animations="disabled", caret="hide")
    print(f"{file.name}: {file.stat().st_size // 1024} KB")  # noqa: T201 a script tells of itself


async def play(center: Rehearsal) -> None:
    """Two closed rounds with their reports, and one open and half answered."""
    first = MONDAY - timedelta(weeks=2)
    await center.at(first - timedelta(days=3))
    await center.import_office(center.tenant.office())
    await center.install(["PRJ-Apollo", "PRJ-Borealis"])
    for opens in (first, first + timedelta(weeks=1)):
        await center.at(opens)
        await center.tenant.answer(Wish(APOLLO, share=0.8))
        await center.at(opens + DAY)
    await center.at(MONDAY)
    await center.tenant.answer(Wish(APOLLO, share=0.5, left_out=(ADA,)))
    await center.at(MONDAY + timedelta(minutes=40))


async def newest_card(window: Window) -> Locator:
    """The card at the end of the conversation."""
    await window.sees("answered")
    return window.card


async def form(window: Window) -> Locator:
    """What *Answer* opens."""
    await window.open_form()
    return await whole_dialog(window)


async def form_with_a_mistake(window: Window) -> Locator:
    """What comes back when amber has no reason."""
    await window.open_form()
    await window.choose("amber", risks="amber")
    await window.field("Why, if not green", 0).fill("")
    await window.field("Why, if not green", 2).fill("The second store could ask the same.")
    await window.press("Send")
    await expect(window.dialog).to_contain_text("Not sent yet")
    return await whole_dialog(window)


async def all_answers(window: Window) -> Locator:
    """Who wrote what, as the owner sees it."""
    await window.press("All answers")
    await expect(window.dialog).to_contain_text("answers")
    return await whole_dialog(window)


async def greeting(window: Window) -> Locator:
    """What the bot says when it comes into a team."""
    await window.sees("Check-ins come to this team")
    return window.card


async def whole_dialog(window: Window) -> Locator:
    """The dialog as high as what it holds, without what had the focus."""
    await window.dialog.evaluate(
        "each => { each.style.maxHeight = 'none'; each.style.height = 'fit-content'; }"
    )
    await window.page.evaluate("document.activeElement?.blur()")
    return window.dialog


async def waiting(window: Window) -> Locator:
    """What `check in` shows in a personal chat."""
    await expect(window.card_with("to answer")).to_be_visible()
    return window.card_with("to answer")


async def help_(window: Window) -> Locator:
    """What can be typed in a channel."""
    await expect(window.page.get_by_text("Mention @Process Center and write:").last).to_be_visible()
    return window.card


async def main() -> None:
    """Play and take all of them."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise SystemExit("No Chromium on the PATH: install it (Debian: apt-get install chromium).")
    FOLDER.mkdir(exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with (
        TemporaryDirectory(prefix="process-center-") as folder,
        EmbeddedServer(Path(folder) / "postgres") as server,
    ):
        await migrate(server.url)
        async with rehearsal(server.url) as center, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=found, args=FLAGS)
            await take_all(center, browser)
            await browser.close()


async def take_all(center: Rehearsal, browser: Browser) -> None:
    """In the order of the story."""
    await play(center)
    studio = Studio(center, Windows(browser, center))
    for look in ("light", "dark"):
        await studio.page(look)
    await studio.take("greeting", greeting, look_up.team(center.tenant.world, "PRJ-Apollo").general)
    await studio.take("checkin-open", newest_card)
    await studio.take("checkin-form", form)
    await studio.take("checkin-form-mistake", form_with_a_mistake)
    chat = center.tenant.world.places.bot_chat(studio.windows.person("ada").id)
    await center.tenant.say(ADA, chat, "check in")
    await center.settled()
    await studio.take("checkins-waiting", waiting, chat)
    await center.tenant.answer(Wish(APOLLO, count=2, left_out=(ADA,)))
    await center.at(MONDAY + DAY)
    await studio.take("checkin-report", newest_card)
    await studio.take("checkin-answers", all_answers)
    await readme(studio)
    await center.tenant.say(ADA, APOLLO, "@Process Center help")
    await center.settled()
    await studio.take("help", help_)
    await studio.windows.close()


async def readme(studio: Studio) -> None:
    """The report as it stands in its channel, with who sent it and when."""
    window = await studio.windows.open(
        "ada", APOLLO, viewport={"width": 960, "height": 1400}, device_scale_factor=2
    )
    await window.sees("closed")
    await keep(window.page.locator(".message").last, "checkin-report", around=16)
    await window.page.context.close()


if __name__ == "__main__":
    asyncio.run(main())
