"""Everybody can use the page: without a mouse, on a small phone, in the dark, without a network."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.browser.windows import Window, Windows
from tests.stories.people import APOLLO

PHONE = {"width": 320, "height": 640}
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"

# Of a text on what lies behind it, by the formula of WCAG 2.2 (1.4.3).
CONTRAST = """element => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const ground = from => {
        const [red, green, blue, alpha = 1] = numbers(getComputedStyle(from).backgroundColor);
        return alpha > 0.5 || !from.parentElement ? [red, green, blue] : ground(from.parentElement);
    };
    const light = colour => colour.slice(0, 3).map(each => each / 255)
        .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
    const both = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}"""
DARKNESS = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(each => each < 60)"


async def test_a_check_in_is_answered_with_the_keyboard_alone(windows: Windows) -> None:
    ada = await windows.open("ada", APOLLO)
    await ada.sees("0 of 7 answered")
    await _tab_to(ada, "Answer")
    await ada.page.keyboard.press("Enter")
    await expect(ada.field("Schedule")).to_be_focused()
    for label in ("Schedule", "Budget", "Risks"):
        await expect(ada.field(label)).to_be_focused()
        await ada.page.keyboard.press("End")
        await expect(ada.field(label)).to_have_value("green")
        await ada.page.keyboard.press("Tab")
        await ada.page.keyboard.press("Tab")
    await ada.page.keyboard.type("Call the store")
    await _tab_to(ada, "Send")
    await ada.page.keyboard.press("Enter")
    await expect(ada.dialog).to_contain_text("Saved: schedule")
    await expect(ada.dialog.get_by_text("Close", exact=True)).to_be_focused()
    await ada.sees("1 of 7 answered")

    await ada.page.keyboard.press("Enter")
    await expect(ada.card.get_by_role("button", name="Answer")).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 400}])
async def test_a_script_scrolls_to_a_message_and_the_top_bar_stays(
    windows: Windows, viewport: dict[str, int]
) -> None:
    ada = await windows.open("ada", APOLLO, viewport=viewport)
    await ada.page.locator(".message").last.evaluate("each => each.scrollIntoView()")
    await expect(ada.page.locator(".me")).to_be_in_viewport(ratio=1)
    assert await ada.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("place", [APOLLO, ""])
async def test_what_can_be_asked_is_one_row_on_a_phone(windows: Windows, place: str) -> None:
    ada = await windows.open("ada", place, viewport=PHONE)
    chips = ada.page.locator(".chip")
    tops = await chips.evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert (len(tops), len(set(tops))) == (4, 1)
    await chips.last.click()
    await expect(ada.page.get_by_label("Type a message")).to_be_focused()


async def test_a_phone_shows_all_of_a_check_in_without_scrolling_sideways(
    windows: Windows,
) -> None:
    ada = await windows.open("ada", None, viewport=PHONE, has_touch=True, is_mobile=True)
    assert not await ada.wider_than_the_screen()
    await ada.page.locator(f"[data-conversation='{APOLLO}']").tap()
    await ada.sees("0 of 7 answered")
    await expect(ada.card.get_by_role("button", name="Nothing changed")).to_be_in_viewport(ratio=1)
    assert not await ada.wider_than_the_screen()

    await ada.open_form()
    await ada.dialog.get_by_role("button", name="Add progress, finish date or mood").tap()
    assert not await ada.wider_than_the_screen()
    await ada.choose("red")
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Not sent yet")
    assert not await ada.wider_than_the_screen()
    await ada.field("Why, if not green").fill("The store said no.")
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Saved: schedule")
    assert not await ada.wider_than_the_screen()
    await ada.press("Close")
    await ada.sees("1 of 7 answered")
    await ada.page.get_by_role("button", name="Back to the list").tap()
    await expect(ada.page.locator(f"[data-conversation='{APOLLO}']")).to_be_in_viewport()


async def test_everything_can_be_read_in_the_dark_and_the_choice_stays(windows: Windows) -> None:
    ada = await windows.open("ada", APOLLO, color_scheme="dark")
    await ada.sees("0 of 7 answered")
    assert await ada.page.evaluate(DARKNESS)
    assert await _faint(ada, ".message .card-host .ac-textBlock") == []
    await ada.open_form()
    assert await _faint(ada, "dialog .ac-textBlock, dialog label, dialog select, dialog p") == []
    await ada.dialog.get_by_role("button", name="Close").click()

    await ada.page.get_by_role("button", name="Switch to the light theme").click()
    assert not await ada.page.evaluate(DARKNESS)
    assert await _faint(ada, ".message .card-host .ac-textBlock") == []
    await ada.page.reload()
    await ada.sees("0 of 7 answered")
    assert not await ada.page.evaluate(DARKNESS)


async def test_the_page_asks_nobody_but_the_tenant(windows: Windows) -> None:
    ada = await windows.open("ada", APOLLO)
    await ada.open_form()
    await ada.dialog.get_by_role("button", name="Close").click()
    await ada.page.get_by_role("button", name="You are: Ada Okonkwo").click()
    await ada.page.get_by_label("Find a person").first.fill("pat")
    await ada.page.get_by_role("link", name="Pat Moreno").click()
    await expect(ada.page.get_by_role("button", name="You are: Pat Moreno")).to_be_visible()

    hosts = {urlsplit(each).netloc for each in windows.asked}
    assert hosts == {urlsplit(windows.center.tenant.url).netloc}
    assert windows.complaints == []


async def _tab_to(window: Window, title: str) -> None:
    for _ in range(120):
        await window.page.keyboard.press("Tab")
        if await window.page.evaluate(FOCUSED) == title:
            return
    raise AssertionError(f"no way to “{title}” with the Tab key")


async def _faint(window: Window, where: str) -> list[str]:
    """Words under 4.5 : 1. A shape's own colour is meant to be seen beside its word."""
    await expect(window.page.locator(where).first).to_be_visible()
    return [
        await each.inner_text()
        for each in await window.page.locator(where).all()
        if await each.is_visible() and await each.evaluate(CONTRAST) < 4.5
    ]
