"""The Teams app package: what `manifest build` writes is what Teams accepts."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator

from bot import commands
from bot.app_package import FOLDER, NO_APP_ID, has_examples, manifest, package
from bot.cli.manifest import COMMAND
from bot.commands import Command, spoken
from core.errors import InputError
from core.registry import collect

APP_ID = "11111111-2222-3333-4444-555555555555"
SCHEMA = Path(__file__).parent / "schemas" / "MicrosoftTeams.schema.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the manifest's folder, to be spoilt."""
    return shutil.copytree(FOLDER, tmp_path / "manifest")


def edit(folder: Path, **changes: object) -> None:
    """Replace top-level parts of the template."""
    file = folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.parametrize("app_id", [APP_ID, None], ids=["registered", "unregistered"])
def test_the_manifest_is_valid_by_the_official_schema(app_id: str | None) -> None:
    Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(manifest(app_id))


def test_every_id_in_it_is_the_registration() -> None:
    filled = manifest(APP_ID)

    assert [filled["id"], filled["bots"][0]["botId"], filled["webApplicationInfo"]["id"]] == [
        APP_ID
    ] * 3


def test_the_package_holds_what_the_manifest_names_and_no_more() -> None:
    files = unpacked(package(APP_ID))
    filled = json.loads(files["manifest.json"])

    assert set(files) == {"manifest.json", *filled["icons"].values()}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert package(APP_ID) == package(APP_ID)


def test_lost_posts_may_be_looked_up_where_the_app_is_installed() -> None:
    asked = manifest(APP_ID)["authorization"]["permissions"]["resourceSpecific"]

    assert {"name": "ChannelMessage.Read.Group", "type": "Application"} in asked


def test_it_offers_what_can_be_typed_in_each_kind_of_chat() -> None:
    known = collect(commands, "COMMAND", Command)
    (bot,) = manifest(APP_ID)["bots"]
    listed = {
        (scope, each["title"]): each["description"]
        for commands_ in bot["commandLists"]
        for scope in commands_["scopes"]
        for each in commands_["commands"]
    }

    assert listed == {
        (scope, spoken(name)): line
        for name, each in known.items()
        for scope, line in each.offered.items()
    }
    assert {title for _, title in listed} == {*map(spoken, known)}, "each is offered somewhere"


def test_the_example_addresses_are_noticed_until_they_are_replaced(folder: Path) -> None:
    assert has_examples(manifest(APP_ID, folder))

    edit(folder, developer={"name": "Contoso", "websiteUrl": "https://contoso.example/"})
    assert not has_examples(manifest(APP_ID, folder))


def long(text: str) -> dict[str, Any]:
    """A part of the manifest whose short text is too long."""
    return {"short": text * 100, "full": text}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"bots": []}, "lacks “bots”"),
        ({"name": long("x")}, r"name\.short may have 30"),
        ({"description": long("x")}, r"description\.short may have 80"),
        ({"developer": {"privacyUrl": "http://a.example"}}, "must begin with https"),
    ],
)
def test_what_teams_would_refuse_is_not_written(
    folder: Path, changes: dict[str, object], says: str
) -> None:
    edit(folder, **changes)

    with pytest.raises(InputError, match=says):
        package(APP_ID, folder)


def test_an_icon_of_another_size_is_refused(folder: Path) -> None:
    shutil.copy(folder / "color.png", folder / "outline.png")

    with pytest.raises(InputError, match=r"outline\.png must be a PNG of 32 by 32"):
        package(APP_ID, folder)


def test_an_icon_that_is_no_picture_is_refused(folder: Path) -> None:
    (folder / "color.png").write_text("<svg/>")

    with pytest.raises(InputError, match=r"color\.png must be a PNG"):
        package(APP_ID, folder)


@pytest.mark.parametrize(
    ("text", "says"), [("{\n oops", "line 2"), ("[]", "no JSON object"), ("", "line 1")]
)
def test_a_broken_template_is_named_with_its_line(folder: Path, text: str, says: str) -> None:
    (folder / "manifest.json").write_text(text)

    with pytest.raises(InputError, match=says):
        package(APP_ID, folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "color.png").unlink()

    with pytest.raises(InputError, match=r"color\.png cannot be read"):
        package(APP_ID, folder)


def test_an_app_id_that_is_no_guid_is_refused() -> None:
    with pytest.raises(InputError, match="no GUID"):
        package("my-bot")


def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, app_id: str) -> tuple[str, bytes]:
    """Run `manifest build` in an empty folder; what it said and what it wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROCESS_CENTER_APP_ID", app_id)
    done = CliRunner().invoke(COMMAND, ["build", "--output", "app.zip"], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output, (tmp_path / "app.zip").read_bytes()


def test_building_says_where_to_upload_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output, content = build(monkeypatch, tmp_path, APP_ID)

    assert content == package(APP_ID)
    assert APP_ID in output
    assert "Teams admin center" in output


def test_without_a_registration_it_builds_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output, content = build(monkeypatch, tmp_path, "")

    assert json.loads(unpacked(content)["manifest.json"])["id"] == NO_APP_ID
    assert "set PROCESS_CENTER_APP_ID" in output


def test_a_place_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match="no is not there"):
        CliRunner().invoke(COMMAND, ["build", "--output", "no/where.zip"], catch_exceptions=False)
