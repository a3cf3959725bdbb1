"""What each answer to a knock at the public address means, and what to do about it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientConnectorSSLError,
    ClientHttpProxyError,
    ClientProxyConnectionError,
    ClientResponseError,
)

from bot.door.gate_errors import Reason
from core.arrivals.model import cleaned

PATH = "/api/messages"
LEADS = "it leads to Process Center, "

# Ours, but not the one that a knock deserves.
OURS: Mapping[Reason, str] = {
    Reason.AUDIENCE: f"{LEADS}but to one with another PROCESS_CENTER_APP_ID. Compare both",
    Reason.ISSUER: f"{LEADS}but to one of another PROCESS_CENTER_CLOUD or TOKEN_ISSUER",
    Reason.EXPIRED: f"{LEADS}whose clock is more than five minutes ahead of this one. Set both",
    Reason.EARLY: f"{LEADS}whose clock is more than five minutes behind this one. Set both",
    Reason.NO_TOKEN: f"{LEADS}but without the header Authorization. Let what is in front pass it",
    Reason.BAD_TOKEN: f"{LEADS}but with another Authorization. See what changes that header",
    Reason.MALFORMED: f"{LEADS}but not as it was sent. See what in front changes the body",
    Reason.CLAIMED_URL: f"{LEADS}but not as it was sent. See what in front changes the body",
    Reason.TOO_SLOW: f"{LEADS}but a body takes over five seconds. See what holds it back",
    Reason.TOO_BIG: f"{LEADS}but larger than it was sent. See what in front changes the body",
    Reason.KEYS_AWAY: f"{LEADS}which cannot fetch the signing keys. See how it reaches out",
}

STATUS: Mapping[int, str] = {
    401: "something in front asks for a sign-in (401). Let {path} through without one",
    403: "something in front forbids it (403), as a firewall does. Let Teams reach {path}",
    404: "a server is there, but it has no {path} (404). Pass this path on to Process Center",
    405: "a server is there, but not for POST (405). Pass this path on to Process Center",
    407: "a proxy asks for a sign-in (407). Give its name and password in HTTPS_PROXY",
    411: "something in front wants another form of request (411). Let {path} through as it is",
    413: "something in front takes no body of this size (413). Let 256 KB pass",
    429: "something in front limits how often it is called (429). Let Teams reach {path} freely",
    502: "the server in front is there, but Process Center is not behind it (502). Start"
    " `process-center serve`, and compare its port",
    503: "the server in front is there, but says that it cannot pass it on (503). Start"
    " `process-center serve`, and compare its port",
    504: "the server in front waits for Process Center in vain (504). Look at its log",
}
# The first that fits.
BROKEN: Sequence[tuple[type[Exception], str]] = (
    (
        ClientProxyConnectionError,
        "the proxy of HTTPS_PROXY cannot be reached. Mend it, or name the host in NO_PROXY",
    ),
    (
        ClientHttpProxyError,
        "the proxy of HTTPS_PROXY does not let us there. Mend it, or name the host in NO_PROXY",
    ),
    (
        ClientConnectorSSLError,
        "there is no TLS that we can speak. Look at the web server that holds the certificate",
    ),
    (
        ClientConnectorDNSError,
        "its name is not known. Enter it in the DNS, or wait until it has spread",
    ),
    (
        TimeoutError,
        "nobody answers in time. See that no firewall stops it, and that the host is up",
    ),
    (
        ClientConnectorError,
        "nobody listens there. Start the web server in front, and open its port",
    ),
    (ClientResponseError, "what answers there does not speak HTTP. Compare the port"),
)
BROKE_OFF = "the connection breaks off. Look at the log of the web server in front"
EXPIRED, SELF_SIGNED, OTHER_NAME = (10,), (18, 19, 20, 21), (62, 64)  # X509_V_ERR_… of OpenSSL


def answered(status: int, headers: Mapping[str, str]) -> str:
    """For an HTTP answer that is not ours."""
    if 300 <= status < 400:
        return _redirected(status, headers.get("Location", ""))
    if status in STATUS:
        return STATUS[status].format(path=PATH)
    if status < 300:
        kind = cleaned(headers.get("Content-Type", "").partition(";")[0]) or "nothing"
        says = f"something else answers there ({status}, {kind}), as a sign-in or start page does"
        return f"{says}. Pass {PATH} on to Process Center"
    return f"something else answers there, with {status}. Pass {PATH} on to Process Center"


def _redirected(status: int, location: str) -> str:
    """Teams posts and follows nothing; where to may have secrets, but for its host."""
    try:
        host = cleaned(urlsplit(location).hostname or "")
    except ValueError:
        host = ""
    to = f"to {host}" if host else "to another path"
    if "login" in host:
        return f"it is sent on {to} ({status}) to sign in. Let {PATH} through without one"
    says = f"it is sent on {to} ({status}), which Teams does not follow"
    return f"{says}. Name the address that it leads to"


def broken(error: Exception) -> str:
    """For a knock to which there was no answer."""
    if isinstance(error, ClientConnectorCertificateError):
        return _untrusted(error)
    return next((says for kind, says in BROKEN if isinstance(error, kind)), BROKE_OFF)


def _untrusted(error: ClientConnectorCertificateError) -> str:
    code = getattr(error.certificate_error, "verify_code", None)
    if code in EXPIRED:
        return "its certificate has ended. Renew it; Teams calls no address without a good one"
    if code in OTHER_NAME:
        return "its certificate is for another name. Get one for this name"
    if code in SELF_SIGNED:
        why = "its certificate is not from an authority that is believed, or the chain is not whole"
        return f"{why}. Teams needs one from a public authority, with those between"
    return "its certificate is not believed. Teams needs one from a public authority"
