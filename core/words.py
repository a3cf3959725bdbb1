"""Small grammar for the sentences that people see."""

from collections.abc import Sized


def count(items: Sized | int, word: str, plural: str | None = None) -> str:
    """Write a number with its word: "1 team", "3 teams"; `plural` for words without a plain s."""
    number = items if isinstance(items, int) else len(items)
    return f"{number} {word if number == 1 else plural or word + 's'}"


def listed(names: list[str], most: int = 10) -> str:
    """Write names as "a, b and c"; beyond `most` the rest is counted."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def folded(name: str) -> str:
    """A name as people compare it: case, and how many spaces there are, make no difference."""
    return " ".join(name.split()).casefold()
