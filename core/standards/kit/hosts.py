"""To which host an address leads, and whether that is one of those that are allowed."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host, in small letters and as it is asked for (xn--…); empty where there is none."""
    try:
        # Browsers take a backslash for a slash, and would go to what stands before it.
        found = (urlsplit(address.strip().replace("\\", "/")).hostname or "").removesuffix(".")
        return found if found.isascii() else found.encode("idna").decode("ascii")
    except ValueError:
        return ""


def is_one_of(host: str, allowed: Iterable[str]) -> bool:
    """Whether it is named; `*.contoso.example` names all below it, but not itself."""
    return any(
        host.endswith(each[1:]) if each.startswith("*.") else host == each for each in allowed
    )
