"""Plays the demo's past up to one Monday, and takes every card and form that people then see.

It is always the same Monday, so a picture changes only when what it shows does; but for the order
of a retro's notes, which tells nothing. Look at the pictures after a change to a card.
"""

import asyncio
import logging
import shutil
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright, expect

from bot.app import App
from bot.demo import story
from bot.demo.company import Company
from bot.demo.theatre import Theatre, free_port, opened, playing, tell
from core.posting.deliveries import Patience
from jobs.sweeps import remind_owners
from tests.browser.conftest import FLAGS
from tests.browser.windows import PATIENCE, Window
from tests.pictures import scenes
from tests.pictures.scenes import card, dialog
from tests.pictures.studio import FOLDER, Do, Spot, Studio
from tests.plugins.chromium import NAMES

MONDAY = date(2026, 11, 16)
ADA, VIKRAM = Spot("ada", "PRJ-Apollo/Status"), Spot("vikram.rathore", "PRJ-Borealis/Status")
HUGO = Spot("hugo.santamaria", "PRJ-Harbor/Status")
EMBER = Spot("darnell.hughes", "PRJ-Ember/Status")
KIM, PAT, FARRUKH = Spot("kim"), Spot("pat"), Spot("farrukh.yusupov")
HENRIK = Spot("henrik.lindqvist")
DARNELL, NOMVULA = Spot("darnell.hughes"), Spot("nomvula.khumalo")


async def main() -> None:
    """Play and take all of them; about five minutes."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise SystemExit("No Chromium on the PATH: install it (Debian: apt-get install chromium).")
    logging.disable()  # of a bot that is ended while it works
    FOLDER.mkdir(exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with TemporaryDirectory(prefix="process-center-") as folder:
        async with (
            opened(Path(folder), free_port(), MONDAY) as theatre,
            async_playwright() as playwright,
        ):
            await tell(theatre)
            browser = await playwright.chromium.launch(executable_path=found, args=FLAGS)
            await take_all(theatre, browser)
            await browser.close()


async def take_all(theatre: Theatre, browser: Browser) -> None:
    """In the order of the tour; what changes a card for everybody comes after its picture."""
    async with playing(theatre, hasty) as made:
        company = Company(made.ports, theatre.tenant, theatre.database)
        studio = Studio(company, browser)
        await studio.page("chat-page", ADA, scenes.chat_page)
        await checkins(studio)
        await retros(studio)
        await digests(studio)
        await audits(studio)
        await words(studio)


def hasty(made: App) -> App:
    """A bot that gives up, and edits cards again, at once."""
    soon = timedelta(milliseconds=200)
    posting = replace(made.ports.posting, patience=Patience(repeat=soon, rest=soon))
    return replace(made, ports=replace(made.ports, posting=posting))


async def checkins(studio: Studio) -> None:
    """A round from its card to its report."""
    await studio.take("checkin-open", ADA, card("open until"))
    await studio.take("checkin-form", ADA, dialog("Answer", "Schedule"))
    await studio.take("checkin-form-mistake", ADA, scenes.checkin_mistake)
    await studio.take("checkin-report", ADA, card("closed Tue 10 Nov"))
    await studio.take(
        "checkin-answers", ADA, dialog("All answers", "answers", on="closed Tue 10 Nov")
    )
    await studio.act(Spot("jun.takahashi"), writes("check in", "to answer"))
    await studio.take("checkins-waiting", Spot("jun.takahashi"), card("to answer"))


async def retros(studio: Studio) -> None:
    """Apollo's from the vote to its summary, and one that Harbor begins."""
    await studio.take("retro-card-voting", ADA, card("voting"))
    await studio.take("retro-ballot", ADA, dialog("Vote", "your ballot"))
    await studio.take("retro-ballot-mistake", ADA, scenes.ballot_mistake)
    await studio.take("retro-notes", ADA, dialog("All 12 notes", "notes", on="voting"))
    await play(studio, "actions")
    await studio.take("retro-card-actions", ADA, card("actions · "))
    await studio.take("retro-action", ADA, dialog("Add an action", "What will be done"))
    await play(studio, "closed")
    await studio.take("retro-card-closed", ADA, card("retro 6 · closed"))
    await studio.act(HUGO, writes("@Process Center retro sailboat", "writing"))
    await play(studio, "write")
    await studio.take("retro-card-writing", HUGO, card("writing"))
    await studio.take("retro-note", HUGO, dialog("Add a note", "Your note"))
    await studio.act(HUGO, begin_voting)
    await studio.take("retro-card-back", HUGO, card("Voting since"))


async def play(studio: Studio, phase: str) -> None:
    """Colleagues go through that phase."""
    wish = {"until": phase, "seed": MONDAY.toordinal()}
    await studio.company.tenant.order("retro", wish)
    await studio.company.settle("the retro was not brought up to date")


