"""A plan's file as somebody gives it back: believed only where it is the plan that was kept."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.standards.changes.model import Change, Picks
from pages.standards.plans.json import change as written

LARGEST = 64 * 1024 * 1024  # bytes
ANEW = "Make a new plan: `process-center remedies plan`."
PICKED = {Picks.TARGET: "target", Picks.AFTER: "after", Picks.TEXT: "after"}


def read(file: Path) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """The id of the plan, and its changes as they stand in the file. Raises InputError."""
    try:
        if file.stat().st_size > LARGEST:
            raise InputError(f"{file} is too large for a plan. {ANEW}")
        found = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or "refused"
        raise InputError(f"{file} cannot be read ({reason}). Name a plan's file.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is no plan: it is not JSON. {ANEW}") from error
    match found:
        case {"plan": {"id": str(id_)}, "changes": list(changes)}:
            if all(isinstance(each, dict) for each in changes):
                return id_, changes
    raise InputError(f"{file} is no plan. {ANEW}")


def picks(
    file: Path, changes: Sequence[Mapping[str, Any]], kept: Sequence[Change]
) -> Mapping[str, str]:
    """What is picked in the file, by change: only what may be picked differs from what was kept.

    Raises InputError.
    """
    if [each.get("id") for each in changes] != [each.id for each in kept]:
        raise InputError(f"{file} has not the changes of its plan. {ANEW}")
    return {each.id: _pick(file, given, each) for given, each in zip(changes, kept, strict=True)}


def _pick(file: Path, given: Mapping[str, Any], change: Change) -> str:
    ours = json.loads(json.dumps(written(change)))
    name = PICKED.get(change.picks, "")
    for each in ours:
        if each != name and given.get(each, ...) != ours[each]:
            raise InputError(
                f"In {file} the {each} of change {change.id} is not what was planned. {ANEW}"
            )
    value = given.get(name) if name else None
    if value == ours.get(name) or value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"In {file} the {name} of change {change.id} is no text. Write one.")
    return value
