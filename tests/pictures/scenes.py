"""How a window is brought to each thing that is taken."""

import re

from playwright.async_api import Locator, expect

from tests.browser.windows import Window
from tests.pictures.studio import See


def card(text: str) -> See:
    """The newest card that says this."""

    async def see(window: Window) -> Locator:
        found = window.card_with(text).last
        await expect(found).to_be_visible()
        return found

    return see


def dialog(button: str, says: str, on: str = "") -> See:
    """What a button opens: the newest of this title, or that on the newest card that says `on`."""

    async def see(window: Window) -> Locator:
        where = window.card_with(on).last if on else window.page.locator(".message")
        await where.get_by_role("button", name=button, exact=True).last.click()
        return await _whole(window, says)

    return see


async def chat_page(window: Window) -> Locator:
    """The open check-in at the end of Apollo's channel."""
    await window.sees("answered")
    return window.page.locator("body")


async def checkin_mistake(window: Window) -> Locator:
    """What comes back when amber has no reason."""
    await window.open_form()
    await window.choose("amber", risks="amber")
    await window.field("Why, if not green", 0).fill("")
    await window.field("Why, if not green", 2).fill("The second store could ask the same.")
    await window.press("Send")
    return await _whole(window, "Not sent yet")


async def ballot_mistake(window: Window) -> Locator:
    """What comes back when more votes are given than there are."""
    await window.press("Vote")
    for number, many in enumerate("32"):
        await window.field("Votes", number).select_option(many)
    await window.press("Vote")
    return await _whole(window, "Nothing was stored")


async def pages(window: Window) -> Locator:
    """The pages behind *Show all*, on which the card stays for everybody until *Overview*."""
    overview = window.card.get_by_role("button", name="Overview")
    if not await overview.count():
        await window.card.get_by_role("button", name="Show all").click()
    await expect(overview).to_be_visible()
    return window.card


async def teams_to_put_right(window: Window) -> Locator:
    """The teams behind *Put right* on the report of all teams."""
    report = window.card_with("nightly audit").last
    await report.get_by_role("button", name=re.compile("^Put (it )?right")).click()
    return await _whole(window, "to put right")


async def review(window: Window) -> Locator:
    """The form of one of them."""
    await teams_to_put_right(window)
    row = window.dialog.locator(".ac-container", has_text="PRJ-Ember")
    await row.get_by_role("button", name="Review").last.click()
    return await _whole(window, "Make somebody an owner")


async def question(window: Window) -> Locator:
    """The form in which a leader asks about Fjord."""
    await ask_about("Fjord portal", window)
    return await _whole(window, "Your question")


async def ask_about(project: str, window: Window) -> None:
    """Press *Ask* in the row of a project, where all of them stand."""
    await pages(window)
    row = window.card.locator(".ac-columnSet", has_text=project)
    await row.get_by_role("button", name="Ask", exact=True).first.click()
    await expect(window.field("Your question")).to_be_visible()


async def _whole(window: Window, says: str) -> Locator:
    """The dialog as high as what it holds."""
    await expect(window.dialog).to_contain_text(says)
    await window.dialog.evaluate(
        "each => { each.style.maxHeight = 'none'; each.style.height = 'fit-content'; }"
    )
    return window.dialog
