"""Golden files: what a test writes is compared with a kept file, or with --update-golden kept."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest


class Golden(Protocol):
    """Compares a JSON value with the golden file of that name."""

    def __call__(self, name: str, value: Mapping[str, object]) -> None:
        """Fail with a readable difference, or write the file under --update-golden."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, for review"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Golden files live in `golden/` beside the test that asks for them."""
    folder = Path(request.path).parent / "golden"
    update = request.config.getoption("--update-golden")

    def check(name: str, value: Mapping[str, object]) -> None:
        file = folder / f"{name}.json"
        written = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        if update:
            file.parent.mkdir(exist_ok=True)
            file.write_text(written, "utf-8")
        kept = file.read_text("utf-8") if file.exists() else ""
        assert written == kept, f"{file.name} differs; --update-golden keeps the new one"

    return check