async def digests(studio: Studio) -> None:
    """Kim's last one, with a decision and a question to Fjord's owner and back."""
    await studio.take("digest", KIM, card("Week 46"))
    await studio.take("digest-ask", KIM, scenes.question)
    await studio.act(KIM, ask)
    await studio.take("digest-question", FARRUKH, card("Kim Halvorsen asks"))
    await studio.take("digest-reply", FARRUKH, dialog("Reply", "Your reply"))
    await studio.act(FARRUKH, reply)
    await studio.take("digest-answer", KIM, card("Farrukh Yusupov replied"))
    await studio.act(KIM, decide)
    await studio.take("digest-decision", DARNELL, card("Kim Halvorsen says yes"))
    await studio.take("digest-read", KIM, card("Week 46"))
    await studio.act(KIM, writes("digest decisions", "Your decisions"))
    await studio.take("digest-decisions", KIM, card("Your decisions"))
    await studio.act(KIM, writes("digest", "Week 47"))
    await studio.take("digest-list", KIM, scenes.pages)


async def audits(studio: Studio) -> None:
    """The last night's, a team's own, whose team is meant, and a night that could not be; between
    them all check-ins, which the same chat asks for."""
    await studio.take("audit-report", PAT, card("nightly audit"))
    await studio.take("fix-teams", PAT, scenes.teams_to_put_right)
    await studio.take("fix-review", PAT, scenes.review)
    await studio.take("audit-list", PAT, scenes.pages)
    await studio.act(PAT, writes("rounds", "8 check-ins"))
    await studio.take("checkins-overview", PAT, card("8 check-ins"))
    await studio.act(HUGO, writes("@Process Center audit", "PRJ-Harbor"))
    await studio.take("audit-team", HUGO, card("Must"))
    await studio.act(EMBER, writes("@Process Center audit", "PRJ-Ember"))
    await studio.take("waiver-ask", EMBER, dialog("Ask for an exception", "Why is it in order"))
    await studio.act(EMBER, ask_for_an_exception)
    await studio.take("waiver", PAT, card("exception asked for"))
    await studio.take("waiver-answer", PAT, dialog("Approve", "Your answer"))
    await studio.act(HENRIK, writes("fixes", "to put right"))
    await studio.take("fixes", HENRIK, card("to put right"))
    await remind_owners.run(studio.company.ports)
    await studio.settled()
    await studio.take("fix-later", HENRIK, dialog("Later…", "Remind me on"))
    await studio.act(HENRIK, fix)
    await studio.take("plan", HENRIK, card("Approved by Henrik"))
    await studio.act(NOMVULA, writes("audit", "Your 2 teams"))
    await studio.take("audit-choice", NOMVULA, card("Your 2 teams"))
    await studio.company.tenant.order("graph", {"denied": ["GroupMember.Read.All"]})
    await studio.company.at(story.on(MONDAY, 3, time(2)))
    await studio.company.settle("the audit did not give up")
    await studio.take("audit-failed", PAT, card("could not be done"))


async def words(studio: Studio) -> None:
    """What the bot says to those who look for words."""
    await studio.take("greeting", Spot("ada", "PRJ-Apollo/General"), card("Check-ins come"))
    await studio.act(ADA, writes("@Process Center help", "Mention"))
    await studio.take("help", ADA, card("Mention"))


def writes(text: str, then: str) -> Do:
    """Type this, and wait for the card that says `then`."""

    async def do(window: Window) -> None:
        await window.write(text)
        await window.sees(then)

    return do


async def begin_voting(window: Window) -> None:
    """Hugo began the retro, and moves it on."""
    await window.press("Start voting")
    await window.sees("Voting since")


async def ask(window: Window) -> None:
    """Kim asks about Fjord."""
    await scenes.question(window)
    await window.field("Your question").fill("Why is it green while its date moves every week?")
    await window.press("Send")
    await expect(window.dialog).to_contain_text("Sent to")


async def ask_for_an_exception(window: Window) -> None:
    """Darnell asks for what was found last."""
    await window.press("Ask for an exception")
    await window.field("Why is it in order here?").fill(
        "He is back in March; until then I lead it."
    )
    await window.press("Ask")
    await expect(window.dialog).to_contain_text("Saved")


async def fix(window: Window) -> None:
    """Henrik says what his team is for."""
    await window.card_with("to put right").last.get_by_role("button", name="Fix it…").click()
    await window.field("What it is to be").fill("Builds our reading devices, from idea to series")
    await window.dialog.get_by_role("checkbox").first.set_checked(True)
    await window.press("Approve")
    await expect(window.dialog).to_contain_text("Saved")
    await window.page.keyboard.press("Escape")
    await window.sees("Done:")


async def reply(window: Window) -> None:
    """Farrukh replies."""
    await window.press("Reply")
    words = "Amber would have been honest. The forms come first from now on."
    await window.field("Your reply").fill(words)
    await window.press("Send")
    await expect(window.dialog).to_contain_text("Sent to")


async def decide(window: Window) -> None:
    """Kim says yes to what is due first, and has read it all."""
    digest = window.card_with("Week 46").last
    await expect(digest).to_be_visible()
    if await (back := digest.get_by_role("button", name="Overview")).count():
        await back.click()
    await digest.get_by_role("button", name="Yes").first.click()
    await expect(digest).to_contain_text("You said yes")
    await digest.get_by_role("button", name="Seen").click()
    await expect(digest).to_contain_text("Seen")


if __name__ == "__main__":
    asyncio.run(main())
