"""A leader on the chat page: reads the digest, decides, asks, and gets an answer."""

from datetime import timedelta

from playwright.async_api import expect

from tests.browser.windows import Window, Windows
from tests.rehearsal import Rehearsal
from tests.stories.digests import STORE, office, tuesday, wants
from tests.stories.people import LATE_STORE, MONDAY, Person
from tests.stories.retros import ASK, agrees, closes, moves_on

ASKED = "What would bring the store review back by a week?"
ACTION = "Freeze on Fridays"
REPLY = "A second reviewer on their side, from Monday."


async def test_a_leader_reads_the_digest_asks_and_gets_an_answer(
    center: Rehearsal, windows: Windows
) -> None:
    kim, ada = await _on_tuesday(center, windows)
    await expect(kim.card.get_by_role("heading").first).to_contain_text("Week 48 · Contoso")
    await kim.sees(STORE)
    await kim.sees("red since")
    await kim.sees(ACTION)
    await kim.card.get_by_role("button", name="Yes").click()
    await kim.sees("Kim Halvorsen said yes")
    await expect(ada.card_with("Kim Halvorsen says yes")).to_contain_text(STORE)

    await kim.card.get_by_role("button", name="Ask", exact=True).nth(1).click()
    await expect(kim.dialog).to_contain_text("Ada Okonkwo gets it")
    await kim.field("Your question").fill(ASKED)
    await kim.press("Send")
    await expect(kim.dialog).to_contain_text("Sent to Ada Okonkwo.")
    await kim.press("Close")
    await kim.sees("no reply yet")

    await ada.sees("Kim Halvorsen asks about Apollo app")
    await ada.sees(ASKED)
    await ada.press("Reply")
    await ada.field("Your reply").fill(REPLY)
    await ada.press("Send")
    await expect(ada.dialog).to_contain_text("Sent to Kim Halvorsen.")
    await ada.press("Close")
    await ada.sees(f"You replied: {REPLY}")
    await kim.sees("Ada Okonkwo replied about Apollo app")
    await kim.sees(REPLY)
    await expect(kim.card_with("Week 48")).to_contain_text(REPLY)

    await kim.press("Acknowledge")
    await expect(kim.card_with("Week 48")).to_contain_text("Seen on Tue 24 Nov")


async def test_all_of_a_scope_is_read_in_one_card_and_nothing_is_wider_than_a_phone(
    center: Rehearsal, windows: Windows
) -> None:
    kim, _ = await _on_tuesday(center, windows)
    small = await windows.open(
        "kim", viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True
    )
    await small.sees(STORE)
    assert not await small.wider_than_the_screen()
    cards = await kim.page.locator(".message .card-host").count()
    for who in (small, kim):
        await who.press("Show all 8")
        await who.sees("Harbor web site")
        assert not await who.wider_than_the_screen()
        await who.press("Overview")
        await who.sees("1 decision waits for you")
    assert await kim.page.locator(".message .card-host").count() == cards

    await kim.write("digest")
    await expect(kim.card_with("Week 48")).to_have_count(2)


async def _on_tuesday(center: Rehearsal, windows: Windows) -> tuple[Window, Window]:
    """Apollo is late and wants a decision; its owner and a leader have added the app."""
    await office(center)
    await center.tenant.install([], [Person(center, each).account.id for each in ("kim", "ada")])
    await center.at(MONDAY + timedelta(weeks=1))
    await wants(center)
    await _hold_a_retro(Person(center, "ada"))
    assert await Person(center, "ada").answers(**LATE_STORE)
    await tuesday(center, weeks=1)
    return await windows.open("kim"), await windows.open("ada")


async def _hold_a_retro(who: Person) -> None:
    """One that agrees on an action and is closed."""
    await who.writes(ASK)
    for _ in range(2):
        await moves_on(who)
    await agrees(who, ACTION, who)
    await closes(who)
