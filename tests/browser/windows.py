"""What people have in front of them: windows of the chat page, each as one person at one place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from simulator import look_up
from simulator.facts import Person
from tests.rehearsal import Rehearsal

PATIENCE = 30_000  # milliseconds until something that should be seen is missed

# Boxes that scroll sideways, and whatever of a message or dialog the screen's edge cuts off.
WIDER = """root => {
    const name = each => `${each.tagName}.${each.className}`;
    const boxes = [root, ...root.querySelectorAll('.log, dialog, .dialog-body, .list-scroll')];
    const parts = [...root.querySelectorAll('.message *, dialog *')]
        .filter(each => each.checkVisibility() && !each.closest('.unseen'));
    return [
        ...boxes.filter(each => each.scrollWidth > each.clientWidth).map(name),
        ...parts.filter(each => each.getBoundingClientRect().right > innerWidth + 0.5).map(name),
    ];
}"""


@dataclass(frozen=True)
class Window:
    """One window of the chat page.

    Who looks at it reads before they press or write: until every card shows what there is.
    """

    page: Page
    read: Callable[[], Awaitable[None]]

    @property
    def card(self) -> Locator:
        """The newest card of the conversation."""
        return self.page.locator(".message .card-host").last

    def card_with(self, text: str) -> Locator:
        """The cards of the conversation that say this."""
        return self.page.locator(".message .card-host", has_text=text)

    @property
    def dialog(self) -> Locator:
        """The dialog in front of the page."""
        return self.page.locator("dialog[open]")

    @property
    def notice(self) -> Locator:
        """What a press was answered with, under its card."""
        return self.page.locator(".notice")

    def field(self, label: str, number: int = 0) -> Locator:
        """The input of the dialog with this label; reasons are labelled alike, so count them."""
        return self.dialog.get_by_label(label).nth(number)

    async def press(self, title: str) -> None:
        """Press the button of this title, in the dialog if there is one, else on the newest card
        that has it."""
        await self.read()
        where = self.dialog if await self.dialog.count() else self.page.locator(".message")
        await where.get_by_role("button", name=title, exact=True).last.click()

    async def open_form(self) -> None:
        """Press *Answer* and wait for the form."""
        await self.press("Answer")
        await expect(self.field("Schedule")).to_be_visible()

    async def choose(self, schedule: str, budget: str = "green", risks: str = "green") -> None:
        """Set the three colours."""
        for label, colour in (("Schedule", schedule), ("Budget", budget), ("Risks", risks)):
            await self.field(label).select_option(colour)

    async def write(self, text: str) -> None:
        """Type into the message box and send it."""
        await self.read()
        box = self.page.get_by_label("Type a message")
        await box.fill(text)
        await box.press("Enter")

    async def sees(self, text: str) -> None:
        """Wait until the newest card says this."""
        await expect(self.card).to_contain_text(text)

    async def wider_than_the_screen(self) -> list[str]:
        """What a reader would have to scroll sideways for."""
        found: list[str] = await self.page.locator("html").evaluate(WIDER)
        return found


@dataclass
class Windows:
    """Opens windows, and keeps what no window should ever do: complain, or ask another host."""

    browser: Browser
    center: Rehearsal
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def open(self, name: str, place: str | None = "", **context: Any) -> Window:
        """As the person of this name (before the @), at a conversation: by default the person's own
        chat with Process Center; with None only the list."""
        who = self.person(name)
        made = await self.browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-US"} | context
        )
        made.set_default_timeout(PATIENCE)
        page = await made.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)
        await page.goto(self.address(who, place))
        window = Window(page, self.center.settled)
        await expect(page.locator(".rows > *").first).to_be_attached()
        return window

    def person(self, name: str) -> Person:
        """Somebody of the sample company."""
        return look_up.person(self.center.tenant.world, f"{name}@contoso.example")

    def address(self, who: Person, place: str | None) -> str:
        """The page's address of a person at a place."""
        at = f"{self.center.tenant.url}/?as={who.id}"
        if place is None:
            return at
        chat = place or self.center.tenant.world.places.bot_chat(who.id)
        return f"{at}#{quote(chat, safe='')}"

    async def close(self) -> None:
        """Fails when a window complained, or asked anybody but the tenant."""
        for context in self.browser.contexts:
            await context.close()
        host = urlsplit(self.center.tenant.url).netloc
        assert {urlsplit(each).netloc for each in self.asked} <= {host}
        assert not self.complaints

    def _request(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.asked.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
