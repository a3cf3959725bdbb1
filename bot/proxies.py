"""Which proxy takes us to an address, as the environment of a company's machine says it."""

import ipaddress
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from bot.door.web_addresses import is_loopback
from core.errors import SetupError

SCHEMES = ("http", "https")


def proxy_for(url: str) -> str | None:
    """The address of the proxy; None where there is none on the way.

    HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in capitals or in small letters, are read as
    other programs do; they hold names and endings of names. This machine itself, and what belongs
    to it alone (where a managed identity is asked for), is always reached directly. Raises
    SetupError for a proxy that cannot be used.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_loopback(host) or _is_link_local(host) or proxy_bypass(parts.netloc):
        return None
    named = getproxies()
    for name in (parts.scheme, "all"):
        if found := named.get(name, "").strip():
            return _checked(name, found)
    return None


def _checked(name: str, written: str) -> str:
    """With its scheme. It may hold a password, so it is never repeated."""
    proxy = written if "://" in written else f"http://{written}"
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        says = f"{name.upper()}_PROXY cannot be used: write it as http://proxy.example:8080."
        raise SetupError(says)
    return proxy


def _is_link_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_link_local
    except ValueError:
        return False
