"""However much there is and however long its names are: a digest is one screen of a phone."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from cards.kit.elements import to_json
from tests.cards.look import DRAW, PAGE, SCRIPTS
from tests.cards.samples import SAMPLES

WIDTH, HEIGHT = 360, 740  # of a phone, in CSS pixels
MARGIN = 12  # of a message in it, on both sides
NEW = [
    *("digest", "digest_first", "digest_nothing", "digest_nothing_changed", "digest_all_green"),
    *("digest_all_silent", "digest_silence", "digest_of_one", "digest_right_to_left"),
    *("digest_crowd", "digest_crowd_right_to_left", "digest_followed"),
]


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A phone with the official renderer, offline."""
    made = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    await made.context.set_offline(True)
    style = (
        f"body {{ margin: 0 {MARGIN}px; font: 14px sans-serif; }} button {{ padding: 6px 12px; }}"
    )
    await made.set_content(f"<style>{style}</style><div id='look'></div>")
    for script in SCRIPTS:
        await made.add_script_tag(path=PAGE / "node_modules" / script)
    yield made
    await made.close()


@pytest.mark.parametrize("name", NEW)
async def test_a_new_digest_is_one_screen_with_at_most_five_buttons(page: Page, name: str) -> None:
    config = json.loads((PAGE / "hostconfig" / "light.json").read_text("utf-8"))
    await page.evaluate(DRAW, [to_json(SAMPLES[name]()), config])
    box = await page.locator("#look").bounding_box()

    assert box
    assert box["width"] == WIDTH - 2 * MARGIN
    assert box["height"] <= HEIGHT
    assert await page.locator("#look button").count() <= 5
