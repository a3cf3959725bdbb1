"""What is wrong with what an operator set, in one sentence that names the setting."""

import difflib
from collections.abc import Container

from pydantic import ValidationError

from bot.setting_files import ENDING
from core.errors import SetupError


def unknown(prefix: str, name: str, known: list[str]) -> SetupError:
    """A name with the prefix that is no setting, and the one that is meant."""
    plain = name.removesuffix(ENDING)
    close = [plain] if plain in known else difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"did you mean {prefix}{close[0].upper()}?" if close else "see docs/settings.md."
    return SetupError(f"{prefix}{name.upper()} is not a setting; {hint}")


def sentence(prefix: str, error: ValidationError, in_files: Container[str]) -> str:
    """The first mistake in words; a value is never repeated, it may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    field = str(first["loc"][0])
    name = f"{prefix}{field}{ENDING if field in in_files else ''}".upper()
    match first["type"]:
        case "enum":
            return f"{name} must be {first['ctx']['expected'].replace(chr(39), '')}."
        case "bool_parsing" | "bool_type":
            return f"{name} must be true or false."
        case "value_error":
            return f"{name} {first['ctx']['error']}."
        case "too_short":
            return f"{name} is empty: list at least one value."
        case _:
            return f"{name} cannot be used: {first['msg'].lower()}."
