"""A leader on the chat page: reads the digest, decides, asks, and gets an answer."""

from datetime import timedelta

from playwright.async_api import expect

from tests.browser.windows import Window, Windows
from tests.core.digest_facts import LONG
from tests.rehearsal import Rehearsal
from tests.stories.digests import MEMBERS, STORE, TOO, office, tuesday, wants
from tests.stories.people import LATE_STORE, MONDAY, Person
from tests.stories.retros import ASK, agrees, closes, moves_on

ASKED = "What would bring the store review back by a week?"
ACTION = "Freeze on Fridays"
REPLY = "A second reviewer on their side, from Monday."


async def test_a_leader_reads_the_digest_asks_and_gets_an_answer(
    center: Rehearsal, windows: Windows
) -> None:
    kim, ada = await _on_tuesday(center, windows)
    await kim.sees(STORE)
    await kim.sees("red since")
    await kim.sees(LATE_STORE["schedule_note"])
    await kim.sees("1 retro action open")
    await expect(kim.card).not_to_contain_text(ACTION)
    await kim.card.get_by_role("button", name="Yes").click()
    await kim.sees("You said yes")
    await kim.sees("Told Ada Okonkwo")
    await expect(ada.card_with("Kim Halvorsen says yes")).to_contain_text(STORE)

    await kim.press("Ask about Apollo app")
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

    await kim.press("Seen")
    await expect(kim.card_with("Week 48")).to_contain_text("Seen Tue, Nov 24")


async def test_a_leader_changes_their_mind_and_the_owners_card_does_too(
    center: Rehearsal, windows: Windows
) -> None:
    kim, ada = await _on_tuesday(center, windows)
    await kim.press("Yes")
    await expect(ada.card_with("Kim Halvorsen says yes")).to_contain_text(STORE)
    await kim.press("Change to no")
    await expect(ada.card_with("Kim Halvorsen says no")).to_contain_text("They first said yes.")
    await expect(ada.card_with("Kim Halvorsen says yes")).to_have_count(0)

    await kim.write("digest decisions")
    await kim.sees("You said no on Tue 24 Nov")


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
        await who.press("Show all 8 projects")
        await who.sees("Harbor web site")
        assert not await who.wider_than_the_screen()
        await who.press("Overview")
        await who.sees("1 decision waits for you")
    assert await kim.page.locator(".message .card-host").count() == cards

    await kim.write("digest")
    await expect(kim.card_with("Week 48")).to_have_count(2)


async def test_the_whole_is_one_screen_of_a_phone_with_eight_and_with_hundreds_of_initiatives(
    center: Rehearsal, windows: Windows
) -> None:
    await _on_tuesday(center, windows)
    phone = {"width": 360, "height": 740}
    kim = await windows.open("kim", viewport=phone, has_touch=True, is_mobile=True)
    await kim.sees(STORE)
    assert await _height(kim) <= 740

    for number, many in enumerate((8, 200), 1):
        await center.import_office(_with_initiatives(center, many))
        await kim.write("digest")
        await expect(kim.card_with("Week 48")).to_have_count(1 + number)
        await kim.sees(f"{many + 4} initiatives")
        assert await _height(kim) <= 740
        assert not await kim.wider_than_the_screen()
        assert await kim.card.get_by_role("button").count() == 5


async def _height(window: Window) -> float:
    """Of the newest card, in pixels."""
    box = await window.card.bounding_box()
    assert box
    return box["height"]


def _with_initiatives(center: Rehearsal, number: int) -> str:
    """The company with so many initiatives more, each with a project that nobody asks yet."""
    text: str = center.tenant.office().replace(MEMBERS, TOO)
    some = range(number)
    initiatives = "".join(f"  - {{id: i{each}, title: '{LONG} {each}'}}\n" for each in some)
    projects = "".join(
        f"  - {{id: q{each}, title: '{LONG} {each}', initiatives: [i{each}]}}\n" for each in some
    )
    return text.replace("initiatives:\n", f"initiatives:\n{initiatives}", 1).replace(
        "projects:\n", f"projects:\n{projects}", 1
    )


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
