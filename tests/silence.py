"""A way to PostgreSQL on which it can fall silent: nothing is closed, and nothing comes through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from psycopg.conninfo import conninfo_to_dict


@dataclass
class Line:
    """Passes bytes on between whoever connects and the server, or keeps them to itself.

    `url` is that of the database as it is reached through here.
    """

    server: str
    url: str = ""
    going: asyncio.Event = field(default_factory=asyncio.Event)
    forgotten: int = 0
    came: int = 0

    def falls_silent(self) -> None:
        """From now on nothing arrives, of new connections neither; all of it is kept."""
        self.going.clear()

    def goes_on(self) -> None:
        """What was kept arrives."""
        self.going.set()

    def forgets(self) -> None:
        """The connections there are stay silent for ever, as behind a firewall that forgot them."""
        self.forgotten = self.came

    async def enter(self, near: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        """One connection, until one of its ends closes."""
        self.came += 1
        number = self.came
        far, out = await asyncio.open_unix_connection(self.server)
        passing = {
            asyncio.create_task(self._pass_on(near, out, number)),
            asyncio.create_task(self._pass_on(far, to, number)),
        }
        try:
            await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in passing:
                each.cancel()
            for end in (out, to):
                end.transport.abort()
            await asyncio.gather(*passing, return_exceptions=True)

    async def _pass_on(
        self, source: asyncio.StreamReader, to: asyncio.StreamWriter, number: int
    ) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                await self.going.wait()
                if number <= self.forgotten:
                    await asyncio.Event().wait()
                to.write(data)
                await to.drain()


@asynccontextmanager
async def line_to(database_url: str) -> AsyncIterator[Line]:
    """A line to this database, which passes everything on at first."""
    parts = conninfo_to_dict(database_url)
    line = Line(f"{parts['host']}/.s.PGSQL.5432")
    line.goes_on()
    inside: set[asyncio.Task[None]] = set()
    ends: list[asyncio.StreamWriter] = []

    def connected(near: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        ends.append(to)  # one that was hardly there when all ended closes nothing by itself
        inside.add(asyncio.create_task(line.enter(near, to)))

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    where = f"{parts['user']}@127.0.0.1:{port}/{parts['dbname']}"
    line.url = f"postgresql://{where}?connect_timeout=1"
    try:
        yield line
    finally:
        server.close()
        for each in inside:
            each.cancel()
        await asyncio.gather(*inside, return_exceptions=True)
        for end in ends:
            end.transport.abort()
        await asyncio.sleep(0)  # transports close with the loop's next turn
