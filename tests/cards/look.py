"""Draw every sample card as Teams would, to be looked at: `python -m tests.cards.look OUTDIR`."""

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from cards.kit.elements import to_json
from tests.cards.samples import SAMPLES

PAGE = Path(__file__).parents[2] / "simulator" / "page"
SCRIPTS = ("adaptivecards/dist/adaptivecards.js", "markdown-it/dist/browser/markdown-it.umd.min.js")
VIEWS = (("light", 560), ("dark", 560), ("light", 320))
PAPER = {"light": ("#f5f5f5", "#252424"), "dark": ("#1f1f1f", "#ffffff")}
STYLE = """
body { margin: 0; padding: 12px; font: 14px "Segoe UI", sans-serif; background: GROUND;
  color: INK; color-scheme: THEME; }
#look { border-radius: 8px; overflow: hidden; box-shadow: 0 1px 3px #0004; }
.ac-pushButton { border: 1px solid #8888; border-radius: 4px; padding: 6px 12px; font: inherit;
  font-weight: 600; background: transparent; color: inherit; cursor: pointer; }
.ac-pushButton.style-positive { background: #5b5fc7; color: #fff; border-color: #5b5fc7; }
.ac-input { border: 1px solid #8888; border-radius: 4px; padding: 6px; font: inherit;
  background: transparent; color: inherit; box-sizing: border-box; width: 100%; }
"""
DRAW = """([card, config]) => {
  const markdown = window.markdownit();
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(config);
  drawn.parse(card);
  const place = document.getElementById("look");
  place.replaceChildren(drawn.render());
  return place.innerText;
}"""


def open_page(browser: Browser, theme: str, width: int) -> Page:
    """A page with the official renderer, offline."""
    page = browser.new_page(viewport={"width": width + 24, "height": 300}, device_scale_factor=1.5)
    page.context.set_offline(True)
    ground, ink = PAPER[theme]
    style = STYLE.replace("GROUND", ground).replace("INK", ink).replace("THEME", theme)
    page.set_content(f"<style>{style}</style><div id='look' style='width: {width}px'></div>")
    for script in SCRIPTS:
        page.add_script_tag(path=PAGE / "node_modules" / script)
    return page


def draw(page: Page, card: dict[str, object], theme: str) -> str:
    """Draw a card and return the words that stand on the page."""
    config = json.loads((PAGE / "hostconfig" / f"{theme}.json").read_text("utf-8"))
    return str(page.evaluate(DRAW, [card, config]))


def main(folder: Path) -> None:
    """One picture of each card in each view."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for theme, width in VIEWS:
            page = open_page(browser, theme, width)
            for name, build in SAMPLES.items():
                draw(page, to_json(build()), theme)
                page.screenshot(path=folder / f"{name}-{theme}-{width}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
