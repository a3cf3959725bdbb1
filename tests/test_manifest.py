"""The Teams app package: what `manifest build` writes is what Teams accepts."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft4Validator

from bot import commands
from bot.app_package import FOLDER, LEAST, NO_APP_ID, Wanted, has_examples, manifest, package
from bot.cli.manifest import COMMAND
from bot.commands import Command, spoken
from core.errors import InputError
from core.registry import collect

APP_ID = "11111111-2222-3333-4444-555555555555"
SCHEMAS = Path(__file__).parent / "schemas"
READ, PRIVATE = Wanted(read_messages=True), Wanted(private_replies=True)
ALL, IDENTITY = Wanted(read_messages=True, private_replies=True), Wanted(registered=False)
LATEST = "1.29"


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


def mistakes(filled: dict[str, Any], version: str) -> list[str]:
    """What Microsoft's schema of one version has against a manifest."""
    schema = json.loads((SCHEMAS / f"MicrosoftTeams-{version}.schema.json").read_text("utf-8"))
    return [error.message for error in Draft4Validator(schema).iter_errors(filled)]


@pytest.mark.parametrize(
    ("wanted", "version"),
    [
        (LEAST, "1.25"),
        (READ, "1.25"),
        (IDENTITY, "1.25"),
        (PRIVATE, LATEST),
        (ALL, LATEST),
        (Wanted(private_replies=True, registered=False), LATEST),
    ],
    ids=str,
)
@pytest.mark.parametrize("app_id", [APP_ID, None], ids=["registered", "unregistered"])
def test_it_is_valid_by_the_official_schema_of_the_lowest_version_that_has_what_is_wanted(
    app_id: str | None, wanted: Wanted, version: str
) -> None:
    filled = manifest(app_id, wanted)

    assert filled["manifestVersion"] == version
    assert f"/v{version}/" in filled["$schema"]
    assert mistakes(filled, version) == []


def test_what_is_said_to_one_person_alone_needs_the_version_that_it_declares() -> None:
    lower = manifest(APP_ID, PRIVATE) | {"manifestVersion": "1.25"}

    assert any("supportsTargetedMessages" in each for each in mistakes(lower, "1.25"))


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


def test_messages_of_channels_are_read_only_where_that_is_asked_for() -> None:
    asked = manifest(APP_ID, READ)["authorization"]["permissions"]["resourceSpecific"]

    assert asked == [{"name": "ChannelMessage.Read.Group", "type": "Application"}]
    assert "authorization" not in manifest(APP_ID)
    assert manifest(APP_ID, READ) | {"authorization": None} == (
        manifest(APP_ID) | {"authorization": None}
    ), "nothing else is different"


def test_a_managed_identity_s_app_names_no_registration_and_asks_no_owner(folder: Path) -> None:
    assert not {"webApplicationInfo", "authorization"} & manifest(APP_ID, IDENTITY).keys()

    edit(folder, authorization={"permissions": {"resourceSpecific": []}})
    assert "authorization" not in manifest(APP_ID, IDENTITY, folder), "nor by the template"


def test_in_a_channel_what_is_typed_can_be_for_the_bot_alone_where_that_is_wanted() -> None:
    (bot,) = manifest(APP_ID, PRIVATE)["bots"]
    triggers = {
        scope: each.get("triggers", ["mention"])
        for each in bot["commandLists"]
        for scope in each["scopes"]
    }

    assert bot["supportsTargetedMessages"] is True
    assert triggers == {
        "team": ["mention", "slash"],
        "personal": ["mention"],
        "groupChat": ["mention"],
    }
    assert "slash" not in json.dumps(manifest(APP_ID))


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
    assert has_examples(manifest(APP_ID, folder=folder))

    edit(folder, developer={"name": "Contoso", "websiteUrl": "https://contoso.example/"})
    assert not has_examples(manifest(APP_ID, folder=folder))


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
        package(APP_ID, folder=folder)


def test_an_icon_of_another_size_is_refused(folder: Path) -> None:
    shutil.copy(folder / "color.png", folder / "outline.png")

    with pytest.raises(InputError, match=r"outline\.png must be a PNG of 32 by 32"):
        package(APP_ID, folder=folder)


def test_an_icon_that_is_no_picture_is_refused(folder: Path) -> None:
    (folder / "color.png").write_text("<svg/>")

    with pytest.raises(InputError, match=r"color\.png must be a PNG"):
        package(APP_ID, folder=folder)


@pytest.mark.parametrize(
    ("text", "says"), [("{\n oops", "line 2"), ("[]", "no JSON object"), ("", "line 1")]
)
def test_a_broken_template_is_named_with_its_line(folder: Path, text: str, says: str) -> None:
    (folder / "manifest.json").write_text(text)

    with pytest.raises(InputError, match=says):
        package(APP_ID, folder=folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "color.png").unlink()

    with pytest.raises(InputError, match=r"color\.png cannot be read"):
        package(APP_ID, folder=folder)


def test_an_app_id_that_is_no_guid_is_refused() -> None:
    with pytest.raises(InputError, match="no GUID"):
        package("my-bot")


def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *options: str, **given: str) -> Result:
    """Run `manifest build` in an empty folder, with some settings."""
    monkeypatch.chdir(tmp_path)
    for name, value in given.items():
        monkeypatch.setenv(f"PROCESS_CENTER_{name}", value)
    command = ["build", "--output", "app.zip", *options]
    return CliRunner().invoke(COMMAND, command, catch_exceptions=False)


def test_building_says_where_to_upload_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = build(monkeypatch, tmp_path, APP_ID=APP_ID)

    assert (tmp_path / "app.zip").read_bytes() == package(APP_ID)
    assert APP_ID in done.output
    assert "Teams admin center" in done.output
    assert "cannot" not in done.output


def test_the_options_are_what_is_wanted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build(monkeypatch, tmp_path, "--read-messages", "--private-replies", APP_ID=APP_ID)

    assert (tmp_path / "app.zip").read_bytes() == package(APP_ID, ALL)


def test_without_a_registration_it_builds_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = build(monkeypatch, tmp_path, APP_ID="")

    written = unpacked((tmp_path / "app.zip").read_bytes())
    assert json.loads(written["manifest.json"])["id"] == NO_APP_ID
    assert "set PROCESS_CENTER_APP_ID" in done.output


def test_for_a_managed_identity_it_fits_and_says_what_is_lost(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = build(monkeypatch, tmp_path, APP_ID=APP_ID, APP_TYPE="UserAssignedMSI")

    assert (tmp_path / "app.zip").read_bytes() == package(APP_ID, IDENTITY)
    assert "cannot look for a card of which the answer was lost" in done.output


def test_a_managed_identity_that_is_to_read_messages_is_refused_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="leave --read-messages out, or register"):
        build(monkeypatch, tmp_path, "--read-messages", APP_ID=APP_ID, APP_TYPE="UserAssignedMSI")

    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match="no is not there"):
        CliRunner().invoke(COMMAND, ["build", "--output", "no/where.zip"], catch_exceptions=False)
