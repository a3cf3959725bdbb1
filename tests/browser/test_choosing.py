"""Whoever and whatever was chosen is what the page shows, also where an answer comes late or
something happens at that moment."""

import re

from playwright.async_api import Page, Route, expect

from simulator.colleagues.answering import Wish
from tests.browser.windows import Windows
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, BOREALIS


async def test_a_late_answer_for_the_person_before_changes_nothing(
    center: Rehearsal, windows: Windows
) -> None:
    ada = await windows.open("ada", APOLLO)
    late: list[Route] = []
    await ada.page.route(
        f"**/chat/state?as={windows.person('ada').id}", lambda route: late.append(route)
    )
    center.tenant.world.hub.tell_all("changed", {})
    await _until(ada.page, late)

    await ada.page.get_by_role("button", name=re.compile("^You are")).click()
    await ada.page.get_by_role("link", name=re.compile("^Noor Haddad")).click()
    await expect(ada.page.locator(".me-name")).to_have_text("Noor Haddad")
    async with ada.page.expect_response(re.compile("/chat/state")):
        await late[0].continue_()
    await ada.page.evaluate("new Promise(done => setTimeout(done, 100))")
    await expect(ada.page.locator(".me-name")).to_have_text("Noor Haddad")


async def test_of_two_people_chosen_one_after_the_other_the_last_is_shown(
    windows: Windows,
) -> None:
    ada = await windows.open("ada", APOLLO)
    noor, vikram = windows.person("noor.haddad"), windows.person("vikram.rathore")
    late: list[Route] = []
    await ada.page.route(f"**/chat/state?as={noor.id}", lambda route: late.append(route))
    await _go(ada.page, f"?as={noor.id}")
    await _until(ada.page, late)
    await _go(ada.page, f"?as={vikram.id}")
    await expect(ada.page.locator(".me-name")).to_have_text(vikram.name)
    async with ada.page.expect_response(re.compile("/chat/state")):
        await late[0].continue_()
    await ada.page.evaluate("new Promise(done => setTimeout(done, 100))")
    await expect(ada.page.locator(".me-name")).to_have_text(vikram.name)


async def test_a_card_that_changes_under_the_finger_still_hears_the_press(
    center: Rehearsal, windows: Windows
) -> None:
    ada = await windows.open("ada", APOLLO)
    button = ada.card.get_by_role("button", name="Answer", exact=True)
    await button.hover()
    await ada.page.mouse.down()
    await center.tenant.answer(Wish(APOLLO, count=5))
    await center.settled()
    await center.tenant.answer(Wish(BOREALIS, count=1))
    await ada.page.mouse.up()
    await expect(ada.dialog).to_be_visible()
    await ada.page.keyboard.press("Escape")
    await ada.sees("5 of 7 answered")


async def _go(page: Page, address: str) -> None:
    await page.evaluate(
        "to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }",
        address,
    )


async def _until(page: Page, late: list[Route]) -> None:
    while not late:
        await page.wait_for_timeout(20)
