"""A team looks back on the chat page: three people hold a retro, the next goes on from it."""

from playwright.async_api import expect

from tests.browser.windows import Window, Windows
from tests.stories.people import APOLLO


async def test_three_people_hold_a_retro_and_the_next_one_begins_with_its_open_action(
    windows: Windows,
) -> None:
    people = [await windows.open(name, APOLLO) for name in ("ada", "noor.haddad", "jun.takahashi")]
    ada, noor, jun = people
    await _hold_one(people)
    await _asks(noor, "retro sailboat")
    for who in people:
        await who.sees("Apollo app · retro 2 · writing")
        await who.sees("Freeze on Fridays")

    await jun.card.get_by_role("button", name="Done").first.click()
    await expect(jun.notice.last).to_contain_text("Done. To take that back")
    await ada.sees("✓ Freeze on Fridays")
    await expect(ada.card_with("retro 1 · closed")).to_contain_text("✓ Freeze on Fridays")
    await ada.card.get_by_role("button", name="Not done").click()
    await expect(ada.notice.last).to_contain_text("It is open again.")
    await expect(jun.card).not_to_contain_text("✓ Freeze on Fridays")


async def _hold_one(people: list[Window]) -> None:
    ada, noor, jun = people
    await _asks(ada, "retro")
    for who in people:
        await who.sees("Apollo app · retro 1 · writing · 0 notes")
    await _writes(noor, "What should we start doing?", "Show the build on Fridays")
    await _writes(jun, "What should we stop doing?", "Merging on Friday evenings")
    await _writes(ada, "What works and should stay?", "The demo with customers")
    await noor.sees("writing · 3 notes")
    await expect(noor.card).not_to_contain_text("Merging")
    await noor.press("Start voting")
    await expect(noor.notice).to_contain_text("To move this retro on, or back, ask Ada")

    await ada.press("Start voting")
    for who in (noor, jun):
        await who.sees("Merging on Friday evenings")
    await _votes(noor, 0, 3, 0)
    await _votes(jun, 1, 2, 0)
    await ada.sees("2 of 7 voted")
    await ada.press("Go on to actions")
    await jun.sees("5 votes")
    await _agrees(jun, "Freeze on Fridays", "Noor Haddad", "2026-11-27")
    await _agrees(noor, "Ask support for the room", "", "")
    await ada.sees("actions · 2 agreed")
    await ada.press("Close the retro")
    for who in people:
        await who.sees("Apollo app · retro 1 · closed · 2 actions")
        await who.sees("Noor Haddad · by Fri 27 Nov")


async def test_a_ballot_over_the_budget_comes_back_as_it_was_filled_in(windows: Windows) -> None:
    ada = await windows.open("ada", APOLLO)
    await _asks(ada, "retro")
    await _writes(ada, "What should we start doing?", "One")
    await _writes(ada, "What should we stop doing?", "Two")
    await ada.press("Start voting")
    await ada.sees("voting · 2 notes")
    await ada.card.get_by_role("button", name="Vote").click()
    for number, many in enumerate("22"):
        await ada.field("Votes", number).select_option(many)
    await ada.press("Vote")

    await expect(ada.dialog).to_contain_text("You gave 4 votes and have 3. Take 1 back.")
    await expect(ada.field("Votes", 1)).to_have_value("2")
    await ada.field("Votes", 1).select_option("1")
    await ada.press("Vote")
    await expect(ada.dialog).to_contain_text("Saved. No votes left")
    await ada.sees("1 of 7 voted")


async def test_a_note_that_comes_too_late_is_still_there_and_is_saved_once_writing_is_on_again(
    windows: Windows,
) -> None:
    ada, noor = [await windows.open(name, APOLLO) for name in ("ada", "noor.haddad")]
    await _asks(ada, "retro")
    await noor.press("Add a note")
    await noor.dialog.get_by_label("What should we start doing?").check()
    await noor.field("Your note").fill("Show the build on Fridays")
    await ada.press("Start voting")
    await ada.sees("Voting since")
    await noor.press("Save")
    await expect(noor.dialog).to_contain_text("What you typed is still here to copy.")
    await expect(noor.field("Your note")).to_have_value("Show the build on Fridays")

    await ada.press("Back to writing")
    await ada.sees("writing · 0 notes")
    await noor.press("Save")
    await expect(noor.dialog).to_contain_text("Saved, without your name.")


async def _asks(who: Window, words: str) -> None:
    box = who.page.get_by_label("Type a message")
    await box.press_sequentially("@pro")
    await who.page.get_by_role("option", name="Process Center").click()
    await box.press_sequentially(words)
    await box.press("Enter")
    await who.sees("writing · 0 notes")


async def _writes(who: Window, prompt: str, text: str) -> None:
    await who.press("Add a note")
    await who.dialog.get_by_label(prompt).check()
    await who.field("Your note").fill(text)
    await who.press("Save")
    await expect(who.dialog).to_contain_text("Saved, without your name.")
    await who.press("Close")


async def _votes(who: Window, *given: int) -> None:
    await who.card.get_by_role("button", name="Vote", exact=True).click()
    for number, many in enumerate(given):
        await who.field("Votes", number).select_option(str(many))
    await who.press("Vote")
    await expect(who.dialog).to_contain_text("Saved. No votes left")
    await who.press("Close")


async def _agrees(who: Window, title: str, owner: str, due: str) -> None:
    await who.press("Add an action")
    await who.field("What will be done").fill(title)
    if owner:
        await who.field("Who").select_option(owner)
    await who.field("By when").fill(due)
    await who.press("Save")
    await expect(who.dialog).to_contain_text("Saved. It is on the card in the channel.")
    await who.press("Close")
