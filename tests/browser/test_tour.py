"""A newcomer follows the demo's tour: each stop does what it says, and is ticked off when done."""

import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from playwright.async_api import Browser, Locator, ViewportSize, expect

from bot.app import App
from bot.clockwork import door
from bot.demo.at_full_speed import QUICK
from bot.demo.company import Company
from bot.demo.theatre import Theatre, at_work, free_port, opened, tell
from tests.browser.windows import PATIENCE, Window

MONDAY = date(2026, 11, 16)
WIDE: ViewportSize = {"width": 1280, "height": 900}


@asynccontextmanager
async def demo(home: Path) -> AsyncIterator[tuple[Theatre, Company]]:
    """The demo goes on from what was left in this folder; its cards rest less between edits."""
    async with opened(home, free_port()) as theatre, at_work(theatre, home, _quicker) as made:
        yield theatre, Company(made.ports, theatre.tenant, theatre.database)


def _quicker(made: App) -> App:
    posting = replace(made.ports.posting, patience=QUICK)
    return replace(made, ports=replace(made.ports, posting=posting))


async def test_every_stop_does_what_it_says_now_and_a_week_later_and_is_ticked_off(
    browser: Browser, tmp_path: Path
) -> None:
    async with opened(tmp_path, free_port(), MONDAY) as theatre:
        await tell(theatre, 2)
    async with demo(tmp_path) as made:
        await _follow(await _newcomer(browser, *made))
    async with demo(tmp_path) as (theatre, company):
        again = await _newcomer(browser, theatre, company)
        await expect(again.page.locator(".step.done")).to_have_count(13)
        now = datetime.fromisoformat((await theatre.tenant.state())["now"])
        assert await door.asked(tmp_path, now + timedelta(weeks=1), lambda _: None)
        await again.page.context.close()

    _nobody_was_here(tmp_path)
    async with demo(tmp_path) as made:
        await _follow(await _newcomer(browser, *made))


def _nobody_was_here(home: Path) -> None:
    with sqlite3.connect(home / "tenant" / "tenant.sqlite") as kept:
        kept.execute("DELETE FROM state WHERE kind = 'tour'")


async def _newcomer(browser: Browser, theatre: Theatre, company: Company) -> Window:
    context = await browser.new_context(viewport=WIDE, locale="en-US")
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.goto(theatre.tenant.url)
    await expect(page.locator(".step")).to_have_count(13)
    return Window(page, partial(company.settle, "the cards did not follow"))


async def _follow(who: Window) -> None:
    for title, do in STOPS.items():
        stop = who.page.locator(".step", has=who.page.get_by_role("heading", name=title))
        await expect(stop).not_to_have_class(re.compile("done"))
        go = stop.get_by_role("button", name="Go there")
        name = (await go.inner_text()).removeprefix("Go there as ").partition("(")[0].strip()
        await go.click()
        await expect(who.page.locator(".me-name")).to_have_text(name)
        await expect(who.page.locator(".rows > *").first).to_be_attached()
        await do(who)
        await expect(stop).to_have_class(re.compile("done"))


async def _answer(who: Window) -> None:
    await who.open_form()
    await who.choose("amber")
    why = who.dialog.get_by_label(re.compile("^Why"))
    await why.first.fill("")
    await who.press("Send")
    await expect(who.page.get_by_text("1 of 2 done")).to_be_visible()
    await why.first.fill("The reviewers ask for a video.")
    await who.press("Send")
    await _leave(who)


async def _read(who: Window) -> None:
    await who.press("All answers")
    await _leave(who)


async def _vote(who: Window) -> None:
    if not await who.page.get_by_role("button", name="Vote", exact=True).count():
        await who.write("@Process Center retro")
        await _note(who)
        await who.press("Start voting")
    await who.page.get_by_role("button", name="Vote", exact=True).last.click()
    await _give(who.dialog.locator("input[type=number], select").first)
    await who.press("Vote")
    await expect(who.page.get_by_text("1 of 3 done")).to_be_visible()
    await _leave(who)
    await who.press("Go on to actions")
    await who.press("Add an action")
    await who.field("What will be done").fill("Write down who decides")
    await who.press("Save")
    await expect(who.page.get_by_text("2 of 3 done")).to_be_visible()
    await _leave(who)
    await who.press("Close the retro")


