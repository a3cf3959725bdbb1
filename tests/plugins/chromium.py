"""Browser tests need Chromium: without it they are skipped in one clear line, but CI demands it."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser, for Playwright's `executable_path`."""
    for found in filter(None, map(shutil.which, NAMES)):
        return found
    missing = "no Chromium on the PATH: install it (Debian: apt-get install chromium)"
    if os.environ.get("CI"):  # noqa: TID251 it says where the tests run, and sets nothing of ours
        pytest.fail(missing)
    pytest.skip(f"browser tests need a browser; {missing}")
