"""The format that somebody asks for by name, or does not name."""

from core.errors import InputError
from core.retros.model import Format
from core.retros.ports import Formats
from core.suggest import did_you_mean, quoted

USUAL = "start-stop-continue"


def usual(formats: Formats) -> Format:
    """What a retro has for which nobody names a format; the first where that one was removed."""
    return formats.get(USUAL) or next(iter(formats.values()))


def find(words: str, formats: Formats) -> Format | None:
    """The format of that name or title, however it is spaced; None where none is named.

    Raises InputError with the nearest name for one that there is not.
    """
    wanted = _alike(words)
    if not wanted:
        return None
    for each in formats.values():
        if wanted in (_alike(each.id), _alike(each.title)):
            return each
    raise InputError(f"I know no retro format {quoted(words)}.{did_you_mean(words, formats)}")


def _alike(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
