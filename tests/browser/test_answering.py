"""A member answers a check-in in its dialog, changes the answer, and takes it back."""

from datetime import timedelta

from playwright.async_api import expect

from simulator.colleagues.answering import Wish
from tests.browser.windows import Windows
from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, MONDAY

ADA = "ada@contoso.example"


async def test_colleagues_change_the_card_behind_the_dialog_and_nothing_typed_is_lost(
    center: Rehearsal, windows: Windows
) -> None:
    ada = await windows.open("ada", APOLLO)
    await ada.sees("0 of 7 answered")
    await ada.open_form()
    await ada.choose("amber")
    await ada.field("Why, if not green").fill("The reviewers ask for a video.")
    await ada.field("Anything we should hear").fill("Beta households like the boost button.")

    for answered in (1, 2, 3):
        await center.tenant.answer(Wish(APOLLO, count=1, left_out=(ADA,)))
        await ada.sees(f"{answered} of 7 answered")

    await expect(ada.field("Schedule")).to_have_value("amber")
    await expect(ada.field("Why, if not green")).to_have_value("The reviewers ask for a video.")
    await expect(ada.field("Anything we should hear")).to_have_value(
        "Beta households like the boost button."
    )
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Saved: schedule")
    await ada.sees("4 of 7 answered")


async def test_amber_without_a_reason_comes_back_with_all_that_was_typed(
    windows: Windows,
) -> None:
    ada = await windows.open("ada", APOLLO)
    await ada.open_form()
    await ada.choose("green", budget="amber")
    await ada.field("One thing that needs attention").fill("Decide on the second store")
    await ada.field("By when").fill("2026-11-27")
    await ada.press("Send")

    why = ada.field("Why, if not green", 1)
    await expect(ada.dialog).to_contain_text("Not sent yet")
    await expect(ada.dialog.get_by_text("Say in a sentence why")).to_be_in_viewport()
    await expect(why).to_be_focused()
    await expect(ada.field("Budget")).to_have_value("amber")
    await expect(ada.field("One thing that needs attention")).to_have_value(
        "Decide on the second store"
    )
    await expect(ada.field("By when")).to_have_value("2026-11-27")
    await ada.sees("0 of 7 answered")

    await why.fill("Two extra weeks of testing.")
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Saved: schedule")
    await ada.sees("1 of 7 answered")


async def test_an_answer_is_repeated_withdrawn_and_changed(
    center: Rehearsal, windows: Windows
) -> None:
    await center.tenant.answer(Wish(APOLLO, people=(ADA,)))
    await center.at(MONDAY + timedelta(weeks=1))
    ada = await windows.open("ada", APOLLO)
    await ada.sees("0 of 7 answered")

    await ada.press("Nothing changed")
    await expect(ada.notice).to_contain_text("Saved as on 16 Nov: schedule green")
    await ada.sees("1 of 7 answered")

    await ada.open_form()
    await expect(ada.dialog).to_contain_text("Your answer counts.")
    await ada.press("Withdraw my answer")
    await expect(ada.dialog).to_contain_text("Your answer is withdrawn.")
    await ada.sees("0 of 7 answered")
    await ada.press("Close")

    await ada.open_form()
    await ada.choose("green")
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Saved: schedule")
    await ada.press("Close")
    await ada.open_form()
    await ada.choose("red")
    await ada.field("Why, if not green").fill("The store said no.")
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Saved: schedule")
    await ada.press("Close")
    await ada.open_form()
    await expect(ada.field("Schedule")).to_have_value("red")
    await ada.sees("1 of 7 answered")


async def test_two_people_in_two_windows_see_the_same_card_change(windows: Windows) -> None:
    ada, noor = await windows.open("ada", APOLLO), await windows.open("noor.haddad", APOLLO)
    for number, person in enumerate((ada, noor), start=1):
        await person.open_form()
        await person.choose("green")
        await person.press("Send")
        await expect(person.dialog).to_contain_text("Saved: schedule")
        await ada.sees(f"{number} of 7 answered")
        await noor.sees(f"{number} of 7 answered")
