"""What is read: the report at the close, who wrote what, and help wherever it is asked for."""

from datetime import timedelta

from playwright.async_api import expect

from simulator.colleagues.answering import Wish
from tests.browser.windows import Window, Windows
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, BOREALIS, MONDAY


async def test_at_the_close_the_report_takes_the_place_of_the_card(
    center: Rehearsal, windows: Windows
) -> None:
    low = {"width": 1280, "height": 600}
    ada = await windows.open("ada", APOLLO, viewport=low)
    noor = await windows.open("noor.haddad", APOLLO)
    await center.tenant.answer(Wish(APOLLO, count=5))
    await ada.sees("5 of 7 answered")
    cards = await ada.page.locator(".message .card-host").count()

    await center.at(MONDAY + timedelta(days=1))
    for reader in (ada, noor):
        await reader.sees("closed Tue 17 Nov")
        await expect(reader.page.get_by_role("button", name="Answer", exact=True)).to_have_count(0)
        assert await reader.page.locator(".message .card-host").count() == cards
    await expect(ada.card).to_contain_text("Needs attention")
    await expect(ada.card.get_by_role("heading").first).to_be_in_viewport()


async def test_a_card_taller_than_the_window_opens_at_its_beginning(
    center: Rehearsal, windows: Windows
) -> None:
    await center.tenant.answer(Wish(APOLLO, count=5))
    await center.at(MONDAY + timedelta(days=1))
    phone = await windows.open("ada", APOLLO, viewport={"width": 360, "height": 640})
    await phone.sees("closed Tue 17 Nov")
    await expect(phone.card.get_by_role("heading").first).to_be_in_viewport()


async def test_who_wrote_what_is_for_the_owner_and_refused_to_others_in_words(
    center: Rehearsal, windows: Windows
) -> None:
    await center.tenant.answer(Wish(APOLLO, count=5))
    await center.at(MONDAY + timedelta(days=1))
    ada, noor = await windows.open("ada", APOLLO), await windows.open("noor.haddad", APOLLO)

    await ada.press("All answers")
    await expect(ada.dialog).to_contain_text("5 answers")
    written = await ada.dialog.inner_text()
    members = [center.tenant.world.directory.people[each].name for each in _members(center)]
    assert sum(name in written for name in members) == 5

    await noor.press("All answers")
    await expect(noor.dialog).to_contain_text("Only Ada Okonkwo and the Process Center see")


async def test_help_is_given_to_a_mention_in_a_channel(windows: Windows) -> None:
    vikram = await windows.open("vikram.rathore", BOREALIS)
    box = vikram.page.get_by_label("Type a message")
    await box.press_sequentially("@pro")
    await vikram.page.get_by_role("option", name="Process Center").click()
    await box.press_sequentially("help")
    await box.press("Enter")

    await _lists_the_commands(vikram)


async def test_a_personal_chat_is_greeted_and_helped(windows: Windows) -> None:
    kim = await windows.open("kim")
    await kim.page.get_by_role("button", name="help", exact=True).click()
    await kim.page.get_by_role("button", name="Send", exact=True).click()

    await expect(kim.card_with("Your check-ins, from here too")).to_be_visible()
    await _lists_the_commands(kim)


async def _lists_the_commands(window: Window) -> None:
    card = window.card_with("What you can type")
    for command in ("audit", "check in"):
        await expect(card.get_by_text(command, exact=True)).to_be_visible()


def _members(center: Rehearsal) -> list[str]:
    place = center.tenant.world.places.find(APOLLO)
    assert place is not None
    return [each.id for each in center.tenant.world.places.members(place)]
