"""The page of an audit, in a real browser without a network."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from pages.kit.formats import find
from pages.standards import formats
from tests.browser.conftest import FLAGS
from tests.cli.audited import NASTY, audited, context


class Seen(HTMLParser):
    """The tags of a page with what they name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remembers it."""
        self.tags.append((tag, dict(attrs)))


def page_of(teams: int = 24) -> str:
    run = audited(teams)
    return "".join(map(str, find(formats, "html").write(run, context(run))))


@pytest.fixture(scope="module")
def text() -> str:
    return page_of()


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        await started.close()


async def opened(browser: Browser, file: Path, **look: object) -> tuple[Page, list[str]]:
    """The page without a network, and every complaint and request it makes from then on."""
    heard: list[str] = []
    context_ = await browser.new_context(offline=True, **look)  # type: ignore[arg-type]
    page = await context_.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda asked: heard.append(asked.url))
    await page.goto(file.as_uri())
    heard.remove(file.as_uri())
    return page, heard


def test_a_page_asks_nobody_and_is_made_of_what_it_says(text: str) -> None:
    tags = Seen(text).tags
    names = [tag for tag, _ in tags]

    assert not set(names) & {"link", "img", "iframe", "object", "base"}
    assert not [given for _, given in tags if {"src", "srcset", "style", "onerror"} & set(given)]
    assert all((given.get("href") or "#").startswith("#") for _, given in tags)
    assert [names.count(tag) for tag in ("h1", "main", "header", "nav", "footer")] == [1] * 5
    assert names.count("bdi") > 24


def test_every_link_leads_to_one_place_of_the_page(text: str) -> None:
    tags = Seen(text).tags
    ids = [given["id"] for _, given in tags if "id" in given]
    links = {str(given["href"])[1:] for tag, given in tags if tag == "a"}

    assert len(ids) == len(set(ids))
    assert links <= set(ids)


async def test_a_page_works_offline_and_runs_no_script_of_a_name(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    page, heard = await opened(browser, file)

    assert await page.title() == "Audit of Contoso & Söhne, 21 November 2026, 15:39 UTC"
    await expect(page.get_by_role("heading", level=1)).to_contain_text("must be put right")
    await expect(page.locator("details.team h3", has_text=NASTY[0])).to_have_count(1)
    await expect(page.locator("details.team h3", has_text=NASTY[6])).to_have_count(1)
    assert heard == []


async def test_findings_are_filtered_by_what_is_typed_and_chosen(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    page, _ = await opened(browser, file)
    visible = page.locator("details.team:visible")
    every = await visible.count()

    await page.get_by_role("searchbox").fill("HYPERLINK owners")
    await expect(page.get_by_role("status")).to_have_text("1 finding in 1 place")
    await expect(visible).to_have_count(1)
    await page.get_by_role("searchbox").fill("")
    await page.get_by_label("Show").select_option("unknown")
    await expect(page.get_by_role("status")).to_have_text("2 findings in 2 places")
    await page.get_by_label("Show").select_option("")
    await expect(visible).to_have_count(every)


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_sticks_out_at_any_width(
    browser: Browser, tmp_path: Path, text: str, width: int, scheme: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    page, _ = await opened(
        browser, file, viewport={"width": width, "height": 900}, color_scheme=scheme
    )

    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_without_its_script_everything_is_there(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    page, heard = await opened(browser, file, java_script_enabled=False)

    await expect(page.locator(".filter")).to_be_hidden()
    team = page.locator("details.team", has_text=NASTY[7]).first
    await team.locator("summary").click()
    await expect(team.get_by_role("cell").first).to_be_visible()
    assert heard == []


async def test_a_thousand_teams_open_in_a_second(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(1_000), "utf-8")
    page, _ = await opened(browser, file)

    took = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert took < 3_000, "a second on a quiet machine"


def test_how_much_people_follow_is_told_with_the_runs_before(text: str) -> None:
    section = text[text.index('<section id="fatigue"') :].partition("</section>")[0]

    assert "6\u00a0% of 120 people are in more than 15 teams." in section
    assert "median 4 teams and 22 channels; worst tenth 13 teams and 71 channels or more" in section
    shares = re.findall(r"<td><b>(\d+)\u00a0%</b>", section)
    assert shares == sorted(shares, key=int, reverse=True)
    assert len(shares) == 8


def test_where_nobody_read_what_people_follow_nothing_is_said_of_it() -> None:
    made = audited(24)
    unread = replace(made, run=replace(made.run, overload=None))

    pieces = find(formats, "html").write(unread, context(unread))
    assert "fatigue" not in "".join(map(str, pieces))
