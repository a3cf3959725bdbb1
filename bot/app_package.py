"""The Teams app package: the manifest with our ids filled in, and its icons, as one zip."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from bot import commands
from core.errors import InputError
from core.pressing.place import Scope
from core.registry import collect

FOLDER = Path(__file__).parents[1] / "manifest"
NO_APP_ID = str(UUID(int=0))  # stands where a bot registration is missing; Teams refuses it
EXAMPLE = "https://process-center.example/"  # where an organisation puts its own pages
PLACEHOLDER = "{{APP_ID}}"
SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v{}/MicrosoftTeams.schema.json"
SIZES = {"color": 192, "outline": 32}  # pixels, as Teams asks for them
SHORT_NAME, SHORT_DESCRIPTION = 30, 80  # the limits of manifest 1.25, and of 1.29
MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows: the same input gives the same bytes
READING = {"name": "ChannelMessage.Read.Group", "type": "Application"}
# The template declares 1.25, the first that has private and shared channels. Messages to one person
# in a channel came with this one.
PRIVATE = "1.29"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the app asks of Teams beyond the least.

    `registered` is false where the bot is a managed identity: it has no app registration, on which
    a consent of a team's owner could hang, and Teams may refuse an app that asks for one then
    (github.com/MicrosoftDocs/msteams-docs/issues/14285).
    """

    read_messages: bool = False
    private_replies: bool = False
    registered: bool = True


LEAST = Wanted()


def manifest(app_id: str | None, wanted: Wanted = LEAST, folder: Path = FOLDER) -> dict[str, Any]:
    """The manifest for one bot registration; without one the id is NO_APP_ID.

    What Teams offers while somebody writes is what `bot/commands` offers there. Raises InputError
    for an id that is no GUID, a template that is no JSON object, and a wish that cannot be had.
    """
    if wanted.read_messages and not wanted.registered:
        raise InputError(
            "A UserAssignedMSI bot cannot read a channel's messages: leave --read-messages out, or"
            " register the bot with PROCESS_CENTER_APP_TYPE=Federated."
        )
    template = _read(folder / "manifest.json").decode("utf-8", errors="replace")
    try:
        filled = json.loads(template.replace(PLACEHOLDER, str(UUID(app_id or NO_APP_ID))))
    except json.JSONDecodeError as error:
        raise InputError(f"manifest.json, line {error.lineno}: {error.msg}. Mend it.") from error
    except ValueError as error:
        raise InputError("The app id is no GUID: copy it from the bot registration.") from error
    if not isinstance(filled, dict):
        raise InputError("manifest.json holds no JSON object: take it from the repository again.")
    for bot in filled.get("bots", []):
        bot["commandLists"] = [_offered(scope) for scope in Scope]
    _fit(filled, wanted)
    return filled


def _fit(filled: dict[str, Any], wanted: Wanted) -> None:
    """Only what is wanted and can be had, in the lowest version of the manifest that has it."""
    if not wanted.registered:
        filled.pop("webApplicationInfo", None)
        filled.pop("authorization", None)
    if wanted.read_messages:
        filled["authorization"] = {"permissions": {"resourceSpecific": [READING]}}
    if wanted.private_replies:
        filled |= {"$schema": SCHEMA.format(PRIVATE), "manifestVersion": PRIVATE}
        for bot in filled.get("bots", []):
            _answer_in_private(bot)


def _answer_in_private(bot: dict[str, Any]) -> None:
    """Let it be spoken to by one person in a channel; a chat of two is private anyhow."""
    bot["supportsTargetedMessages"] = True
    for offered in bot["commandLists"]:
        if Scope.TEAM in offered["scopes"]:
            offered["triggers"] = ["mention", "slash"]


def _offered(scope: Scope) -> dict[str, Any]:
    """The commands that are offered in one kind of chat, by name."""
    known = collect(commands, "COMMAND", commands.Command)
    offered = [
        {"title": commands.spoken(name), "description": each.offered[scope]}
        for name, each in known.items()
        if scope in each.offered
    ]
    return {"scopes": [scope], "commands": offered}


def package(app_id: str | None, wanted: Wanted = LEAST, folder: Path = FOLDER) -> bytes:
    """The zip to upload. Raises InputError naming the first thing that Teams would refuse."""
    filled = manifest(app_id, wanted, folder)
    icons = {name: _read(folder / f"{name}.png") for name in SIZES}
    for mistake in _mistakes(filled, icons):
        raise InputError(mistake)
    files = {"manifest.json": json.dumps(filled, indent=2, ensure_ascii=False).encode()}
    files |= {f"{name}.png": icon for name, icon in icons.items()}
    return _zipped(files)


def has_examples(filled: dict[str, Any]) -> bool:
    """True while an address of the developer is still the one from the repository."""
    return any(str(value).startswith(EXAMPLE) for value in filled["developer"].values())


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: take it from the repository again.") from error


def _mistakes(filled: dict[str, Any], icons: dict[str, bytes]) -> Iterator[str]:
    """What a person who edits the template or the icons is likely to get wrong."""
    for key in ("id", "version", "developer", "name", "description", "bots"):
        if not filled.get(key):
            yield f"manifest.json lacks “{key}”: take it from the repository again."
    yield from _too_long(filled)
    for name, size in SIZES.items():
        if _png_size(icons[name]) != (size, size):
            yield f"{name}.png must be a PNG of {size} by {size} pixels."
    for name, address in filled["developer"].items():
        if name.endswith("Url") and not str(address).startswith("https://"):
            yield f"manifest.json: developer.{name} must begin with https://."


def _too_long(filled: dict[str, Any]) -> Iterator[str]:
    if len(filled["name"].get("short", "")) > SHORT_NAME:
        yield f"manifest.json: name.short may have {SHORT_NAME} characters."
    if len(filled["description"].get("short", "")) > SHORT_DESCRIPTION:
        yield f"manifest.json: description.short may have {SHORT_DESCRIPTION} characters."


def _png_size(icon: bytes) -> tuple[int, int] | None:
    """Width and height from the header of a PNG (its first chunk is always IHDR)."""
    if not icon.startswith(b"\x89PNG\r\n\x1a\n") or len(icon) < 24:
        return None
    return int.from_bytes(icon[16:20]), int.from_bytes(icon[20:24])


def _zipped(files: dict[str, bytes]) -> bytes:
    """Files side by side at the top, as Teams wants them, with one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content)
    return out.getvalue()
