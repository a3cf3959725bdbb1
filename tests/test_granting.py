"""The lines of the page that grant permissions do so, once, as soon as Azure lets them."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.standards.permissions import needs
from store.content.standards import load
from tests.conftest import CONTENT

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "getting-started.md").read_text("utf-8")
NAMES = re.findall(r"^\| `(\w+\.\w+\.All)` \| application \|", PAGE, re.M)
SHELLS = ["sh", "bash"]


@dataclass(frozen=True)
class Done:
    """What the lines said, what is granted now, and what az was asked."""

    out: list[str]
    err: str
    granted: list[str]
    asked: list[list[str]]

    @property
    def posts(self) -> int:
        """How often something was to be changed."""
        return sum("POST" in words for words in self.asked)


Grant = Callable[..., Done]


def lines() -> str:
    """The block of the page."""
    blocks: list[str] = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    (found,) = (each for each in blocks if "appRoleAssignments" in each)
    return found


@pytest.fixture
def grant(tmp_path: Path) -> Grant:
    """Run the lines in a shell whose `az` is pretended and whose `sleep` does not."""
    pretended = Path(__file__).with_name("pretended_az.py")
    programs = {"az": f'exec "{sys.executable}" -IS "{pretended}" "$@"\n', "sleep": "exit 0\n"}
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}")
        (tmp_path / name).chmod(0o755)
    state = tmp_path / "state.json"

    def run(text: str = "", shell: str = "sh", **known: object) -> Done:
        before = json.loads(state.read_text()) if state.exists() else {"granted": []}
        fresh = {"app": "app", "young": 0, "unready": 0, "asked": []}
        state.write_text(json.dumps(before | fresh | known))
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "AZ_STATE": str(state), "APP_ID": "app"}
        done = subprocess.run(  # noqa: S603 lines of the page
            [shell, "-c", text or lines()],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        after = json.loads(state.read_text())
        return Done(done.stdout.splitlines(), done.stderr, after["granted"], after["asked"])

    return run


def roles(names: list[str]) -> list[str]:
    """What is granted then."""
    return [f"role-of-{name}" for name in names]


@pytest.mark.parametrize("shell", SHELLS)
def test_what_the_page_lists_is_granted(grant: Grant, shell: str) -> None:
    done = grant(shell=shell)

    assert sorted(done.granted) == sorted(roles(NAMES))
    assert sorted(done.out) == sorted(f"{name}: granted" for name in NAMES)
    assert done.err == ""


def test_a_registration_that_is_not_known_everywhere_yet_is_waited_for(grant: Grant) -> None:
    done = grant(young=4, unready=3)

    assert sorted(done.granted) == sorted(roles(NAMES))
    assert done.err.count("does not exist") == 7
    assert "not granted" not in done.err


def test_twice_is_once(grant: Grant) -> None:
    grant()
    again = grant()

    assert again.posts == 0
    assert sorted(again.granted) == sorted(roles(NAMES))
    assert len(again.out) == len(NAMES)


def test_a_run_that_was_broken_off_is_taken_up_by_the_next(grant: Grant) -> None:
    done = grant(granted=roles(NAMES[:2]))

    assert done.posts == len(NAMES) - 2
    assert sorted(done.granted) == sorted(roles(NAMES))


def test_what_cannot_be_granted_is_given_up_and_named(grant: Grant) -> None:
    once = re.sub(r"TRY in [\d ]+ 20;", "TRY in 19 20;", lines())
    done = grant(once, app="another")

    assert done.granted == []
    assert [name for name in NAMES if f"{name}: not granted, for the reason" in done.err] == NAMES
    assert done.out == []


def test_a_permission_that_there_is_not_is_named_at_once_and_hinders_no_other(grant: Grant) -> None:
    done = grant(lines().replace("for NAME in ", "for NAME in Groop.Read.All "))

    assert done.err == "Groop.Read.All: there is no such permission\n"
    assert sorted(done.granted) == sorted(roles(NAMES))


def test_the_lines_grant_what_the_table_lists_and_the_standards_of_the_repository_need() -> None:
    granted = re.search(r"^for NAME in (.*?); do$", lines(), re.M | re.S)
    needed = {need.permission for need in needs(load(CONTENT).values())}

    assert granted
    assert granted[1].replace("\\\n", "").split() == NAMES
    assert needed <= set(NAMES)
