"""The pictures of the documentation are there, are shown, and are small."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
PICTURES = sorted(FOLDER.glob("*.png"))
LOOKS = ("light", "dark", "phone")
MOST = 150 * 1024  # bytes of one picture
ALL = 4 * 1024 * 1024
ONE_SENTENCE = {"notice"}  # a card that looks like what it says
CARDS = sorted(
    file.stem
    for file in (ROOT / "cards").glob("**/*.py")
    if re.search(r"^def build\(", file.read_text("utf-8"), re.M)
)


@pytest.mark.parametrize("card", [each for each in CARDS if each not in ONE_SENTENCE])
@pytest.mark.parametrize("look", LOOKS)
def test_every_card_has_its_pictures(card: str, look: str) -> None:
    shown = list(FOLDER.glob(f"{card.replace('_', '-')}*-{look}.png"))
    assert shown, "take it in tests/pictures/__main__.py, and show it in docs/pictures.md"


def test_the_page_shows_every_picture() -> None:
    page = (ROOT / "docs" / "pictures.md").read_text("utf-8")
    assert set(re.findall(r"\(pictures/([\w-]+\.png)\)", page)) == {each.name for each in PICTURES}


def test_pictures_are_small() -> None:
    sizes = {each.name: each.stat().st_size for each in PICTURES}
    assert not {name: size for name, size in sizes.items() if size > MOST}
    assert sum(sizes.values()) < ALL
