"""Two servers and two workers: started, killed, stopped, started again, and weighed."""

import asyncio
import json
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil

from bench.processes import Running, launch
from bench.stage import Stage, free_port
from bench.year.balancer import balanced
from store.embedded import EmbeddedServer

OBEYS = 20.0  # seconds that SIGTERM may take
LIVES = 1.5  # seconds of a step within which a kill falls
MEGABYTE = 1 << 20
AWAY = 6.0  # seconds until all have found the database again
READY = 90.0  # seconds until all of them answer at the beginning


Span = tuple[float, float]  # monotonic, of a time at which what was sent cannot be noted


@dataclass(frozen=True, slots=True)
class Weight:
    """The memory of one process in MB; its birth and `at` are monotonic seconds."""

    who: str
    born: float
    at: float
    megabytes: float

    @property
    def age(self) -> float:
        """In seconds."""
        return self.at - self.born


@dataclass
class Crew:
    """The processes by name, with the port of each that listens."""

    stage: Stage
    environment: Mapping[str, str]
    ports: Mapping[str, int]
    dice: Random
    alive: dict[str, Running] = field(default_factory=dict)
    born: dict[str, float] = field(default_factory=dict)
    cuts: list[Span] = field(default_factory=list)
    killed: int = 0
    stopped: int = 0
    disobeyed: int = 0
    died: list[str] = field(default_factory=list)  # by themselves
    weights: list[Weight] = field(default_factory=list)
    _busy: set[str] = field(default_factory=set)

    async def start(self, name: str) -> None:
        """Begin its life, without waiting until it is ready."""
        role = ("serve", str(self.ports[name])) if name in self.ports else ("worker", "0")
        log = self.stage.home / f"{name}.log"
        self.alive[name] = await launch(("-m", "bench.serve_quicker", *role), self.environment, log)
        self.born[name] = time.monotonic()

    async def kill(self) -> None:
        """SIGKILL for any of them, at a moment of the next second or so, and a new life."""
        await asyncio.sleep(self.dice.uniform(0, LIVES))
        if name := self._chosen():
            self._cut()
            await self.alive[name].kill()
            await self.start(name)
            self._busy.discard(name)

    async def stop(self) -> None:
        """SIGTERM for any of them, as for a new version, and a new life."""
        await asyncio.sleep(self.dice.uniform(0, LIVES))
        if name := self._chosen():
            self.stopped += 1
            running = self.alive[name]
            with suppress(ProcessLookupError):
                running.process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(running.process.wait(), OBEYS)
            except TimeoutError:
                self.disobeyed += 1
                self._cut()
                await running.kill()
            await self.start(name)
            self._busy.discard(name)

    async def restart_database(self) -> None:
        """PostgreSQL's own immediate shutdown, as when the power goes, and its start again."""
        await asyncio.sleep(self.dice.uniform(0, LIVES))
        began = time.monotonic()
        await _database_restarted(self.stage.home)
        self.cuts.append((began, time.monotonic() + AWAY))

    def _cut(self) -> None:
        self.killed += 1
        now = time.monotonic()
        self.cuts.append((now, now))

    def _was_away(self, since: float) -> bool:
        """Whether the database was, at any time since then."""
        return any(begin < end and since <= end for begin, end in self.cuts)

    def errors(self) -> list[str]:
        """What all of them told their logs as an error, by what it is: one line each."""
        found: Counter[str] = Counter()
        for log in sorted(self.stage.home.glob("*-?.log")):
            for line in log.read_text("utf-8", "replace").splitlines():
                if line.startswith("{") and '"level": "ERROR"' in line:
                    found[str(json.loads(line)["message"]).split("\n")[0]] += 1
        return [f"{many} × {message}" for message, many in found.most_common()]

    def _chosen(self) -> str | None:
        """One that nobody else is about to end."""
        free = sorted(set(self.alive) - self._busy)
        if not free:
            return None
        name = self.dice.choice(free)
        self._busy.add(name)
        return name

    async def look_after(self) -> None:
        """Weigh each, and start again what ended by itself."""
        now = time.monotonic()
        for name, running in list(self.alive.items()):
            if name in self._busy:
                continue
            if running.process.returncode is not None:
                if not self._was_away(self.born[name]):  # who starts then says so, and ends
                    self.died.append(f"{name} with {running.process.returncode}")
                await self.start(name)
                continue
            with suppress(psutil.Error):
                rss = psutil.Process(running.process.pid).memory_info().rss / MEGABYTE
                self.weights.append(Weight(name, self.born[name], now, rss))

    async def end(self) -> None:
        """SIGTERM for all of them."""
        await asyncio.gather(*(each.end() for each in self.alive.values()))


@asynccontextmanager
async def crewed(stage: Stage, environment: Mapping[str, str], dice: Random) -> AsyncIterator[Crew]:
    """Two servers behind one address and two workers; ended when this is left."""
    ports = {"server-1": free_port(), "server-2": free_port()}
    crew = Crew(stage, environment, ports, dice)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(balanced(stage.bot_port, list(ports.values())))
        stack.push_async_callback(crew.end)
        for name in (*ports, "worker-1", "worker-2"):
            await crew.start(name)
        await asyncio.gather(*(_listens(port) for port in ports.values()))
        yield crew


async def _listens(port: int) -> None:
    async with asyncio.timeout(READY):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.1)


async def _database_restarted(home: Path) -> None:
    folder = home / "postgres"
    text = await asyncio.to_thread((folder / "postmaster.pid").read_text, "ascii")
    process = psutil.Process(int(text.split("\n")[0]))
    process.send_signal(signal.SIGQUIT)
    await asyncio.to_thread(process.wait, 30)
    again = EmbeddedServer(folder)
    await asyncio.to_thread(again.__enter__)
    # The stage still uses it, so this neither stops it nor stays in the stage's way at its end.
    await asyncio.to_thread(again.__exit__, None, None, None)
