"""The page about a whole area is true: who follows it edits three files, and the area works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import inherited

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "a-whole-area.md"
COPIED = ("bot", "cards", "content", "core", "graph", "jobs", "manifest", "pages", "simulator")
COPIED_TOO = ("store", "tests", "pyproject.toml")
MOST = 3  # files that exist and are edited for an area
BLOCK = re.compile(r"^```(?:python|sql)\n(.*?)^```", re.M | re.S)
PATH = re.compile(r"(?:#|--) (\S+/\S+)\n")


def insert(file: Path, before: str, what: str) -> None:
    """Put a piece in front of the first line that begins like this."""
    text = file.read_text("utf-8")
    assert before in text, f"{file.name} has no {before}"
    file.write_text(text.replace(before, what + before, 1), "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What there is, in a folder of its own."""
    for name in (*COPIED, *COPIED_TOO):
        source, target = ROOT / name, tmp_path / name
        if source.is_file():
            shutil.copy(source, target)
        else:
            skip = shutil.ignore_patterns("node_modules", "__pycache__", "golden", "*.xz")
            shutil.copytree(source, target, ignore=skip)
    return tmp_path


def follow(copy: Path) -> set[Path]:
    """Do what the page says; the files that were edited."""
    pieces = []
    for block in BLOCK.findall(PAGE.read_text("utf-8")):
        if path := PATH.match(block):
            file = copy / path[1]
            assert not file.exists(), f"{path[1]} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            (file.parent / "__init__.py").touch()
            file.write_text(block[path.end() :], "utf-8")
        else:
            pieces.append(block)
    record, field, made = pieces
    model, ports, app = copy / "core/office/model.py", copy / "core/ports.py", copy / "bot/app.py"
    insert(
        model, "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Office", record + "\n\n"
    )
    insert(model, "    people: tuple[Particulars, ...] = ()\n", field)
    insert(ports, "from core.retros.ports", "from core.pulses.ports import PulsePorts\n")
    insert(ports, "    retros: RetroPorts\n", "    pulses: PulsePorts\n")
    insert(app, "from core.retros.ports", "from core.pulses.ports import PulsePorts\n")
    insert(app, "from store.retros.retros", "from store.pulses.pulses import PulseStore\n")
    (value,) = re.findall(r"^ +(pulses=.*)$", made, re.M)
    insert(app, "            digests=DigestPorts(", f"            {value}\n")
    return {model, ports, app}


def test_who_follows_the_page_edits_three_files_and_its_story_passes(copy: Path) -> None:
    assert len(follow(copy)) <= MOST
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/stories/test_pulses.py",
        ],
        cwd=copy,
        env={**inherited(), "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
