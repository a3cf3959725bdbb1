"""Why a server cannot listen where it was told to, and what to do about it."""

import errno
import socket

from core.errors import SetupError

WHY = {
    errno.EADDRINUSE: "Port {port} is taken. End what listens there, or choose another by --port.",
    errno.EACCES: "Port {port} is for the system's own services. Choose one from 1024 by --port.",
    errno.EPERM: "Port {port} is for the system's own services. Choose one from 1024 by --port.",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine. Name one of its own by --host.",
}
UNKNOWN = "The host {host} is not known here. Name an address of this machine by --host."
OTHER = "{host}, port {port}, cannot be listened on ({why}). Choose another by --host or --port."


def not_open(host: str, port: int, error: OSError | UnicodeError) -> SetupError:
    """For an attempt to listen that failed: with OSError, or UnicodeError for no host's name."""
    why = ""
    if isinstance(error, socket.gaierror | UnicodeError):
        says = UNKNOWN
    else:
        says, why = WHY.get(error.errno or 0, OTHER), error.strerror or "refused"
    return SetupError(says.format(host=host, port=port, why=why))
