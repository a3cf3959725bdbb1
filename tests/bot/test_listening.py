"""Where a server cannot listen it says so in a sentence, by what the system really answers."""

import asyncio
import errno
import os
import socket

import pytest

from bot.door.listening import not_open


async def _refused(host: str, port: int) -> str:
    """What is told of an attempt to listen there."""
    loop = asyncio.get_running_loop()
    try:
        await loop.create_server(asyncio.Protocol, host, port)
    except (OSError, UnicodeError) as error:
        return not_open(host, port, error).says
    pytest.fail("it listens")


async def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        says = await _refused("127.0.0.1", port)
    assert says == f"Port {port} is taken. End what listens there, or choose another by --port."


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("no.such.host.invalid", "The host no.such.host.invalid is not known here."),
        ("a..b", "The host a..b is not known here."),
        ("192.0.2.7", "192.0.2.7 is no address of this machine. Name one of its own by --host."),
    ],
)
async def test_a_host_that_is_none_of_ours(host: str, says: str) -> None:
    assert (await _refused(host, 0)).startswith(says)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "Port 80 is for the system's own services."),
        (errno.EMFILE, "127.0.0.1, port 80, cannot be listened on (Too many open files)."),
    ],
)
def test_what_only_some_machines_answer(number: int, says: str) -> None:
    error = OSError(number, os.strerror(number))

    assert not_open("127.0.0.1", 80, error).says.startswith(says)