async def _give(votes: Locator) -> None:
    if await votes.evaluate("each => each.tagName") == "SELECT":
        await votes.select_option("1")
    else:
        await votes.fill("1")


async def _start(who: Window) -> None:
    await who.write("@Process Center retro sailboat")
    await _note(who)


async def _note(who: Window) -> None:
    await who.page.get_by_role("button", name="Add a note").last.click()
    await who.dialog.get_by_role("radio").first.check()
    await who.field("Your note").fill("The wind was with us")
    await who.press("Save")
    await _leave(who)


async def _decide(who: Window) -> None:
    await who.press("Yes")
    await expect(who.page.get_by_text("1 of 2 done")).to_be_visible()
    await who.read()
    await who.page.get_by_role("button", name=re.compile("^Ask")).last.click()
    await who.field("Your question").fill("What would help most?")
    await who.press("Send")
    await _leave(who)
    await expect(who.card_with("replied").last).to_be_visible()


async def _audit(who: Window) -> None:
    await who.write("audit")
    await who.page.get_by_role("button", name=re.compile("^Show all")).last.click()


async def _ask_for_an_exception(who: Window) -> None:
    await who.write("@Process Center audit")
    await expect(who.page.get_by_text("1 of 2 done")).to_be_visible()
    await expect(who.card).to_contain_text("read Mon")
    await who.press("Ask for an exception")
    await who.field("Why is it in order here?").fill("Two people work here until March.")
    await who.press("Ask")
    await _leave(who)
    await expect(who.card_with("Exception asked for by Darnell Hughes").last).to_be_visible()


async def _answer_it(who: Window) -> None:
    await who.press("Approve")
    await who.field("A word on it").fill("Until the second owner is there.")
    await who.press("Send")
    await _leave(who)
    await expect(who.card_with("Approved by Pat").last).to_be_visible()


async def _put_right(who: Window) -> None:
    await who.write("fixes")
    await who.page.get_by_role("button", name="Fix it…", exact=True).last.click()
    await who.field("What it is to be").fill(
        "Builds and tests our reading devices, from idea to series"
    )
    await _approve_and_undo(who, "Henrik Lindqvist")


async def _approve_for_a_team(who: Window) -> None:
    await who.write("audit")
    await who.page.get_by_role("button", name=re.compile("^Put (it )?right")).last.click()
    await who.dialog.get_by_role("button", name="Review", exact=True).first.click()
    await expect(who.dialog.get_by_role("checkbox").first).to_be_focused()
    await expect(who.dialog.locator(".mistake")).to_have_count(0)  # it is another form
    await _approve_and_undo(who, "Pat Moreno")


async def _approve_and_undo(who: Window, name: str) -> None:
    await _tick(who)
    card = who.card_with(f"Approved by {name}").last
    await expect(card).to_contain_text("Done:")
    await card.get_by_role("button", name="Undo", exact=True).click()
    await expect(card).to_contain_text("Put back:")


async def _tick(who: Window) -> None:
    """The first change, and no other, is approved."""
    toggles = who.dialog.get_by_role("checkbox")
    await expect(toggles.first).to_be_visible()
    for at in range(await toggles.count()):
        await toggles.nth(at).set_checked(at == 0)
    await who.press("Approve")
    await expect(who.dialog).to_contain_text("Saved.")
    await _leave(who)


async def _pass_time(who: Window) -> None:
    await who.page.get_by_role("button", name="Rehearsal clock").click()
    await who.page.get_by_role("button", name="1 hour").click()


async def _says(text: str, who: Window) -> None:
    await who.write(text)


async def _leave(who: Window) -> None:
    await expect(who.dialog).to_be_visible()
    await who.page.keyboard.press("Escape")
    await expect(who.dialog).to_have_count(0)


STOPS: dict[str, Callable[[Window], Awaitable[None]]] = {
    "Answer a check-in": _answer,
    "Read what became of one": _read,
    "Vote in a retro": _vote,
    "Start your own": _start,
    "Decide as a leader": _decide,
    "See your part, and no more": partial(_says, "digest"),
    "See what the night found": _audit,
    "Ask for an exception": _ask_for_an_exception,
    "Answer it": _answer_it,
    "Put it right": _put_right,
    "Approve, and undo": _approve_for_a_team,
    "Take a few days off": partial(_says, "away until Friday"),
    "Let time pass": _pass_time,
}
