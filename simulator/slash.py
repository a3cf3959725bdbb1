"""What a bot's manifest says about writing to it privately, with a slash, in a channel."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Slash:
    """The commands that Teams lists after a slash, each a title and its description.

    Without any, people write what they like after the bot's name.
    """

    commands: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the chat page reads it."""
        return {"commands": [{"title": t, "description": d} for t, d in self.commands]}


def of(file: Path) -> Slash | None:
    """From a manifest, or the package that has it; None where the bot takes no private messages.

    Raises ValueError for a file that is neither.
    """
    bots = _manifest(file).get("bots") or [{}]
    if bots[0].get("supportsTargetedMessages") is not True:
        return None
    lists = [each for each in bots[0].get("commandLists") or [] if _after_slash(each)]
    commands = [command for each in lists for command in each.get("commands") or []]
    return Slash(tuple((each["title"], each.get("description", "")) for each in commands))


def _after_slash(listed: dict[str, Any]) -> bool:
    """Without `triggers` a list is offered with a mention alone."""
    return "slash" in listed.get("triggers", ()) and "team" in listed.get("scopes", ())


def _manifest(file: Path) -> dict[str, Any]:
    raw = file.read_bytes()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as package:
            raw = package.read("manifest.json")
    found = json.loads(raw)
    if not isinstance(found, dict):
        raise ValueError(f"{file} is no manifest.")
    return found
