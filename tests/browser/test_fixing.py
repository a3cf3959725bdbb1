"""An owner presses *Fix it…* on the week's card, the next audit names them, and it is put back."""

from datetime import timedelta

from playwright.async_api import expect

from tests.browser.windows import Window, Windows
from tests.rehearsal import Rehearsal
from tests.stories.audits import NIGHT, chats, night
from tests.stories.fixing import done, reminded
from tests.stories.waivers import owner_of_ember

SWITCHES = "Set what members may do as the standard asks"
THURSDAY = NIGHT + timedelta(days=2)  # the first of the nights to Monday and to Thursday


async def test_from_the_weeks_card_to_the_next_report_and_back(
    center: Rehearsal, windows: Windows
) -> None:
    await owner_of_ember(center)
    await chats(center, "pat")
    await night(center, THURSDAY)
    await center.at(THURSDAY.replace(hour=15))
    await reminded(center)

    darnell = await windows.open("darnell.hughes")
    await expect(darnell.card_with("things to put right in your team").last).to_be_visible()
    await _fix(darnell, SWITCHES)
    await done(center)
    card = darnell.card_with("Approved by Darnell Hughes").last
    await expect(card).to_contain_text("Done: Now what members may do")

    await night(center, THURSDAY + timedelta(days=4))
    pat = await windows.open("pat")
    await pat.write("audit")
    report = pat.card_with("fixed by Darnell Hughes").last
    await expect(report).to_be_visible()

    await card.get_by_role("button", name="Undo", exact=True).click()
    await done(center)
    await expect(card).to_contain_text("Put back:")
    await night(center, THURSDAY + timedelta(days=7))
    await darnell.write("fixes")
    await darnell.sees("members may delete channels")


async def _fix(who: Window, what: str) -> None:
    """Press *Fix it…* at the line where this is offered, and approve it."""
    toggle = who.dialog.get_by_role("checkbox", name=what)
    presses = who.page.get_by_role("button", name="Fix it…", exact=True)
    for at in range(await presses.count()):
        await presses.nth(at).click()
        await expect(who.dialog.get_by_role("checkbox").first).to_be_visible()
        if await toggle.count():
            break
        await who.page.keyboard.press("Escape")
        await expect(who.dialog).to_have_count(0)
    await toggle.check()
    await who.press("Approve")
    await expect(who.dialog).to_contain_text("Saved.")
    await who.page.keyboard.press("Escape")
