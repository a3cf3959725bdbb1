"""A load generator in a process of its own: so many invokes in flight, each timed and checked.

It speaks just enough HTTP by itself, so that it costs the machine little beside what it measures.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any

import uvloop

NONCE = re.compile(rb'"nonce": ?"(\w+)"')
LENGTH = re.compile(rb"\r\ncontent-length: ?(\d+)", re.IGNORECASE)
SAVED = b"Saved"
ID = "a0a0a0a0b1b1b1b1c2c2c2c2d3d3d3d3"  # stands for an activity's own id
FORM = "e4e4e4e4f5f5f5f5a6a6a6a6b7b7b7b7"  # stands for a form's nonce


@dataclass(frozen=True, slots=True)
class Request:
    """One invoke as bytes; `sent` gives it an id and a nonce of its own."""

    text: bytes

    @classmethod
    def of(cls, activity: Mapping[str, Any], token: str) -> "Request":
        """With the headers that Teams sends."""
        body = json.dumps(activity, ensure_ascii=False).encode()
        head = (
            "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return cls(head.encode() + body)

    def sent(self, number: int, nonce: bytes) -> bytes:
        """For the wire."""
        return self.text.replace(ID.encode(), b"%032x" % number).replace(FORM.encode(), nonce)


@dataclass(slots=True)
class Tally:
    """What came of the invokes that were sent and answered after `since`; times in seconds."""

    since: float
    fetched: list[float] = field(default_factory=list)
    submitted: list[float] = field(default_factory=list)
    wrong: int = 0
    stored: int = 0
    last: float = 0.0

    def note(self, kind: str, began: float, fine: bool) -> None:
        now = time.monotonic()
        if not fine:
            self.wrong += 1
        elif kind == "submit":
            self.stored += 1
        if began < self.since:
            return
        times = self.submitted if kind == "submit" else self.fetched
        times.append(now - began)
        self.last = now

    def as_json(self) -> dict[str, Any]:
        return {
            "seconds": max(0.001, self.last - self.since),
            "fetched": self.fetched,
            "submitted": self.submitted,
            "wrong": self.wrong,
            "stored": self.stored,
        }


@dataclass(frozen=True, slots=True)
class Load:
    """One run: `kinds` is what each visitor presses in turn; an `echo` cannot hand out a nonce."""

    port: int
    flights: int
    seconds: float
    warm_up: float
    kinds: Sequence[str]
    echo: bool
    sessions: Sequence[Mapping[str, Request]]


async def run(load: Load) -> Tally:
    """As many visitors as there are flights, each with one connection, until time is up."""
    began = time.monotonic()
    tally = Tally(began + load.warm_up)
    numbers = count(int(time.time() * 1000) << 20)
    async with asyncio.TaskGroup() as group:
        for place in range(load.flights):
            own = load.sessions[place :: load.flights] or load.sessions
            group.create_task(_visit(load, own, tally, numbers, tally.since + load.seconds))
    return tally


async def _visit(
    load: Load,
    sessions: Sequence[Mapping[str, Request]],
    tally: Tally,
    numbers: Iterator[int],
    until: float,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    for session in cycle(sessions):
        nonce = b"%032x" % next(numbers)
        for kind in load.kinds:
            began = time.monotonic()
            if began > until:
                writer.close()
                return
            writer.write(session[kind].sent(next(numbers), nonce))
            status, body = await _answer(reader)
            given = NONCE.search(body)
            fine = status == b"200" and (load.echo or _fits(kind, body))
            tally.note(kind, began, fine)
            nonce = given[1] if given and not load.echo else nonce


def _fits(kind: str, body: bytes) -> bool:
    return NONCE.search(body) is not None if kind == "fetch" else SAVED in body


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    return head[9:12], body


def read(wish: Mapping[str, Any]) -> Load:
    """What the bench ordered."""
    token = wish["token"]
    sessions = [
        {kind: Request.of(activity, token) for kind, activity in each.items()}
        for each in wish["sessions"]
    ]
    plain = {name: wish[name] for name in ("port", "flights", "seconds", "warm_up", "kinds")}
    return Load(**plain, echo=wish["echo"], sessions=sessions)


def main(order: Path) -> None:
    """Does what stands in the file and writes its tally beside it."""
    tally = uvloop.run(run(read(json.loads(order.read_text("utf-8")))))
    order.with_suffix(".out").write_text(json.dumps(tally.as_json()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
