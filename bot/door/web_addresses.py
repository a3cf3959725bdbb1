"""Which web addresses we speak to: https, or this machine itself, and no tricks in the spelling."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?][!\"$-\[\]-~]*)?"  # printable ASCII but no #, no backslash and no blank
)
_NAME = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[?[0-9a-f:.]+\]?")
MAX_LENGTH = 2_000


class BadAddress(ValueError):
    """An address that we do not speak to; the text says what it must be."""


def is_loopback(host: str) -> bool:
    """Whether a host name, or an IP address in its usual spelling, is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The lower-case host of `url`, an IPv6 address without its brackets.

    Raises BadAddress for anything but plain https (http on loopback): names and passwords before
    an @, fragments, backslashes and letters beyond ASCII are where two readers of one URL disagree.
    """
    found = _URL.fullmatch(url) if len(url) <= MAX_LENGTH else None
    if found is None:
        raise BadAddress("must be a plain https address")
    if int(found["port"] or 443) not in range(1, 65_536):
        raise BadAddress("must have a port from 1 to 65535, or none")

    host = found["host"].strip("[]").lower()
    if found["scheme"] == "http" and not is_loopback(host):
        raise BadAddress("must be https, unless it is on this machine")
    return host


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that a `serviceUrl` may have; ports do not matter."""

    names: frozenset[str]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Hosts":
        """From entries `name`, or `*.name` for the names below it (not for `name` itself)."""
        every = [checked_entry(entry) for entry in entries]
        return cls(
            names=frozenset(entry for entry in every if not entry.startswith("*.")),
            endings=tuple(entry[1:] for entry in every if entry.startswith("*.")),
        )

    def have(self, host: str) -> bool:
        """Whether `host`, as `host_of` gives it, is one of them."""
        return host in self.names or (bool(self.endings) and host.endswith(self.endings))

    @property
    def are_loopback(self) -> bool:
        """True only when there is at least one and every one is this machine."""
        return bool(self.names) and not self.endings and all(map(is_loopback, self.names))


def checked_entry(entry: str) -> str:
    """An entry of the list in lower case; raises BadAddress for what is not a host's name."""
    name = entry.strip().lower()
    if not _NAME.fullmatch(name) or (name.startswith("*.") and "." not in name[2:]):
        raise BadAddress("must list host names, or *.name for the names below one")
    return name.strip("[]")
