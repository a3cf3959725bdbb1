"""A member writes to Process Center after a slash; nobody else sees what was asked and answered."""

from datetime import timedelta

from playwright.async_api import expect

from simulator.slash import Slash
from tests.browser.windows import Window, Windows
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, MONDAY

ONLY_YOU = "Only you can see this message"
SLASH = Slash((("help", "What you can write here"), ("check in", "Open the check-in now")))


async def asks(window: Window, *keys: str) -> None:
    """Type a slash, then these keys in the menu, and send what stands in the box."""
    box = window.page.get_by_label("Type a message")
    await box.fill("/")
    await expect(window.page.get_by_role("option")).to_have_count(3)
    for key in (*keys, "Enter"):
        await box.press(key)
    await expect(window.page.locator(".private-line")).to_contain_text("Process Center")
    await box.press("Enter")


async def test_what_is_asked_after_a_slash_is_seen_by_one_person_until_it_is_gone(
    center: Rehearsal, windows: Windows
) -> None:
    center.tenant.world.switches.slash = SLASH
    noor = await windows.open("noor.haddad", APOLLO, viewport={"width": 320, "height": 700})
    ada = await windows.open("ada", APOLLO)
    await asks(noor, "ArrowDown")
    private = noor.page.locator(".message.only-you")
    await expect(private).to_have_count(2)
    await expect(private.first).to_contain_text(ONLY_YOU)
    await expect(private.last).to_contain_text("What you can type")
    await expect(private.last.locator(".question")).to_contain_text("help")
    assert await noor.wider_than_the_screen() == []
    await expect(noor.page.locator(".private-line")).to_have_count(0)

    await asks(noor, "ArrowUp")
    await expect(private.last).to_contain_text("is open already")
    await ada.write("Good morning")
    await expect(ada.page.locator(".message").last).to_contain_text("Good morning")
    await expect(ada.page.locator(".message.only-you")).to_have_count(0)
    await expect(ada.page.get_by_text("What you can type")).to_have_count(0)

    await center.at(MONDAY + timedelta(days=2))
    await expect(private).to_have_count(0)
    await expect(noor.page.locator(".bubble", has_text="Good morning")).to_be_attached()


async def test_a_slash_can_be_left_again_and_is_offered_where_the_app_takes_it(
    center: Rehearsal, windows: Windows
) -> None:
    ada = await windows.open("ada", APOLLO)
    box = ada.page.get_by_label("Type a message")
    await box.fill("/")
    await expect(ada.page.get_by_role("option")).to_have_count(0)

    center.tenant.world.switches.slash = SLASH
    await ada.page.reload()
    await box.fill("/che")
    await expect(ada.page.get_by_role("option")).to_have_count(1)
    await box.press("Enter")
    await expect(box).to_have_value("check in ")
    await box.press("Escape")
    await expect(ada.page.locator(".private-line")).to_have_count(0)
    await expect(box).to_have_value("check in ")
