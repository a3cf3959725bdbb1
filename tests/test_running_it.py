"""What is promised of the image, of compose.yaml, and of the pages by which it is set up."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from store.office.file import read_file
from tests.walk import page

ROOT = Path(__file__).parents[1]
GUIDE = page.PAGE.read_text("utf-8")
IMAGE = (ROOT / "Containerfile").read_text("utf-8")
PLAYGROUND = ROOT / "deploy" / "playground"


def yaml(file: Path) -> Any:
    """What a YAML file says."""
    return YAML(typ="safe").load(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def services() -> Any:
    """The services of compose.yaml."""
    return yaml(ROOT / "compose.yaml")["services"]


def test_the_walk_does_all_that_sets_a_machine_up_in_this_order() -> None:
    typed = "\n".join(page.walk(GUIDE))
    steps = [
        "apt-get install",
        "useradd",
        "/var/lib/process-center\n",
        "git clone",
        "make runtime",
        "/etc/process-center/env",
        "/etc/process-center/bot.pem",
        "process-center doctor",
        "systemctl enable",
        "process-center doctor",
        "process-center backup",
        "systemctl stop",
        "process-center restore",
        "systemctl start",
    ]
    at = 0
    for step in steps:
        at = typed.find(step, at)
        assert at >= 0, f"{step} is not walked, or comes too early"
        at += len(step)


def test_the_walk_leaves_out_what_the_page_says_nobody_ran() -> None:
    typed = "\n".join(page.walk(GUIDE))

    assert not re.search(r"\b(az|docker|podman|caddy|teams) ", typed)


def test_the_walk_has_a_certificate_as_the_page_makes_it() -> None:
    assert page.certificate(GUIDE).startswith("openssl req ")
    assert "> bot.pem" in page.certificate(GUIDE)


def test_the_address_of_the_repository_stands_once_on_top() -> None:
    (given,) = re.finditer(r"(?m)^REPOSITORY=.+$", GUIDE)

    assert given.start() < GUIDE.index("\n## 1. ")
    assert not re.search(r"git clone (?!\"\$REPOSITORY\")", GUIDE)


@pytest.mark.parametrize(
    "file", ["compose.yaml", "deploy/process-center.service", "docs/getting-started.md"]
)
def test_sections_that_a_file_names_are_there(file: str) -> None:
    there = [int(number) for number in re.findall(r"(?m)^## (\d+)\. ", GUIDE)]
    named = re.findall(r"[Ss]ections? (\d+)", (ROOT / file).read_text("utf-8"))

    assert there == list(range(1, len(there) + 1))
    assert {int(number) for number in named} <= set(there)


def test_the_unit_is_for_the_folders_of_the_page() -> None:
    unit = (ROOT / "deploy" / "process-center.service").read_text("utf-8")
    said = dict(re.findall(r"(?m)^(\w+)=(.+)$", unit))

    assert f'git clone "$REPOSITORY" {said["WorkingDirectory"]}\n' in GUIDE
    assert f"-o {said['User']} -g {said['Group']} /var/lib/{said['StateDirectory']}\n" in GUIDE
    assert said["ExecStart"] == f"{said['WorkingDirectory']}/.venv/bin/process-center serve"
    assert "EnvironmentFile" not in said


def test_the_image_s_user_is_a_number_and_no_root(services: Any) -> None:
    (user,) = re.findall(r"(?m)^USER (.+)$", IMAGE)

    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    assert services["center"]["user"] == user


def test_the_image_says_what_it_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    labels = dict(re.findall(r"org\.opencontainers\.image\.(\w+)=\"([^\"]+)\"", IMAGE))

    assert labels["version"] == project["version"]
    assert (ROOT / "LICENSE").read_text("utf-8").startswith(f"{labels['licenses']} License")
    assert {"title", "description", "revision"} <= labels.keys()


def test_the_image_has_every_folder_that_the_product_imports() -> None:
    copied = set(re.findall(r"(?m)^COPY (\w+) \1$", IMAGE))

    assert {
        "bot",
        "cards",
        "content",
        "core",
        "graph",
        "jobs",
        "manifest",
        "pages",
        "store",
    } == copied


def test_what_is_secret_or_ours_alone_is_not_sent_to_the_build(services: Any) -> None:
    """Docker knows neither Containerfile nor .containerignore by itself; podman takes both."""
    kept_out = (ROOT / ".dockerignore").read_text("utf-8").split()

    assert (ROOT / services["center"]["build"]["dockerfile"]).is_file()
    assert {".env", "secrets", ".data", ".git", ".venv"} <= set(kept_out)
    assert "secrets/" in (ROOT / ".gitignore").read_text("utf-8").split()


def test_our_container_has_no_right_that_it_does_not_need(services: Any) -> None:
    center = services["center"]

    assert center["read_only"] is True
    assert center["cap_drop"] == ["ALL"]
    assert "cap_add" not in center
    assert "privileged" not in center
    for each in services.values():
        assert "no-new-privileges:true" in each["security_opt"]
        assert each["healthcheck"]["test"][0] == "CMD"


def test_the_health_check_of_the_image_is_there_where_its_format_drops_it(services: Any) -> None:
    (asked,) = re.findall(r"(?m)^HEALTHCHECK .*CMD (\[.+\])$", IMAGE)

    assert services["center"]["healthcheck"]["test"] == ["CMD", *YAML(typ="safe").load(asked)]


def test_the_database_can_be_reached_by_us_alone(services: Any) -> None:
    inside = [name for name, each in services.items() if "inside" in each["networks"]]

    assert inside == ["center", "database"]
    assert [name for name, each in services.items() if "ports" in each] == ["web"]


def test_the_web_server_s_file_takes_what_compose_gives(services: Any) -> None:
    caddy = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")

    assert set(re.findall(r"\{\$(\w+):", caddy)) == set(services["web"]["environment"])


def test_the_playground_s_team_is_the_office_s() -> None:
    """And its ids are such as Teams gives, which those that it makes up are not."""
    team = yaml(PLAYGROUND / ".m365agentsplayground.yml")
    data = (PLAYGROUND / "office.yaml").read_bytes()
    office = read_file(data, "office.yaml", (team["tenantId"],)).check()
    (project,) = office.projects

    assert project.team == team["team"]["aadGroupId"]
    assert project.channel == team["team"]["channels"][0]["id"]
    assert team["currentUser"]["aadObjectId"] in str(project.owner)
    assert len(team["users"]) >= 5, "it refuses fewer"
    assert f"PROCESS_CENTER_TENANTS={team['tenantId']}\n" in (
        ROOT / "docs" / "playground.md"
    ).read_text("utf-8")
