"""One browser for all stories of the chat page, and for each its own company.

Playwright belongs to the event loop in which it was started, so everything here runs in one loop
for the whole session (`loop_scope`), while all other tests have a loop each.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.windows import PATIENCE, Windows
from tests.conftest import Server
from tests.rehearsal import Company, Rehearsal, begun, restarted
from tests.stories.people import MONDAY

# Chromium's own sandbox needs rights that containers and root do not have; the page is ours.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the stories of this folder into the session's loop."""
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Chromium without a screen."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        await launched.close()


@pytest.fixture(scope="session")
def on_monday(
    postgres: Server, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """The sample company on a Monday at nine: the check-ins of two projects are open."""

    async def begin(made: Rehearsal) -> None:
        await made.at(MONDAY.replace(hour=7))
        await made.import_office(made.tenant.office())
        await made.install(["PRJ-Apollo", "PRJ-Borealis"])
        await made.at(MONDAY)

    with begun(postgres, template, tmp_path_factory.mktemp("monday"), begin) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def center(postgres: Server, on_monday: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The same after a restart."""
    async with restarted(postgres, on_monday, tmp_path) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def windows(browser: Browser, center: Rehearsal) -> AsyncIterator[Windows]:
    """Opens windows of the chat page."""
    opened = Windows(browser, center)
    yield opened
    await opened.close()
